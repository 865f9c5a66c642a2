import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import { accept } from "../../scripts/drift/accept.ts";
import { type Config, config } from "../../scripts/drift/config.ts";
import { type Project, projectAt } from "../../scripts/drift/project.ts";
import { bundledScript } from "../support/programs.ts";
import { small } from "./small.ts";

export const NAMES = Object.keys(config.documents);

/** A project of its own in a temporary directory, with the small document as each of its documents. */
export interface TestProject extends Project {
  /** A directory for `--published`, with the documents as they were accepted. */
  readonly published: string;
}

export interface Setup {
  readonly ours?: unknown;
  readonly published?: unknown;
  readonly divergences?: readonly unknown[];
  readonly config?: Config;
}

export async function testProject(setup: Setup = {}): Promise<TestProject> {
  const { ours = small(), published = small(), divergences = [] } = setup;
  const root = mkdtempSync(join(tmpdir(), "drift-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const project = {
    ...projectAt(root, setup.config ?? { ...config, package: "published" }),
    published: join(root, "published"),
  };
  const { documents } = project.config;
  for (const name of Object.keys(documents)) write(project.ours(name), stringify(ours));
  write(project.divergences, stringify(divergences));
  const text = JSON.stringify(published);
  await accept(project, releaseOf(text, "1.0.0", Object.keys(documents)));
  for (const file of Object.values(documents)) {
    write(join(project.published, file), text);
    write(join(project.cache, "1.0.0", file), text);
  }
  return project;
}

/** A release that has the same text as each of its documents. */
export function releaseOf(text: string, version: string, names: readonly string[] = NAMES) {
  return { version, integrity: "sha512-none", texts: new Map(names.map((name) => [name, text])) };
}

/** Publishes another document in place of the Conversations one. */
export function publish(project: TestProject, document: unknown): void {
  write(join(project.published, "twilio_conversations_v1.json"), JSON.stringify(document));
}

export function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** An entry of divergences.yaml about the Conversations document. */
export function accepted(locations: string | readonly string[], ours: unknown, published: unknown): object {
  const documents = ["conversations_v1"];
  return { documents, locations: [locations].flat(), ours, published, reason: "Because." };
}

/** Runs `spec-diff` or `spec-accept` as people do. No registry can be reached. */
export function run(script: "spec-diff" | "spec-accept", project: Project, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [bundledScript(script), "--project", project.root, ...args],
    { encoding: "utf8", env: { ...process.env, npm_config_registry: "http://127.0.0.1:9/" } },
  );
  return { status, stdout, stderr };
}
