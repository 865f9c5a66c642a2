import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";

/** A project with the packed package installed. */
export const directory = inject("directory");
/** The installed package. */
export const home = join(directory, "node_modules/twilio-bindings");
/** The consumers' programs, beside it. */
export const consumers = join(directory, "consumers");

export interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly bin?: Readonly<Record<string, string>>;
}

export const manifest = JSON.parse(read("package.json")) as Manifest;

/** Every file of the package, as paths below it. */
export const files: readonly string[] = readdirSync(home, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(home.length + 1))
  // The dependencies of the package are installed beside it, but where versions clash below it.
  .filter((file) => !file.startsWith("node_modules/"));

/** The text of a file of the package. */
export function read(file: string): string {
  return readFileSync(join(home, file), "utf8");
}

/** A program of the tools' project. */
export function tool(name: string): string {
  return fileURLToPath(new URL(`tools/node_modules/${name}`, import.meta.url));
}

/** The entry points: code and types. */
export const entries = Object.values(manifest.exports).filter((target) => typeof target === "object");
