import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Config } from "./config.ts";
import { CheckError, messageOf } from "./errors.ts";
import { isRecord } from "./json.ts";
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
 * Downloads a version's tarball alone, with npm's own settings: its dependencies and the Node version it requires
 * do not matter.
 *
 * @param range - a version, or a tag such as `latest`
 * @param expected - the integrity of the tarball, if it is known; npm itself verifies the registry's
 */
export async function fetchRelease(config: Config, range: string, expected?: string): Promise<Release> {
  const spec = `${config.package}@${range}`;
  const directory = await mkdtemp(join(tmpdir(), "published-"));
  try {
    const options = [
      "--fetch-retries=1",
      "--fetch-retry-mintimeout=500",
      "--fetch-timeout=60000",
      "--loglevel=error",
    ];
    await run("npm", ["pack", spec, "--pack-destination", directory, ...options]);
    const [file = ""] = await readdir(directory);
    const integrity = integrityOf(await readFile(join(directory, file)));
    if (expected !== undefined && integrity !== expected) throw new Error("unexpected integrity");
    await run("tar", ["-xzf", file], directory);
    const manifest = await readFile(join(directory, "package", "package.json"), "utf8");
    const { version } = JSON.parse(manifest) as { version: string };
    return {
      version,
      integrity,
      texts: await readDirectory(config, join(directory, "package", config.directory)),
    };
  } catch (cause) {
    throw new CheckError(`${spec} cannot be fetched (${reasonOf(cause)})`, { cause });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** npm is a shell script on Windows. */
function run(program: string, args: readonly string[], cwd?: string) {
  return promisify(execFile)(program, args, { cwd, shell: process.platform === "win32" });
}

/** The first line of what a program wrote to stderr, or else of the error's message. */
function reasonOf(error: unknown): string {
  const stderr = isRecord(error) ? error["stderr"] : undefined;
  return (typeof stderr === "string" && stderr !== "" ? stderr : messageOf(error)).split("\n", 1)[0] ?? "";
}

/** `sha512-` and base64, as in npm's lock files. */
export function integrityOf(content: string | Buffer): string {
  return `sha512-${createHash("sha512").update(content).digest("base64")}`;
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
