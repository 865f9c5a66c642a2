import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { type Scenario, ratioTarget } from "../result.ts";
import { startNames, starts } from "./starts.ts";

/** The program of three lines with all that it needs, for Node, minified, as gzip -9 packs it. */
export const bundle: Scenario = async ({ folders }) => {
  const sizes = new Map<string, number[]>();
  for (const name of startNames) {
    const { outputFiles } = await build({
      stdin: { contents: starts[name], loader: "ts", resolveDir: await folders.of(name) },
      bundle: true,
      minify: true,
      platform: "node",
      format: "esm",
      write: false,
      logLevel: "error",
    });
    const [file] = outputFiles;
    if (!file) throw new Error("esbuild made nothing");
    sizes.set(name, [gzipSync(file.contents, { level: 9 }).length / 1000]);
  }
  const values = Object.fromEntries(sizes);
  const what = "bundled, minified, gzipped";
  const [measured = NaN] = sizes.get("twilio-bindings") ?? [];
  const targets = [{ measured, bound: 8, is: "at most" } as const, ratioTarget(values, "twilio", 1 / 50)];
  return { rows: [{ id: "bundle", what, unit: "kB", values, targets }] };
};
