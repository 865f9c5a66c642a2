import { createHash, randomUUID } from "node:crypto";
import { execFile } from "node:child_process";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type PerDocument, type Project, perDocumentAsync, publishedFile } from "./documents.ts";
import { CheckError, messageOf } from "./errors.ts";
import type { Lock } from "./lock.ts";

/** Where the package keeps its documents. */
const FOLDER = join("src", "services", "twilio-api");

/** A version of the package, out of its tarball. */
export interface Release {
  readonly version: string;
  readonly integrity: string;
  readonly texts: PerDocument<string>;
}

/** The pinned documents: from the cache if they are what the lock says, from the registry otherwise. */
export async function pinnedRelease(project: Project, lock: Lock): Promise<Release> {
  const folder = join(project.cache, lock.version);
  const { version, integrity } = lock;
  const cached = await readTexts(folder).catch(() => undefined);
  if (cached && isAsLocked(cached, lock)) return { version, integrity, texts: cached };
  const release = await fetchRelease(lock.package, lock.version, lock.integrity);
  if (!isAsLocked(release.texts, lock)) {
    throw new CheckError(`the documents in ${lock.package} ${version} are not those of published.lock.yaml`);
  }
  await writeTexts(folder, release.texts);
  return release;
}

/**
 * Fetches a version's tarball, and nothing else: its dependencies and the Node it asks for do not matter.
 *
 * @param range a version, or a tag such as `latest`
 */
export async function fetchRelease(name: string, range: string, integrity?: string): Promise<Release> {
  const spec = `${name}@${range}`;
  const registry = await registryUrl();
  const { default: pacote } = await import("pacote"); // slow to load, and not needed once the cache is filled
  const options = {
    ...(registry === undefined ? {} : { registry }),
    ...(integrity === undefined ? {} : { integrity }),
    fetchRetries: 1,
    timeout: 60_000,
  };
  const folder = join(tmpdir(), `published-${randomUUID()}`);
  try {
    const manifest = await pacote.manifest(spec, options);
    // pacote checks what it unpacks against the integrity: the given one, or else the registry's.
    const { integrity: found } = await pacote.extract(spec, folder, {
      ...options,
      integrity: integrity ?? manifest._integrity,
    });
    const texts = await readTexts(join(folder, FOLDER));
    return { version: manifest.version, integrity: integrity ?? found, texts };
  } catch (cause) {
    throw new CheckError(`${spec} cannot be fetched (${messageOf(cause).split("\n", 1)[0] ?? ""})`, {
      cause,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `sha512-` and base64, as npm writes it. */
export function integrityOf(text: string): string {
  return `sha512-${createHash("sha512").update(text).digest("base64")}`;
}

function isAsLocked(texts: PerDocument<string>, lock: Lock): boolean {
  return Object.entries(lock.documents).every(
    ([name, integrity]) => integrityOf(texts[name as keyof typeof texts]) === integrity,
  );
}

function readTexts(folder: string): Promise<PerDocument<string>> {
  return perDocumentAsync((name) => readFile(join(folder, publishedFile(name)), "utf8"));
}

/** Through a folder of its own, so that a run that is cut off leaves nothing half written. */
async function writeTexts(folder: string, texts: PerDocument<string>): Promise<void> {
  const draft = `${folder}.${randomUUID()}`;
  await mkdir(draft, { recursive: true });
  await perDocumentAsync((name) => writeFile(join(draft, publishedFile(name)), texts[name]));
  await rm(folder, { recursive: true, force: true });
  // Another run may have put the same documents there first.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
}

/** npm's own setting, which pacote does not read. */
async function registryUrl(): Promise<string | undefined> {
  const told = process.env["npm_config_registry"];
  if (told) return told;
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { stdout } = await promisify(execFile)(npm, ["config", "get", "registry"], {
    shell: process.platform === "win32",
  }).catch(() => ({ stdout: "" }));
  return stdout.trim() || undefined;
}
