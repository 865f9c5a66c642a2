import { afterEach, expect, it, vi } from "vitest";
import { compile } from "../../scripts/docs/samples/compile.ts";
import { readSource, runnable } from "../../scripts/docs/samples/source.ts";
import type { Report } from "../../scripts/docs/sandbox/messages.ts";
import { type Main, run } from "../../scripts/docs/sandbox/run.ts";
import { operationSamples } from "../../scripts/docs/sandbox/write.ts";
import * as emulator from "../../src/emulator/index.ts";
import * as sdk from "../../src/index.ts";
import { expectedOutput } from "../support/expected-output.ts";
import { type Transcript, transcriptOf } from "../support/sample-transcript.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

/** Runs a sample as the page does, in this process. */
async function runHere(id: string): Promise<Transcript> {
  const globals: Record<string, unknown> = {};
  const load = (code: string): Promise<Main> => {
    vi.stubGlobal("fetch", globals["fetch"]);
    const { console, process } = globals as { console: unknown; process: { env: Record<string, string> } };
    for (const [name, value] of Object.entries(process.env)) vi.stubEnv(name, value);
    const names = ["require", "exports", "__begin", "console", "process"];
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the page evaluates programs, too
    const evaluate = new Function(...names, `return (async () => {${code}\n})();`) as (
      ...values: readonly unknown[]
    ) => Promise<void>;
    return Promise.resolve((require, exports, begin) => evaluate(require, exports, begin, console, process));
  };
  const reports: Report[] = [];
  const program = compile(await readSource(".", id));
  await run({ ...program, fault: "none" }, { sdk, emulator }, load, globals, (report) =>
    reports.push(report),
  );
  expect(reports.at(-1)).toMatchObject({ kind: "end" });
  return transcriptOf(reports);
}

it.each(runnable(operationSamples()))("%s prints and requests what is expected", async (id) => {
  expect(await runHere(id)).toEqual(expectedOutput(id));
});
