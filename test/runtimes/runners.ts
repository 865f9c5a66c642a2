import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { output, start } from "../support/processes.ts";
import { binary } from "./binaries.ts";
import { compileEntry } from "./site.ts";

/** How a case went. */
export interface Result {
  readonly name: string;
  /** What it failed with. */
  readonly error?: string | undefined;
}

/** What a runtime made of the cases. */
export interface Outcome {
  readonly version: string;
  readonly results: readonly Result[];
}

interface Runner {
  readonly file: string;
  readonly args: (report: string) => readonly string[];
}

const node: Runner = {
  file: "bin/node",
  args: (report) => ["--test", "--test-reporter=junit", `--test-reporter-destination=${report}`],
};
const bun: Runner = {
  file: "bin/bun",
  args: (report) => ["test", "--reporter=junit", `--reporter-outfile=${report}`],
};
const deno: Runner = {
  file: "deno",
  // No more than what the cases need: neither files nor other variables.
  args: (report) => [
    "test",
    "--no-check",
    "--node-modules-dir=manual",
    "--allow-net=127.0.0.1",
    "--allow-env=TWILIO_REGION",
    `--junit-path=${report}`,
  ],
};

/** Runs the cases by the test runner of Node, of the version in the name. */
export const runNode = (directory: string, name: string) => runWith(directory, name, "node", node);
/** Runs the cases by Bun's test runner. */
export const runBun = (directory: string, name: string) => runWith(directory, name, "bun", bun);
/** Runs the cases by Deno's test runner. */
export const runDeno = (directory: string, name: string) => runWith(directory, name, "deno", deno);

async function runWith(
  directory: string,
  name: string,
  entry: string,
  { file, args }: Runner,
): Promise<Outcome> {
  const program = await binary(name, file);
  const folder = join(directory, name);
  await mkdir(folder);
  await compileEntry(directory, entry, join(folder, "cases.test.js"));
  const report = join(folder, "report.xml");
  const ended = await start(program, [...args(report), "./cases.test.js"], { cwd: folder });
  const results = readReport(
    await readFile(report, "utf8").catch(() => {
      throw new Error(`${name} wrote no report\n${ended.stdout}\n${ended.stderr}`);
    }),
  );
  const hasFailed = results.some(({ error }) => error !== undefined);
  if (ended.code !== 0 && !hasFailed) throw new Error(`${name} failed\n${ended.stdout}\n${ended.stderr}`);
  const version = await output(program, ["--version"], { cwd: folder });
  return { version: /\d[\d.]+/.exec(version)?.[0] ?? version, results };
}

/** Reads a JUnit report, which all three can write. A case that was skipped did not pass. */
function readReport(xml: string): Result[] {
  // An attribute may hold a bare ">".
  const cases = xml.matchAll(/<testcase((?:\s+[\w-]+="[^"]*")*)\s*(?:\/>|>(.*?)<\/testcase>)/gs);
  return [...cases].map(([, attributes = "", content = ""]) => {
    const name = /\sname="([^"]*)"/.exec(attributes)?.[1] ?? "";
    const hasFailed = /<(?:failure|error|skipped)\b/.test(content);
    return { name: decode(name), error: hasFailed ? decode(content) : undefined };
  });
}

function decode(text: string): string {
  const characters = { quot: '"', apos: "'", lt: "<", gt: ">", amp: "&", "#39": "'", "#x27": "'" };
  return Object.entries(characters).reduce(
    (decoded, [name, character]) => decoded.replaceAll(`&${name};`, character),
    text,
  );
}
