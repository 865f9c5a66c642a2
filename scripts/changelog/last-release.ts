import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import type { AcceptedVersion } from "./accepted-version.ts";

/** What a release said about the API. */
export interface Release {
  readonly tag: string;
  /** A folder with its bundled documents. */
  readonly documents: string;
  readonly accepted?: AcceptedVersion;
}

/** The last release that HEAD is based on; undefined before the first. */
export async function lastRelease(project: string): Promise<Release | undefined> {
  const git = async (...args: string[]) => (await run("git", args, { cwd: project })).stdout;
  if ((await git("rev-parse", "--is-shallow-repository")).trim() === "true") {
    throw new Error(
      "the clone is shallow, so its tags are not all there: run `git fetch --unshallow --tags`",
    );
  }
  const tags = await git("tag", "--list", "v*", "--merged", "HEAD", "--sort=-version:refname");
  const [tag = ""] = tags.split("\n");
  if (tag === "") return undefined;

  const documents = await mkdtemp(join(tmpdir(), "twilio-bindings-"));
  const files = await git("ls-tree", "--name-only", tag, "generated/openapi/");
  for (const file of files.split("\n").filter((name) => name.endsWith(".json"))) {
    await writeFile(join(documents, basename(file)), await git("show", `${tag}:${file}`));
  }
  const manifest = JSON.parse(await git("show", `${tag}:package.json`)) as {
    twilioOpenApi?: AcceptedVersion;
  };
  return { tag, documents, ...(manifest.twilioOpenApi && { accepted: manifest.twilioOpenApi }) };
}

const run = promisify(execFile);
