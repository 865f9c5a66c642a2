import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Source } from "./compile.ts";
import { guideSamples, sampleOf } from "./table.ts";

/** Reads a sample that runs, with what precedes it in its file; regions that do not run are left out. */
export async function readSource(root: string, id: string): Promise<Source> {
  const sample = sampleOf(id);
  if (sample.reason !== undefined) throw new Error(`${id} does not run: ${sample.reason}`);
  const [file = "", region] = id.split("#");
  const text = (await readFile(join(root, "examples", file), "utf8")).trimEnd();
  const call = sample.call ?? "";
  if (region === undefined) return { setup: "", code: text, call };
  const lines = text.split("\n");
  const start = lines.indexOf(`// #region ${region}`);
  const end = lines.indexOf(`// #endregion ${region}`);
  if (start < 0 || end < start) throw new Error(`examples/${file} has no region ${region}`);
  const setup = withoutRegions(lines.slice(0, start), file);
  return { setup, code: lines.slice(start + 1, end).join("\n"), call };
}

function withoutRegions(lines: readonly string[], file: string): string {
  let isLeftOut = false;
  const kept = lines.filter((line) => {
    const [, kind, name = ""] = /^\/\/ #(region|endregion) (\w+)/.exec(line) ?? [];
    if (kind === "region") isLeftOut = sampleOf(`${file}#${name}`).reason !== undefined;
    if (kind === "endregion") isLeftOut = false;
    return kind === undefined && !isLeftOut;
  });
  return kept.join("\n").trim();
}

/** All samples that run: those of the guides, and those of the operations that are named. */
export function runnable(operations: readonly string[]): string[] {
  return [...guideSamples, ...operations].filter((id) => sampleOf(id).reason === undefined);
}
