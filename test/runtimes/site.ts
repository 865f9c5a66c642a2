import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Copies the cases to where the package is installed, so that they import the installed one. */
export async function copyCases(directory: string): Promise<void> {
  for (const folder of ["cases", "entries"]) {
    await cp(join(here, folder), join(directory, folder), { recursive: true });
  }
}

/** For a runtime that finds packages itself: compiles an entry, and leaves the package where it is. */
export async function compileEntry(directory: string, name: string, file: string): Promise<void> {
  await bundle(directory, file, { entryPoints: [`entries/${name}.ts`], packages: "external" });
}

/** For a runtime that loads a single file: puts cases and package into one. */
export async function bundle(directory: string, file: string, options: BuildOptions): Promise<void> {
  const { warnings } = await build({
    bundle: true,
    format: "esm",
    target: "es2022",
    absWorkingDir: directory,
    outfile: file,
    logLevel: "silent",
    ...options,
  });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join("\n"));
}
