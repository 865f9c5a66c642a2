// Writes what the packages ship: dist/, cli/dist/, and the folders that lead resolvers which do not read `exports` there.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildCli } from "./build/cli.ts";
import { buildCode } from "./build/code.ts";
import { buildDeclarations } from "./build/declarations.ts";
import { readManifest, stubs } from "./build/entries.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const manifest = await readManifest(root);
for (const folder of ["dist", ".cache/declarations"])
  await rm(join(root, folder), { recursive: true, force: true });
await Promise.all([buildCode(root, manifest), buildDeclarations(root, manifest), buildCli(root)]);
for (const [folder, content] of stubs(manifest)) {
  await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, folder, "package.json"), `${JSON.stringify(content)}\n`);
}
