import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { loadDocument } from "../openapi/load.ts";
import { DOCUMENTS, type Project, perDocument, perDocumentAsync } from "./documents.ts";
import { type Lock, lockText } from "./lock.ts";
import { digestsOf, proseOf } from "./prose.ts";
import { readSlice } from "./slice.ts";
import { snapshotText } from "./snapshot.ts";
import { fromRelease } from "./source.ts";
import { type Release, integrityOf } from "./tarball.ts";

/** Takes a release for the accepted one: writes the lock file, and the slices to compare later ones with. */
export async function accept(project: Project, name: string, release: Release): Promise<Lock> {
  const { documents } = fromRelease(name, release);
  const ours = await perDocumentAsync((each) => loadDocument(project.ours(each)));
  const slices = perDocument((each) =>
    readSlice(documents[each], new Set(readSlice(ours[each], "all").paths.keys())),
  );
  const lock: Lock = {
    package: name,
    version: release.version,
    integrity: release.integrity,
    documents: perDocument((each) => integrityOf(release.texts[each])),
    prose: perDocument((each) => digestsOf(proseOf(slices[each]))),
  };
  for (const each of DOCUMENTS) {
    const file = project.pinned(each);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, snapshotText(slices[each]));
  }
  await writeFile(project.lock, lockText(lock));
  return lock;
}
