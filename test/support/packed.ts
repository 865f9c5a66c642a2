import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { output } from "./processes.ts";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];

/** A project that has the packed package installed, as a user would. */
export interface Consumer {
  readonly directory: string;
  readonly tarball: string;
  remove(): Promise<void>;
}

/** Packs what is built and installs it into a new project, away from the repository and its `node_modules`. */
export async function packedConsumer(dependencies: readonly string[] = []): Promise<Consumer> {
  const directory = await mkdtemp(join(tmpdir(), "twilio-bindings-"));
  const npm = (...args: string[]) => output("npm", args, { cwd: directory });
  const packed = await npm("pack", repository, "--json", "--ignore-scripts", "--loglevel=error");
  const tarball = join(directory, /"filename": "([^"]+)"/.exec(packed)?.[1] ?? "");
  await writeFile(join(directory, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await npm("install", ...quiet, tarball, ...dependencies);
  return { directory, tarball, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** Installs a project of ours that only holds tools, from its lock file; nothing happens where it is up to date. */
export async function installTools(directory: string): Promise<void> {
  // Not `npm ci`, which installs anew each time, and not without `--no-save`, which would mend a stale lock in silence.
  await output("npm", ["install", "--no-save", ...quiet], { cwd: directory, timeout: 600_000 });
}
