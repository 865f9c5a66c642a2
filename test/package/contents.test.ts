import { build } from "esbuild";
import ts from "typescript";
import { dirname, join, relative } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { output } from "../support/processes.ts";
import { directory, entries, files, home, manifest, read, tool } from "./installed.ts";
import { mapOf, maps } from "./maps.ts";

const code = files.filter((file) => file.endsWith(".js"));
const types = files.filter((file) => file.endsWith(".d.ts"));
const bins = Object.values(manifest.bin ?? {}).map((file) => join(file));

/** The sources that generated files were made from. */
function sourcesOf(generated: readonly string[]): string[] {
  const made = maps.filter((map) => generated.includes(map.generated));
  return made.flatMap((map) => map.sources.map(({ file }) => file));
}

/** What an entry loads, bundled as for a page. Nothing is dropped, whatever package.json says of side effects. */
async function load(entry: string, platform: "browser" | "node") {
  const { metafile, warnings } = await build({
    entryPoints: [join(home, entry)],
    absWorkingDir: home,
    bundle: true,
    write: false,
    metafile: true,
    outdir: "out",
    format: "esm",
    platform,
    external: ["node:*"],
    ignoreAnnotations: true,
    logLevel: "silent",
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  return { inputs: Object.keys(metafile.inputs), external: imports.filter((one) => one.external), warnings };
}

describe("the package", () => {
  it("has two entry points with types, and package.json", () => {
    expect(Object.keys(manifest.exports)).toEqual([".", "./emulator", "./package.json"]);
    for (const { types: declared, default: program } of entries) {
      expect(files).toContain(join(declared));
      expect(files).toContain(join(program));
    }
  });

  it("holds code, types, maps, their sources, README, LICENSE and package.json, and nothing else", () => {
    const sources = maps.flatMap((map) => map.sources.map(({ file }) => file));
    const known = new Set([
      ...["package.json", "README.md", "LICENSE"],
      ...code,
      ...types,
      ...maps.map(({ file }) => file),
      ...sources,
    ]);
    expect(files.filter((file) => !known.has(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["package.json", "README.md", "LICENSE"]));
  });

  it("holds no code that no entry point or program loads", async () => {
    const starts = [...entries.map((entry) => entry.default), ...bins];
    const loaded = await Promise.all(starts.map((entry) => load(entry, "node")));
    const inputs = new Set(loaded.flatMap((one) => one.inputs));
    expect(code.filter((file) => !inputs.has(file))).toEqual([]);
  });

  it("holds no types of what is neither loaded nor named by an entry point", () => {
    const program = ts.createProgram({
      rootNames: entries.map((entry) => join(home, entry.types)),
      options: { module: ts.ModuleKind.NodeNext, types: [] },
    });
    const named = new Set(program.getSourceFiles().map(({ fileName }) => relative(home, fileName)));
    const loaded = new Set(sourcesOf(code));
    const isOfLoaded = (file: string) => sourcesOf([file]).every((source) => loaded.has(source));
    expect(types.filter((file) => !named.has(file) && !isOfLoaded(file))).toEqual([]);
  });

  it("loads in the main entry nothing of Node's", async () => {
    const { external, inputs } = await load(entries[0]?.default ?? "", "browser");
    expect(external).toEqual([]);
    expect(inputs.length).toBeGreaterThan(1);
  });

  it("loads in the emulator nothing of Node's before it listens", async () => {
    const { external } = await load(entries[1]?.default ?? "", "browser");
    expect(external.map(({ path, kind }) => ({ path, kind }))).toEqual([
      { path: "node:http", kind: "dynamic-import" },
    ]);
  });

  it("has programs that a shell can start", () => {
    for (const file of bins) expect(read(file)).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it("names no path of the machine it was made on", () => {
    const repository = dirname(dirname(import.meta.dirname));
    expect(files.filter((file) => read(file).includes(repository))).toEqual([]);
  });

  it("has a map for all code and all types", () => {
    expect([...code, ...types].filter((file) => mapOf(file) === undefined)).toEqual([]);
  });
});

describe("the checkers of packages", () => {
  it("publint has nothing to say", async () => {
    const said = await output(process.execPath, [tool("publint/src/cli.js"), "--strict", inject("tarball")], {
      cwd: directory,
    });
    expect(said).toContain("All good!");
  });

  it("are the types wrong? says no", async () => {
    const attw = tool("@arethetypeswrong/cli/dist/index.js");
    // Ends with 1 where it found a problem that the profile does not allow.
    const args = [attw, inject("tarball"), "--profile", "esm-only", "--format", "json"];
    const said = await output(process.execPath, args, { cwd: directory });
    const { analysis } = JSON.parse(said) as { analysis: { types: unknown } };
    expect(analysis.types).toEqual({ kind: "included" });
  });
});
