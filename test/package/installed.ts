import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import type { Manifest } from "../../scripts/build/entries.ts";

/** A project with the packed package installed. */
export const directory = inject("directory");
/** The installed package. */
export const home = join(directory, "node_modules/twilio-bindings");
/** The consumers' programs, beside it. */
export const consumers = join(directory, "consumers");

export const manifest = JSON.parse(read("package.json")) as Manifest;

/** Every file of the package, as paths below it. */
export const files: readonly string[] = readdirSync(home, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(home.length + 1));

/** The text of a file of the package. */
export function read(file: string): string {
  return readFileSync(join(home, file), "utf8");
}

/** A program of the tools' project. */
export function tool(name: string): string {
  return fileURLToPath(new URL(`tools/node_modules/${name}`, import.meta.url));
}
