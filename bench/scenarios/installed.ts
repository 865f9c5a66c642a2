import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Scenario } from "../result.ts";
import { startNames } from "./starts.ts";

/** Bytes of all files in node_modules after `npm install`, npm's own notes among them. */
export const installed: Scenario = async ({ folders }) => {
  const sizes = new Map<string, number[]>();
  const packages = new Map<string, number[]>();
  for (const name of startNames) {
    const found = await installedSize(await folders.of(name));
    sizes.set(name, [found.kilobytes]);
    packages.set(name, [found.packages]);
  }
  return {
    rows: [
      {
        id: "installed",
        what: "installed with dependencies",
        unit: "kB",
        values: Object.fromEntries(sizes),
      },
      {
        id: "packages",
        what: "packages installed",
        unit: "packages",
        values: Object.fromEntries(packages),
      },
    ],
  };
};

/** What `npm install` has put into a folder. */
export async function installedSize(folder: string): Promise<{ kilobytes: number; packages: number }> {
  const files = await filesIn(join(folder, "node_modules"));
  const bytes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return {
    kilobytes: bytes.reduce((sum, size) => sum + size, 0) / 1000,
    packages: files.filter((file) => PACKAGE.test(file)).length,
  };
}

/** The package.json of a package, rather than one deeper inside of it. */
const PACKAGE = /[/\\]node_modules[/\\](@[^/\\]+[/\\])?[^/\\]+[/\\]package\.json$/;

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
