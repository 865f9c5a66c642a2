import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import { accept } from "../../scripts/drift/accept.ts";
import {
  DOCUMENTS,
  type Project,
  perDocument,
  projectAt,
  publishedFile,
} from "../../scripts/drift/documents.ts";
import { small } from "./small.ts";

/** A project of its own in a temporary directory, with the small document three times over. */
export interface TestProject extends Project {
  /** A directory to give to `--published`, with the documents as they were accepted. */
  readonly published: string;
}

export interface Setup {
  readonly ours?: unknown;
  readonly published?: unknown;
  readonly divergences?: readonly unknown[];
}

export async function testProject({ ours, published, divergences }: Setup = {}): Promise<TestProject> {
  const root = mkdtempSync(join(tmpdir(), "drift-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const project = { ...projectAt(root), published: join(root, "published") };
  for (const name of DOCUMENTS) write(project.ours(name), stringify(ours ?? small()));
  write(project.divergences, stringify(divergences ?? []));
  const text = JSON.stringify(published ?? small());
  const release = { version: "1.0.0", integrity: "sha512-none", texts: perDocument(() => text) };
  await accept(project, "published", release);
  for (const name of DOCUMENTS) {
    write(join(project.published, publishedFile(name)), text);
    write(join(project.cache, "1.0.0", publishedFile(name)), text);
  }
  return project;
}

/** Puts another published document in the place of the Conversations one. */
export function publish(project: TestProject, document: unknown): void {
  write(join(project.published, publishedFile("conversations_v1")), JSON.stringify(document));
}

export function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** An entry of divergences.yaml about the Conversations document. */
export function decision(locations: string | readonly string[], ours: unknown, published: unknown): object {
  const documents = ["conversations_v1"];
  return { documents, locations: [locations].flat(), ours, published, reason: "Because." };
}

/** Runs the command as people do. No registry can be reached. */
export function specDiff(project: Project, ...args: string[]) {
  const script = resolve(import.meta.dirname, "../../scripts/spec-diff.ts");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", script, "--project", project.root, ...args],
    { encoding: "utf8", env: { ...process.env, npm_config_registry: "http://127.0.0.1:9/" } },
  );
  return { status, stdout, stderr };
}
