import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { loadDocument } from "../openapi/load.ts";
import { descriptionsOf, digestsOf } from "./descriptions.ts";
import { type Lock, lockText } from "./lock.ts";
import type { Project } from "./project.ts";
import { readScope } from "./scope.ts";
import { snapshotText } from "./snapshot.ts";
import { parseTexts } from "./source.ts";
import { type Release, integrityOf } from "./tarball.ts";

/** Pins a release: writes the lock file, and the scopes that later versions are compared with. */
export async function accept(project: Project, { version, integrity, texts }: Release): Promise<Lock> {
  const { config } = project;
  const documents = [...parseTexts(texts, `${config.package}/`, project)];
  // Everything is read before anything is written: an invalid document leaves the pinned version as it is.
  const scopes = await Promise.all(
    documents.map(async ([name, published]) => {
      const ours = readScope(await loadDocument(project.ours(name)));
      return [name, readScope(published, config.scope, [ours])] as const;
    }),
  );
  const lock: Lock = {
    ...{ package: config.package, version, integrity },
    documents: Object.fromEntries([...texts].map(([name, text]) => [name, integrityOf(text)])),
    descriptions: Object.fromEntries(scopes.map(([name, scope]) => [name, digestsOf(descriptionsOf(scope))])),
  };
  const files = scopes.map(([name, scope]) => [project.pinned(name), snapshotText(scope)] as const);
  for (const [file, text] of [...files, [project.lock, lockText(lock, config)] as const]) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return lock;
}
