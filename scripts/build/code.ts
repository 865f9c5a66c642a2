import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build, transform } from "esbuild";
import { type Manifest, bins, codeEntries } from "./entries.ts";

const target = "es2023";

/**
 * `module.exports` of the main entry: the callable default export, with every export on it, `default` included. So
 * `require()` returns the callable, and what compilers make of a default import finds it, too.
 */
const callable = "module.exports = Object.assign(module.exports.default, module.exports);\n";

/** The ES modules of the package, in memory. */
export async function bundle(root: string, manifest: Manifest) {
  return build({
    absWorkingDir: root,
    entryPoints: [...codeEntries(root, manifest), ...bins(manifest)].map((entry) => `src/${entry}.ts`),
    outbase: "src",
    outdir: "dist",
    bundle: true,
    splitting: true,
    chunkNames: "shared-[hash]",
    // Anything else that is imported becomes part of the package, which has no dependencies.
    external: ["node:*", ...Object.keys(manifest.peerDependencies ?? {})],
    format: "esm",
    target,
    write: false,
    metafile: true,
    logLevel: "warning",
  });
}

/** Writes the ES modules, and next to each the same as CommonJS, so that both builds split alike. */
export async function buildCode(root: string, manifest: Manifest): Promise<void> {
  const dist = join(root, "dist");
  const programs = bins(manifest).map((bin) => join(dist, `${bin}.js`));
  const { outputFiles } = await bundle(root, manifest);
  await Promise.all(
    outputFiles.map(async ({ path, text: output }) => {
      // Kept by esbuild for side effects, which no module of the package has; bundlers warn of them.
      const text = output.replaceAll(/^import "\.{1,2}\/[^"]+";\n/gm, "");
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      if (programs.includes(path)) return;
      const main = path === join(dist, "index.js");
      await writeFile(path.replace(/\.js$/, ".cjs"), (await commonJs(text)) + (main ? callable : ""));
    }),
  );
}

async function commonJs(module: string): Promise<string> {
  const { code } = await transform(module, {
    format: "cjs",
    platform: "node",
    target,
    // A dynamic import would load a second copy of what `require` has loaded.
    supported: { "dynamic-import": false },
  });
  return code.replaceAll(/require\("(\.{1,2}\/[^"]+)\.js"\)/g, 'require("$1.cjs")');
}
