/**
 * Writes generated/ from openapi/, and from nothing else.
 *
 *   npm run generate                write
 *   npm run generate -- --check     only say what is stale; exit 1 if anything is
 *
 * `--openapi DIR` and `--out DIR` name other folders than the project's own. Exit 2: the documents cannot be used.
 */
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { generate } from "./generate/outputs.ts";

const { values } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    openapi: { type: "string", default: "openapi" },
    out: { type: "string", default: "generated" },
  },
});

try {
  await run(await generate(values.openapi));
} catch (error) {
  console.error(`generate: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

async function run(outputs: ReadonlyMap<string, string>): Promise<void> {
  const left = (await filesBelow(values.out)).filter((name) => !outputs.has(name));
  const stale: string[] = [];
  for (const [name, text] of outputs) {
    const current = await readFile(join(values.out, name), "utf8").catch(() => undefined);
    if (current !== text) stale.push(name);
  }
  if (values.check) {
    report(stale, left, outputs.size);
    return;
  }
  for (const name of stale) {
    const file = join(values.out, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, outputs.get(name) ?? "");
  }
  for (const name of left) await rm(join(values.out, name));
  console.log(
    `generated/: ${stale.length} written, ${outputs.size - stale.length} fresh, ${left.length} removed`,
  );
}

function report(stale: readonly string[], left: readonly string[], total: number): void {
  for (const name of stale) console.error(`stale: ${join(values.out, name)}`);
  for (const name of left) console.error(`not generated from openapi/: ${join(values.out, name)}`);
  if (stale.length + left.length === 0) {
    console.log(`generated/ is fresh (${total} files)`);
  } else {
    console.error("Run: npm run generate");
    process.exitCode = 1;
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
