import { exec } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Config } from "./config.ts";
import { CheckError, messageOf } from "./errors.ts";
import type { Lock } from "./lock.ts";
import { type Project, type Texts, readTexts } from "./project.ts";

/** A version of the package, read from its tarball. */
export interface Release {
  readonly version: string;
  readonly integrity: string;
  readonly texts: Texts;
}

/** The pinned documents: from the cache if they match the lock file, from the registry otherwise. */
export async function pinnedRelease({ cache, config }: Project, lock: Lock): Promise<Release> {
  const directory = join(cache, lock.version);
  const { version, integrity } = lock;
  const matches = (texts: Texts) =>
    [...texts].every(([name, text]) => integrityOf(text) === lock.documents[name]);
  const cached = await readDirectory(config, directory).catch(() => undefined);
  if (cached && matches(cached)) return { version, integrity, texts: cached };
  const release = await fetchRelease({ ...config, package: lock.package }, version, integrity);
  if (!matches(release.texts)) {
    throw new CheckError(`the documents in ${lock.package} ${version} do not match the lock file`);
  }
  await writeDirectory(config, directory, release.texts);
  return release;
}

/**
 * Fetches a version's tarball alone: its dependencies and the Node version it requires do not matter.
 *
 * @param range - a version, or a tag such as `latest`
 */
export async function fetchRelease(config: Config, range: string, integrity?: string): Promise<Release> {
  const spec = `${config.package}@${range}`;
  const registry = await registryUrl();
  const { default: pacote } = await import("pacote"); // slow to load, and not needed once the cache is filled
  const options = {
    ...(registry === undefined ? {} : { registry }),
    ...(integrity === undefined ? {} : { integrity }),
    fetchRetries: 1,
    timeout: 60_000,
  };
  const directory = join(tmpdir(), `published-${randomUUID()}`);
  try {
    const manifest = await pacote.manifest(spec, options);
    // pacote verifies what it extracts: against the given integrity, or else the registry's.
    const expected = integrity ?? manifest._integrity;
    const extracted = await pacote.extract(spec, directory, { ...options, integrity: expected });
    const texts = await readDirectory(config, join(directory, config.directory));
    return { version: manifest.version, integrity: integrity ?? extracted.integrity, texts };
  } catch (cause) {
    throw new CheckError(`${spec} cannot be fetched (${messageOf(cause).split("\n", 1)[0] ?? ""})`, {
      cause,
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** `sha512-` and base64, as in npm's lock files. */
export function integrityOf(text: string): string {
  return `sha512-${createHash("sha512").update(text).digest("base64")}`;
}

function readDirectory(config: Config, directory: string): Promise<Texts> {
  return readTexts(config, (file) => readFile(join(directory, file), "utf8"));
}

/** Writes a draft and renames it, so that an interrupted run leaves no partial cache. */
async function writeDirectory(config: Config, directory: string, texts: Texts): Promise<void> {
  const draft = `${directory}.${randomUUID()}`;
  await mkdir(draft, { recursive: true });
  for (const [name, text] of texts) await writeFile(join(draft, config.documents[name] ?? name), text);
  await rm(directory, { recursive: true, force: true });
  // Another run may have written the same documents first.
  await rename(draft, directory).catch(() => rm(draft, { recursive: true, force: true }));
}

/** npm's own setting, which pacote does not read. */
async function registryUrl(): Promise<string | undefined> {
  const { stdout } = await promisify(exec)("npm config get registry").catch(() => ({ stdout: "" }));
  return stdout.trim() || undefined;
}
