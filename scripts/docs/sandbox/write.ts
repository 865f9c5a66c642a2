import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { operations } from "../../../generated/operations.ts";
import { compile } from "../samples/compile.ts";
import { readSource, runnable } from "../samples/source.ts";
import { fileOf } from "../samples/table.ts";

/** Writes what samples run in, docs/public/run/: the frame, the worker with the package, and the programs. */
export async function writeSandbox(root: string): Promise<void> {
  const folder = join(root, "docs/public/run");
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "samples"), { recursive: true });
  await writeFile(join(folder, "frame.html"), frame(await bundle(root, "frame")));
  await writeFile(join(folder, "worker.js"), await bundle(root, "worker"));
  for (const id of runnable(operationSamples())) {
    const source = await readSource(root, id);
    await writeFile(
      join(folder, "samples", fileOf(id)),
      JSON.stringify({ source, program: compile(source) }),
    );
  }
}

export function operationSamples(): string[] {
  return Object.entries(operations).flatMap(([document, table]) =>
    Object.keys(table).map((id) => `operations/${document}/${id}.ts`),
  );
}

async function bundle(root: string, name: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: resolve(root),
    entryPoints: [`scripts/docs/sandbox/${name}.ts`],
    bundle: true,
    format: "iife",
    minify: true,
    target: "es2023",
    write: false,
    // A page has no server: without Node's process, that of the emulator is left out.
    define: { "globalThis.process": "undefined" },
    // The package as it is built, not its sources, which tsconfig.json names.
    tsconfigRaw: {},
    logLevel: "warning",
  });
  return outputFiles[0]?.text ?? "";
}

/** Nothing may be loaded or sent, by the worker neither, which inherits the policy; programs are blobs. */
function frame(script: string): string {
  const hash = createHash("sha256").update(script).digest("base64");
  const policy = `default-src 'none'; script-src 'sha256-${hash}' blob:; worker-src blob:`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <title>Sandbox</title>
  </head>
  <body><script>${script}</script></body>
</html>
`;
}
