import { join, posix } from "node:path";
import { build } from "esbuild";
import ts from "typescript";
import { describe, expect, inject, it } from "vitest";
import root from "../../package.json" with { type: "json" };
import { bins, codeEntries, stubs, typeEntries } from "../../scripts/build/entries.ts";
import { output } from "../support/processes.ts";
import { directory, files, home, manifest, read, tool } from "./installed.ts";

const repository = join(import.meta.dirname, "../..");
const entries = codeEntries(repository, manifest);
const code = files.filter((file) => /\.c?js$/.test(file));
const documents = ["conversations_v1", "chat_v2", "ip_messaging_v2"];

/** What an entry loads, bundled as for a page. Nothing is dropped, whatever package.json says of side effects. */
async function load(entry: string, platform: "browser" | "node") {
  const { metafile, warnings } = await build({
    entryPoints: [join(home, "dist", entry)],
    absWorkingDir: home,
    bundle: true,
    write: false,
    metafile: true,
    outdir: "out",
    format: "esm",
    platform,
    external: ["node:*", "openapi-fetch"],
    ignoreAnnotations: true,
    logLevel: "silent",
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const external = imports.filter((one) => one.external).map(({ path, kind }) => ({ path, kind }));
  return { inputs: Object.keys(metafile.inputs), external, warnings };
}

/** Every file that package.json names. */
function named(value: unknown): readonly string[] {
  if (typeof value === "string") return [posix.normalize(value)];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(named) : [];
}

describe("the package", () => {
  it("has the entry points of the README, and all that package.json names", () => {
    expect(Object.keys(manifest.exports)).toEqual([
      ...[".", "./emulator", "./openapi-fetch"],
      ...documents.flatMap((name) => [`./openapi/${name}`, `./openapi/${name}.json`]),
      "./package.json",
    ]);
    const { main, types } = root;
    const missing = named([manifest.exports, manifest.bin, main, types]).filter(
      (file) => !files.includes(file),
    );
    expect(missing).toEqual([]);
  });

  it("holds code, types, documents, what leads to them, texts and package.json, and nothing else", () => {
    const known = [
      ...["package.json", "README.md", "LICENSE", "THIRD-PARTY.md"],
      ...code,
      ...entries.flatMap((entry) => [`dist/${entry}.d.ts`, `dist/${entry}.d.cts`]),
      ...typeEntries(manifest).map((entry) => `dist/${entry}.d.cts`),
      ...documents.map((name) => `generated/openapi/${name}.json`),
      ...stubs(manifest).map(([folder]) => join(folder, "package.json")),
    ];
    expect(new Set(files)).toEqual(new Set(known));
  });

  it.each(entries)("declares for %s what is there, and no more", async (entry) => {
    const file = join(home, "dist", `${entry}.d.ts`);
    const program = ts.createProgram([file], { noLib: true, noResolve: true, types: [] });
    const checker = program.getTypeChecker();
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    const values = (module === undefined ? [] : checker.getExportsOfModule(module)).filter((symbol) => {
      const local = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      return (local.flags & ts.SymbolFlags.Value) !== 0;
    });
    const there = Object.keys((await import(join(home, "dist", `${entry}.js`))) as object);
    expect(values.map(({ name }) => name).sort()).toEqual(there.sort());
  });

  it("depends on nothing, and takes at most 900 kB", () => {
    expect(root).not.toHaveProperty("dependencies");
    const bytes = files.reduce((sum, file) => sum + Buffer.byteLength(read(file)), 0);
    expect(bytes).toBeLessThanOrEqual(900_000);
  });

  it("holds no code that no entry point or program loads", async () => {
    const starts = [
      ...entries.flatMap((entry) => [`${entry}.js`, `${entry}.cjs`]),
      ...bins(manifest).map((bin) => `${bin}.js`),
    ];
    const loaded = await Promise.all(starts.map((entry) => load(entry, "node")));
    const inputs = new Set(loaded.flatMap((one) => one.inputs));
    expect(code.filter((file) => !inputs.has(file))).toEqual([]);
  });

  it("loads in the main entry nothing but its own files", async () => {
    for (const file of ["index.js", "index.cjs"]) {
      const { external, inputs } = await load(file, "browser");
      expect(external).toEqual([]);
      expect(inputs.length).toBeGreaterThan(1);
    }
  });

  it("imports nothing of Node's in the emulator, which gets it when it listens", async () => {
    const { external } = await load("emulator/index.js", "browser");
    expect(external).toEqual([]);
  });

  it("has programs that a shell can start", () => {
    for (const bin of bins(manifest)) expect(read(`dist/${bin}.js`)).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it("names no path of the machine it was made on", () => {
    expect(files.filter((file) => read(file).includes(repository))).toEqual([]);
  });
});

describe("the checkers of packages", () => {
  it("publint has nothing to say", async () => {
    const said = await output(process.execPath, [tool("publint/src/cli.js"), "--strict", inject("tarball")], {
      cwd: directory,
    });
    expect(said).toContain("All good!");
  });

  it("are the types wrong? says no, for every entry point in every resolution", async () => {
    const attw = tool("@arethetypeswrong/cli/dist/index.js");
    const args = [attw, inject("tarball"), "--profile", "strict", "--format", "json"];
    const said = await output(process.execPath, args, { cwd: directory });
    const { analysis } = JSON.parse(said) as { analysis: { entrypoints: object; problems: unknown } };
    expect(Object.keys(analysis.entrypoints)).toEqual(Object.keys(manifest.exports));
    expect(analysis.problems).toEqual([]);
  });
});
