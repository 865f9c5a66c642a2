/**
 * Writes generated/ from openapi/, and from nothing else.
 *
 *   npm run generate                write
 *   npm run generate -- --check     only say what is stale; exit 1 if anything is
 *
 * `--openapi DIR` and `--out DIR` name other folders than the project's own. Exit 2: the documents cannot be used.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Differences, differences, refresh } from "./generate/freshness.ts";
import { generate } from "./generate/outputs.ts";

const { values } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    openapi: { type: "string", default: "openapi" },
    out: { type: "string", default: "generated" },
  },
});

try {
  const outputs = await generate(values.openapi);
  const found = await differences(outputs, values.out);
  if (values.check) {
    report(found, outputs.size);
  } else {
    await refresh(outputs, values.out, found);
    const { stale, left } = found;
    console.log(
      `generated/: ${stale.length} written, ${outputs.size - stale.length} fresh, ${left.length} removed`,
    );
  }
} catch (error) {
  console.error(`generate: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

function report({ stale, left }: Differences, total: number): void {
  for (const name of stale) console.error(`stale: ${join(values.out, name)}`);
  for (const name of left) console.error(`not generated from openapi/: ${join(values.out, name)}`);
  if (stale.length + left.length === 0) {
    console.log(`generated/ is fresh (${total} files)`);
  } else {
    console.error("Run: npm run generate");
    process.exitCode = 1;
  }
}
