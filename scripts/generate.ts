/**
 * Writes generated/ from openapi/, and from nothing else.
 *
 *   npm run generate                write
 *   npm run generate -- --check     only say what is stale; exit 1 if anything is
 *
 * `--openapi DIR` and `--out DIR` name other folders than the project's own.
 */
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generate } from "./generate/outputs.ts";

const { values } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    openapi: { type: "string", default: "openapi" },
    out: { type: "string", default: "generated" },
  },
});

const outputs = await generate(values.openapi);
const present = await readdir(values.out).catch(() => []);
const left = present.filter((name) => !outputs.has(name));

const stale: string[] = [];
for (const [name, text] of outputs) {
  const current = await readFile(join(values.out, name), "utf8").catch(() => undefined);
  if (current !== text) stale.push(name);
}

if (values.check) {
  for (const name of stale) console.error(`stale: ${join(values.out, name)}`);
  for (const name of left) console.error(`not generated from openapi/: ${join(values.out, name)}`);
  if (stale.length + left.length > 0) {
    console.error("Run: npm run generate");
    process.exitCode = 1;
  } else {
    console.log(`generated/ is fresh (${outputs.size} files)`);
  }
} else {
  await mkdir(values.out, { recursive: true });
  for (const name of stale) await writeFile(join(values.out, name), outputs.get(name) ?? "");
  for (const name of left) await rm(join(values.out, name));
  console.log(
    `generated/: ${stale.length} written, ${outputs.size - stale.length} fresh, ${left.length} removed`,
  );
}
