import { join } from "node:path";
import { parseArgs } from "node:util";
import { differences, refresh } from "./freshness.ts";
import { generate } from "./outputs.ts";

/** Runs the command `generate` with its arguments, prints what it did or found, and returns its exit code. */
export async function runGenerate(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      check: { type: "boolean", default: false },
      openapi: { type: "string", default: "openapi" },
      out: { type: "string", default: "generated" },
    },
  });
  try {
    const outputs = await generate(values.openapi);
    return await (values.check ? check : write)(outputs, values.out);
  } catch (error) {
    console.error(`generate: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
}

type Outputs = ReadonlyMap<string, string>;

async function write(outputs: Outputs, out: string): Promise<number> {
  const found = await differences(outputs, out);
  await refresh(outputs, out, found);
  const { stale, left } = found;
  console.log(
    `generated/: ${stale.length} written, ${outputs.size - stale.length} fresh, ${left.length} removed`,
  );
  return 0;
}

async function check(outputs: Outputs, out: string): Promise<number> {
  const { stale, left } = await differences(outputs, out);
  for (const name of stale) console.error(`stale: ${join(out, name)}`);
  for (const name of left) console.error(`not generated from openapi/: ${join(out, name)}`);
  if (stale.length + left.length > 0) {
    console.error("Run: npm run generate");
    return 1;
  }
  console.log(`generated/ is fresh (${outputs.size} files)`);
  return 0;
}
