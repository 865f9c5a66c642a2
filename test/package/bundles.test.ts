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
  (platform: "browser" | "node"): Bundler =>
  async ({ entry, folder }) => {
    const { warnings } = await build({
      entryPoints: [entry],
      outfile: join(folder, "bundle.mjs"),
      absWorkingDir: consumers,
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      platform,
      external: ["node:http"],
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

const rollup: Bundler = async (job) =>
  run(
    job,
    [tool("rollup/dist/bin/rollup"), "--silent", "--failAfterWarnings", "-c"],
    `import { nodeResolve } from ${JSON.stringify(tool("@rollup/plugin-node-resolve/dist/es/index.js"))};
    export default {
      input: ${JSON.stringify(job.entry)},
      output: { dir: ${JSON.stringify(job.folder)}, entryFileNames: "bundle.mjs" },
      external: ["node:http"],
      plugins: [nodeResolve({ browser: true })],
    };`,
  );

const vite: Bundler = async (job) =>
  run(
    job,
    [tool("vite/bin/vite.js"), "build", "--logLevel", "warn", "-c"],
    `export default {
      build: {
        target: "es2022",
        outDir: ${JSON.stringify(job.folder)},
        emptyOutDir: true,
        rollupOptions: { input: ${JSON.stringify(job.entry)}, output: { entryFileNames: "bundle.mjs" } },
      },
    };`,
  );

/** Bundles a program, runs it where no package is to be found, and gives the size in bytes. */
async function bundleAndRun(bundle: Bundler, program: string): Promise<number> {
  // Beside `node_modules`, not above: what is left unbundled would not be found.
  const home = await mkdtemp(join(directory, "..", "twilio-bindings-bundle-"));
  const folder = join(home, "out");
  await mkdir(folder);
  expect(await bundle({ entry: join(consumers, program), folder })).toBe("");
  expect(await output(process.execPath, ["bundle.mjs"], { cwd: folder })).toBe("ok\n");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map((file) => stat(join(file.parentPath, file.name))));
  await rm(home, { recursive: true });
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

describe.each([
  ["esbuild, for a page", esbuild("browser"), "page.js"],
  ["esbuild, for Node", esbuild("node"), "esm.js"],
  ["Rollup", rollup, "page.js"],
  ["Vite", vite, "page.js"],
])("%s", (_, bundle, program) => {
  it("makes a bundle that runs, and leaves out what is not used", async () => {
    const [all, guards] = [await bundleAndRun(bundle, program), await bundleAndRun(bundle, "guards.js")];
    expect(guards).toBeLessThan(all / 10);
  });
});
