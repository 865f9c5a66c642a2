import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { output, start } from "../support/processes.ts";
import { binary } from "./binaries.ts";
import { serveEmulations } from "./emulations.ts";
import type { Outcome } from "./runners.ts";
import { bundle } from "./site.ts";

// The worker has the web's APIs alone, without `nodejs_compat`, and reaches only this machine.
const configuration = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "worker.js")],
      compatibilityDate = "2025-09-01",
      globalOutbound = "loopback",
    )),
    (name = "loopback", network = (allow = ["private"])),
  ],
);
`;

/** Runs the cases by `workerd test`, where each test is an export of the worker. */
export async function runWorkerd(
  directory: string,
  name: string,
  expected: readonly string[],
): Promise<Outcome> {
  const program = await binary(name, "bin/workerd");
  const folder = join(directory, name);
  await mkdir(folder);
  const emulations = await serveEmulations();
  try {
    await writeFile(join(folder, "workerd.capnp"), configuration);
    await bundle(directory, join(folder, "worker.js"), {
      stdin: { contents: worker(expected.length), loader: "ts", resolveDir: directory },
      define: { CONTROL_URL: JSON.stringify(emulations.url) },
    });
    const { stdout, stderr } = await start(program, ["test", "workerd.capnp"], { cwd: folder });
    const version = await output(program, ["--version"], { cwd: folder });
    return {
      version: version.replace("workerd", "").trim(),
      results: readLog(`${stdout}\n${stderr}`, expected),
    };
  } finally {
    await emulations.close();
  }
}

function worker(count: number): string {
  const tests = Array.from(
    { length: count },
    (_, index) => `export const case${index} = { test: () => runs[${index}].run() };`,
  );
  return [`import { runs } from "./entries/workerd.ts";`, ...tests].join("\n");
}

/** What stands between the start of a test and its end is its error. */
function readLog(log: string, expected: readonly string[]) {
  const ends = log.matchAll(/\[ TEST \] main:case(\d+)\n(.*?)\[ (PASS|FAIL) \] main:case\1\b/gs);
  return [...ends].map(([, index, between = "", verdict]) => ({
    name: expected[Number(index)] ?? `case${String(index)}`,
    error: verdict === "PASS" ? undefined : between,
  }));
}
