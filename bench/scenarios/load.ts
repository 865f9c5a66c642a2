import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { timeProcess } from "../child.ts";
import { countModules } from "../modules.ts";
import type { Scenario } from "../result.ts";
import { alternate } from "../statistics.ts";
import { emptyModule, startNames, starts } from "./starts.ts";

/** Whole processes, from start to exit, less what an empty ES module takes in the same round. */
export const load: Scenario = async ({ folders, rounds }) => {
  const empty = join(folders.base, "empty.mjs");
  await writeFile(empty, emptyModule);
  const files: Record<string, string> = { empty };
  for (const name of startNames) {
    files[name] = join(await folders.of(name), "start.js");
    // Only takes the types away.
    await build({ stdin: { contents: starts[name], loader: "ts" }, outfile: files[name], format: "esm" });
  }
  const names = ["empty", ...startNames] as const;
  const measure = (name: string) => timeProcess(files[name] ?? "");
  // The files have to be in the system's cache before they are timed.
  await alternate(names, 2, measure);
  const times = await alternate(names, rounds(31), measure);
  const above = (name: (typeof startNames)[number]) =>
    times[name].map((time, round) => time - (times.empty[round] ?? 0));
  const values = {
    "twilio-bindings": above("twilio-bindings"),
    twilio: above("twilio"),
    "openapi-fetch": above("openapi-fetch"),
  };
  const modules: Partial<Record<(typeof startNames)[number], number[]>> = {};
  for (const name of startNames) modules[name] = [await countModules(files[name] ?? "")];
  return {
    rows: [
      {
        id: "load",
        what: "load and construct",
        unit: "ms",
        values,
      },
      { id: "modules", what: "modules loaded", unit: "files", values: modules },
    ],
  };
};
