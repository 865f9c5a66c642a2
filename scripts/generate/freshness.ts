import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

/** How a folder differs from what the generator would write there. */
export interface Differences {
  /** Files that are missing or differ. */
  readonly stale: readonly string[];
  /** Files that the generator would not write. */
  readonly left: readonly string[];
}

/** Compares a folder with what the generator would write there, by file. */
export async function differences(
  outputs: ReadonlyMap<string, string>,
  folder: string,
): Promise<Differences> {
  const stale: string[] = [];
  for (const [name, text] of outputs) {
    const current = await readFile(join(folder, name), "utf8").catch(() => undefined);
    if (current !== text) stale.push(name);
  }
  return { stale, left: (await filesBelow(folder)).filter((name) => !outputs.has(name)) };
}

/** Writes what is stale, and removes what does not belong. */
export async function refresh(
  outputs: ReadonlyMap<string, string>,
  folder: string,
  { stale, left }: Differences,
): Promise<void> {
  for (const name of stale) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, outputs.get(name) ?? "");
  }
  for (const name of left) await rm(join(folder, name));
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
