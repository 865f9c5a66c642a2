// Writes the THIRD-PARTY.md of each package: what other packages' code is bundled, with the licenses that ask to go
// along. With `--check`: whether they are up to date, and every license one that anyone may use.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { cliBuild } from "./build/cli.ts";
import { bundle } from "./build/code.ts";
import { readManifest } from "./build/entries.ts";

const permissive = ["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Unlicense"];
const root = fileURLToPath(new URL("..", import.meta.url));
const isCheck = process.argv.includes("--check");

const sdk = await bundle(root, await readManifest(root));
const cli = await build({ ...cliBuild(root), write: false, metafile: true });
await update("THIRD-PARTY.md", Object.keys(sdk.metafile.inputs));
await update("cli/THIRD-PARTY.md", Object.keys(cli.metafile.inputs));

/** Writes or checks the file of a package, by the files that are bundled. */
async function update(file: string, inputs: readonly string[]): Promise<void> {
  const folders = inputs.flatMap(
    (input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? [],
  );
  const packages = await Promise.all([...new Set(folders)].map((folder) => licensed(folder)));
  packages.sort((a, b) => (a.name < b.name ? -1 : 1));
  const sections = packages.map(
    ({ name, license, text }) => `## ${name} (${license})\n\n\`\`\`\n${text}\n\`\`\`\n`,
  );
  const intro =
    packages.length === 0 ? "The package holds and needs none." : "The package holds code of these packages.";
  const text = `# Third-party code\n\n${[`${intro}\n`, ...sections].join("\n")}`;
  if (!isCheck) await writeFile(join(root, file), text);
  else if ((await readFile(join(root, file), "utf8")) !== text) {
    console.error(`${file} is not what is bundled: run npm run licenses`);
    process.exitCode = 1;
  }
  for (const { name, license } of packages.filter((one) => !permissive.includes(one.license))) {
    console.error(`${name} has the license ${license}, which is not one of ${permissive.join(", ")}`);
    process.exitCode = 1;
  }
}

async function licensed(path: string) {
  const folder = join(root, path);
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    readonly name: string;
    readonly license?: string;
  };
  const found = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const { name, license = "unknown" } = manifest;
  if (found === undefined)
    return {
      name,
      license,
      text: `No license text goes along with the package, whose package.json says: ${license}`,
    };
  return { name, license, text: (await readFile(join(folder, found), "utf8")).trim() };
}
