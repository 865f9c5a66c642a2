import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Manifest, codeEntries, relativeImport, typeEntries } from "./entries.ts";
import { declareCallable } from "./callable.ts";
import { invokeExtractor } from "./extractor.ts";

/** Where the compiler writes a declaration file for each source: input of the roll-up, never shipped. */
const EMITTED = ".cache/declarations";

/** The roll-up leaves imports of installed packages as they are, so the shared types become one for its time. */
const SHARED = "generated";

/**
 * Writes one declaration file for each entry point, and the same for CommonJS next to it. The generated types of a
 * document are an entry point themselves; the others import them.
 */
export async function buildDeclarations(root: string, manifest: Manifest): Promise<void> {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  await promisify(execFile)(process.execPath, [compiler, "-p", "scripts/build/tsconfig.json"], { cwd: root });
  const shared = typeEntries(manifest);
  await shareTypes(root, shared);
  for (const entry of codeEntries(root, manifest)) {
    const output = join(root, "dist", `${entry}.d.ts`);
    rollUp(root, entry, output);
    const text = withSymbols(byRelativePath(await readFile(output, "utf8"), entry, shared));
    await writeFile(output, text);
    const { esm, commonJs } =
      entry === "index" ? declareCallable(output, text) : { esm: text, commonJs: text };
    await writeFile(output, esm);
    await writeFile(output.replace(/\.ts$/, ".cts"), commonJs);
  }
}

async function shareTypes(root: string, shared: readonly string[]): Promise<void> {
  const emitted = join(root, EMITTED);
  await mkdir(join(emitted, "node_modules", SHARED), { recursive: true });
  for (const entry of shared) {
    const file = join(emitted, "node_modules", SHARED, `${basename(entry)}.d.ts`);
    await rename(join(emitted, "generated", basename(file)), file);
    const output = join(root, "dist", `${entry}.d.cts`);
    await mkdir(dirname(output), { recursive: true });
    await copyFile(file, output);
  }
  const names = new Set(shared.map((entry) => basename(entry)));
  const source = join(emitted, "src");
  for (const file of await readdir(source, { recursive: true })) {
    if (!file.endsWith(".d.ts")) continue;
    const text = await readFile(join(source, file), "utf8");
    const changed = text.replaceAll(/"(?:\.\.\/)+generated\/(\w+)\.ts"/g, (path, name: string) =>
      names.has(name) ? `"${SHARED}/${name}.js"` : path,
    );
    if (changed !== text) await writeFile(join(source, file), changed);
  }
}

/** A relative import is found wherever the package is linked or copied to, and by every resolver. */
function byRelativePath(text: string, from: string, shared: readonly string[]): string {
  return shared.reduce(
    (changed, entry) =>
      changed.replaceAll(`'${SHARED}/${basename(entry)}.js'`, `'${relativeImport(from, `${entry}.cjs`)}'`),
    text,
  );
}

/**
 * Declares the symbol of `await using`, as Node's types do, for compilers whose `lib` has none: TypeScript before 5.2,
 * and later ones without `esnext.disposable`.
 */
function withSymbols(text: string): string {
  if (!text.includes("[Symbol.asyncDispose]")) return text;
  const symbol = "interface SymbolConstructor {\n    readonly asyncDispose: unique symbol;\n  }";
  return `${text}\ndeclare global {\n  ${symbol}\n}\n`;
}

function rollUp(root: string, entry: string, output: string): void {
  const { errorCount } = invokeExtractor(root, join(root, EMITTED, "src", `${entry}.d.ts`), {
    dtsRollup: { enabled: true, untrimmedFilePath: output },
  });
  if (errorCount > 0) throw new Error(`The types of ${entry} cannot be rolled up`);
}
