/**
 * Runs what CI runs: `tsx scripts/ci.ts`, or `tsx scripts/ci.ts check size` for some groups of steps. `--groups` prints
 * the groups that are jobs of the workflow, as JSON, with Node alone.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Counts, countLines, countsOf } from "./ci/counts.ts";
import { runSteps } from "./ci/schedule.ts";
import { type Step, groupNames, stepsOf } from "./ci/steps.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const logs = join(root, ".cache/ci");
const counts: Counts[] = [];

const logOf = ({ name }: Step): string => join(logs, `${name.replaceAll(/[^\w.]+/g, "-")}.log`);

/** Runs a step with a log of its own, which is printed only where the step fails. */
async function run(step: Step): Promise<boolean> {
  console.log(`  … ${step.name}`);
  const began = performance.now();
  const log = createWriteStream(logOf(step));
  await once(log, "open");
  const PATH = [join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter);
  const compiled = step.needs?.includes("compile") === true ? { IS_COMPILED: "1" } : {};
  const env = { ...process.env, PATH, NO_COLOR: "1", ...compiled };
  const child = spawn(step.run, { cwd: root, env, shell: true, stdio: ["ignore", log, log] });
  const [code] = (await once(child, "close")) as [number | null];
  log.close();
  const text = await readFile(logOf(step), "utf8");
  const lines = countLines(text);
  counts.push(countsOf(lines, code === 0));
  if (code !== 0) console.log(`\n=== ${step.name}: ${step.run}\n${text}\n=== end of ${step.name}`);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const said = lines.length === 0 ? "" : `: ${lines.join(", ")}`;
  console.log(`  ${code === 0 ? "✓" : "✗"} ${step.name} (${seconds} s)${said}`);
  return code === 0;
}

async function main(groups: readonly string[]): Promise<boolean> {
  const steps = stepsOf(groups);
  await rm(logs, { recursive: true, force: true });
  await mkdir(logs, { recursive: true });
  const began = performance.now();
  const concurrency = Math.min(3, Math.max(2, availableParallelism()));
  const outcomes = [...(await runSteps(steps, concurrency, run))];
  const total = (kind: keyof Counts) => counts.reduce((sum, each) => sum + each[kind], 0);
  const named = (wanted: string) =>
    outcomes.filter(([, outcome]) => outcome === wanted).map(([name]) => name);
  const [skipped, failed] = [named("skipped"), named("failed")];
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  console.log(`\n${steps.length} steps in ${minutes} min, logs in .cache/ci/`);
  if (skipped.length > 0) console.log(`skipped, for what they need failed: ${skipped.join("; ")}`);
  console.log(`${total("passed")} passed, ${total("failed")} failed`);
  if (failed.length > 0) console.log(`failed: ${failed.join("; ")}`);
  return failed.length === 0;
}

const args = process.argv.slice(2);
// The tests have a job for each version of Node.
if (args[0] === "--groups") console.log(JSON.stringify(groupNames().filter((group) => group !== "tests")));
else process.exitCode = (await main(args)) ? 0 : 1;
