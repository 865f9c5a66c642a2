import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { output, start } from "../support/processes.ts";
import { consumers, directory, tool } from "./installed.ts";

interface Job {
  readonly entry: string;
  /** Where to write `bundle.mjs`, and whatever else the bundler splits off. */
  readonly folder: string;
}

/** Bundles a program, and gives what the bundler complained of. */
type Bundler = (job: Job) => Promise<string>;

const esbuild =
  (platform: "browser" | "node", format: "esm" | "cjs"): Bundler =>
  async ({ entry, folder }) => {
    const { warnings } = await build({
      entryPoints: [entry],
      outfile: join(folder, format === "esm" ? "bundle.mjs" : "bundle.cjs"),
      absWorkingDir: consumers,
      bundle: true,
      minify: true,
      format,
      target: "es2022",
      platform,
      logLevel: "silent",
    });
    return warnings.map(({ text }) => text).join("\n");
  };

/** Runs a bundler's command with a configuration file, and gives what it said. */
async function run({ folder }: Job, args: readonly string[], configuration: string): Promise<string> {
  const file = `${folder}.config.mjs`;
  await writeFile(file, configuration);
  const { code, stdout, stderr } = await start(process.execPath, [...args, file], { cwd: consumers });
  return code === 0 ? `${stdout}${stderr}` : `ended with ${code}\n${stdout}${stderr}`;
}

const rollup =
  (plugins: readonly (readonly [path: string, options: object])[]): Bundler =>
  async (job) =>
    run(
      job,
      [tool("rollup/dist/bin/rollup"), "--silent", "--failAfterWarnings", "-c"],
      `${plugins.map(([path], index) => `import plugin${index} from ${JSON.stringify(tool(path))};`).join("\n")}
      export default {
        input: ${JSON.stringify(job.entry)},
        output: { dir: ${JSON.stringify(job.folder)}, entryFileNames: "bundle.mjs" },
        plugins: [${plugins.map(([, options], index) => `plugin${index}(${JSON.stringify(options)})`).join()}],
      };`,
    );
const nodeResolve = ["@rollup/plugin-node-resolve/dist/es/index.js", { browser: true }] as const;
const commonjs = ["@rollup/plugin-commonjs/dist/es/index.js", {}] as const;

const vite: Bundler = async (job) =>
  run(
    job,
    [tool("vite/bin/vite.js"), "build", "--logLevel", "warn", "-c"],
    `export default {
      build: {
        target: "es2022",
        outDir: ${JSON.stringify(job.folder)},
        emptyOutDir: true,
        rollupOptions: {
          input: ${JSON.stringify(job.entry)},
          output: { entryFileNames: "bundle.mjs" },
        },
      },
    };`,
  );

const webpack: Bundler = async (job) =>
  run(
    job,
    [],
    `import webpack from ${JSON.stringify(tool("webpack/lib/index.js"))};
    const compiler = webpack({
      mode: "production",
      target: ["web", "es2022"],
      entry: ${JSON.stringify(job.entry)},
      output: {
        path: ${JSON.stringify(job.folder)},
        filename: "bundle.mjs",
        module: true,
        chunkFormat: "module",
        chunkLoading: "import",
      },
      experiments: { outputModule: true },
      performance: false,
    });
    compiler.run((error, stats) => {
      if (error || stats.hasErrors() || stats.hasWarnings()) console.log(error ?? stats.toString("errors-warnings"));
    });`,
  );

/** Bundles a program, runs it where no package is to be found, and gives the size in bytes. */
async function bundleAndRun(bundle: Bundler, program: string): Promise<number> {
  // Beside `node_modules`, not above: what is left unbundled would not be found.
  const home = await mkdtemp(join(directory, "..", "twilio-bindings-bundle-"));
  const folder = join(home, "out");
  await mkdir(folder);
  expect(await bundle({ entry: join(consumers, "javascript", program), folder })).toBe("");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const [main = ""] = files.map(({ name }) => name).filter((name) => name.startsWith("bundle."));
  expect(await output(process.execPath, [main], { cwd: folder })).toBe("ok\n");
  const sizes = await Promise.all(files.map((file) => stat(join(file.parentPath, file.name))));
  await rm(home, { recursive: true });
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

describe.each([
  ["esbuild, for a page", esbuild("browser", "esm"), "page.js"],
  ["esbuild, for Node", esbuild("node", "esm"), "page.js"],
  ["webpack 5.98", webpack, "page.js"],
  ["Rollup", rollup([nodeResolve]), "page.js"],
  ["Vite", vite, "page.js"],
])("%s", (_, bundle, program) => {
  it("makes a bundle that runs, and leaves out what is not used", async () => {
    const [all, guards] = [await bundleAndRun(bundle, program), await bundleAndRun(bundle, "guards.js")];
    expect(guards).toBeLessThan(all / 10);
  });
});

describe.each([
  ["esbuild", esbuild("node", "cjs")],
  ["webpack 5.98", webpack],
  ["Rollup", rollup([nodeResolve, commonjs])],
  ["Vite", vite],
])("%s, of a CommonJS program", (_, bundle) => {
  it("makes a bundle in which require gives the callable", async () => {
    expect(await bundleAndRun(bundle, "required.cjs")).toBeGreaterThan(0);
  });
});
