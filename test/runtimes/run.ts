/**
 * Runs the same cases in every runtime, against the package as it is packed: `npm run ci -- runtimes`, or
 * `npx tsx test/runtimes/run.ts node-22 bun` for some of them. A runtime that is not to be had is a failure.
 */
import { draw } from "../../bench/terminal.ts";
import { packedConsumer } from "../support/packed.ts";
import { fetchBinaries } from "./binaries.ts";
import { type Run, runsIn } from "./cases/index.ts";
import { withEnvironment, withoutSockets } from "./cases/platform.ts";
import { remote } from "./cases/remote.ts";
import { inProcess, ownSocket } from "./cases/fixture.ts";
import { runChromium } from "./chromium.ts";
import { type Outcome, runBun, runDeno, runNode } from "./runners.ts";
import { copyCases } from "./site.ts";
import { runWorkerd } from "./workerd.ts";

interface Runtime {
  readonly run: (directory: string, name: string, expected: readonly string[]) => Promise<Outcome>;
  /** What must pass: the same as the runtime's entry runs. */
  readonly expected: readonly Run[];
}

const servers = runsIn([inProcess, ownSocket], withEnvironment);
const runtimes: Readonly<Record<string, Runtime>> = {
  "node-20.19": { run: runNode, expected: servers },
  "node-22": { run: runNode, expected: servers },
  "node-24": { run: runNode, expected: servers },
  "node-26": { run: runNode, expected: servers },
  bun: { run: runBun, expected: servers },
  deno: { run: runDeno, expected: servers },
  workerd: { run: runWorkerd, expected: runsIn([inProcess, remote("")], withoutSockets) },
  chromium: { run: runChromium, expected: runsIn([inProcess], withoutSockets) },
};

interface Line {
  readonly name: string;
  readonly version: string;
  readonly passed: number;
  readonly of: number;
  readonly seconds: number;
  readonly problems: readonly string[];
}

async function tryRuntime(directory: string, name: string, { run, expected }: Runtime): Promise<Line> {
  const names = expected.map((one) => one.name);
  const began = performance.now();
  const outcome = await run(directory, name, names).catch((error: unknown) => ({
    version: "–",
    results: [{ name: "could not be run", error: String(error) }],
  }));
  const failed = outcome.results.filter(({ error }) => error !== undefined);
  const passed = names.filter((wanted) =>
    outcome.results.some((result) => result.name === wanted && result.error === undefined),
  );
  const missing = names.filter((wanted) => outcome.results.every((result) => result.name !== wanted));
  return {
    name,
    version: outcome.version,
    passed: passed.length,
    of: names.length,
    seconds: (performance.now() - began) / 1000,
    problems: [
      ...failed.map((result) => `${result.name}\n${String(result.error)}`),
      ...(missing.length > 0 ? [`${missing.length} cases did not run, ${String(missing[0])} the first`] : []),
    ],
  };
}

function print(lines: readonly Line[]): void {
  for (const { name, problems } of lines) {
    for (const problem of problems) console.error(`✗ ${name}: ${problem}\n`);
  }
  const head = ["runtime", "version", "cases passed", "seconds"];
  const rows = lines.map(({ name, version, passed, of, seconds }) => [
    name,
    version,
    `${passed} of ${of}`,
    seconds.toFixed(1),
  ]);
  console.log(draw({ head, rows }));
  const passed = lines.reduce((sum, line) => sum + line.passed, 0);
  const failed = lines.reduce((sum, line) => sum + line.of - line.passed, 0);
  console.log(`${passed} passed, ${failed} failed`);
}

async function main(wanted: readonly string[]): Promise<boolean> {
  const unknown = wanted.filter((name) => !Object.hasOwn(runtimes, name));
  if (unknown.length > 0) {
    console.error(`No runtime ${unknown.join(", ")}. There are ${Object.keys(runtimes).join(", ")}`);
    return false;
  }
  const chosen = Object.entries(runtimes).filter(([name]) => wanted.length === 0 || wanted.includes(name));
  await fetchBinaries();
  const consumer = await packedConsumer();
  try {
    await copyCases(consumer.directory);
    const lines: Line[] = [];
    const waiting = chosen.values();
    // Mostly waiting, so more run concurrently than there are cores: each takes the next runtime that is left.
    const work = async () => {
      for (const [name, runtime] of waiting) lines.push(await tryRuntime(consumer.directory, name, runtime));
    };
    await Promise.all(Array.from({ length: 4 }, work));
    print(lines);
    return lines.every(({ passed, of, problems }) => passed === of && problems.length === 0);
  } finally {
    await consumer.remove();
  }
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
