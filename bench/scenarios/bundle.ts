import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { Scenario } from "../result.ts";
import { startNames, starts } from "./starts.ts";

/** A program with all that it needs, for Node, minified, as gzip -9 packs it, in kilobytes. */
export async function bundledSize(program: string, folder: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: program, loader: "ts", resolveDir: folder },
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    write: false,
    logLevel: "error",
  });
  const [file] = outputFiles;
  if (!file) throw new Error("esbuild made nothing");
  return gzipSync(file.contents, { level: 9 }).length / 1000;
}

/** The program of three lines that each contender starts with. */
export const bundle: Scenario = async ({ folders }) => {
  const sizes = new Map<string, number[]>();
  for (const name of startNames) sizes.set(name, [await bundledSize(starts[name], await folders.of(name))]);
  const what = "bundled, minified, gzipped";
  return { rows: [{ id: "bundle", what, unit: "kB", values: Object.fromEntries(sizes) }] };
};
