import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";

/** Packages that are CommonJS ask for Node's modules by `require`, which ES modules do not have. */
const banner = `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);`;

/** The options that bundle the command line with the SDK and all that it imports: it is installed as one package. */
export function cliBuild(root: string): BuildOptions {
  return {
    absWorkingDir: root,
    entryPoints: ["cli/src/main.ts"],
    outdir: "cli/dist",
    bundle: true,
    // A command loads what it needs.
    splitting: true,
    chunkNames: "[name]-[hash]",
    platform: "node",
    format: "esm",
    target: "node20.19",
    banner: { js: banner },
    metafile: true,
    logLevel: "warning",
  };
}

/** Writes the command line, by default into its `dist/`. */
export async function buildCli(root: string, outdir: string = join(root, "cli/dist")): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  await build({ ...cliBuild(root), outdir });
}
