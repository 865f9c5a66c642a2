import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Diagnostics, diagnose, read } from "../compiler.ts";
import { install, versionOf } from "../folders.ts";
import type { Scenario, Unit } from "../result.ts";
import { alternate } from "../statistics.ts";
import { emptyModule, startNames, starts } from "./starts.ts";

const schema = fileURLToPath(new URL("../../generated/conversations_v1.ts", import.meta.url));

/** The program of three lines under `tsc --extendedDiagnostics`, less an empty one in the same round. */
export const typeCheck: Scenario = async ({ folders, rounds }) => {
  // A program for Node has Node's types; they count for the empty one as well.
  await install(folders.base, `@types/node@${versionOf("@types/node")}`);
  const files: Record<string, string> = { empty: join(folders.base, "empty.ts") };
  await writeFile(files["empty"] ?? "", emptyModule);
  for (const name of startNames) {
    files[name] = join(await folders.of(name), "start.ts");
    await writeFile(files[name], starts[name]);
  }
  await copyFile(schema, join(await folders.of("openapi-fetch"), "conversations_v1.ts"));

  const runs = await alternate(["empty", ...startNames], rounds(7), (name) => diagnose(files[name] ?? ""));
  const row = (id: string, what: string, unit: Unit, read: (diagnostics: Diagnostics) => number) => {
    const empty = runs.empty.map(read);
    const above = startNames.map((name) => [
      name,
      runs[name].map((run, round) => read(run) - (empty[round] ?? 0)),
    ]);
    const values = Object.fromEntries(above) as Record<(typeof startNames)[number], number[]>;
    return { id, what, unit, values };
  };
  const program = "type-check";
  return {
    rows: [
      row("types-time", `${program}: time`, "s", (found) => read(found, "Total time")),
      row("types-memory", `${program}: memory`, "MB", (found) => read(found, "Memory used") / 1000),
      row("types-files", `${program}: files`, "files", (found) => read(found, "Files")),
    ],
  };
};
