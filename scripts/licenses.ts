// Writes THIRD-PARTY.md: what other packages' code is bundled, with the licenses that ask to go along. With
// `--check`: whether it is up to date, and every license one that anyone may use.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./build/code.ts";
import { readManifest } from "./build/entries.ts";

const permissive = ["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Unlicense"];
const root = fileURLToPath(new URL("..", import.meta.url));
const file = join(root, "THIRD-PARTY.md");

const { metafile } = await bundle(root, await readManifest(root));
const names = Object.keys(metafile.inputs).flatMap(
  (input) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(input)?.[1] ?? [],
);
const packages = await Promise.all([...new Set(names)].sort().map((name) => licensed(name)));
const sections = packages.map(
  ({ name, license, text }) => `## ${name} (${license})\n\n\`\`\`\n${text}\n\`\`\`\n`,
);
const intro =
  packages.length === 0 ? "The package holds and needs none." : "The package holds code of these packages.";
const text = `# Third-party code\n\n${[`${intro}\n`, ...sections].join("\n")}`;

if (!process.argv.includes("--check")) await writeFile(file, text);
else if ((await readFile(file, "utf8")) !== text) {
  console.error("THIRD-PARTY.md is not what is bundled: run npm run licenses");
  process.exitCode = 1;
}
for (const { name, license } of packages.filter((one) => !permissive.includes(one.license))) {
  console.error(`${name} has the license ${license}, which is none of ${permissive.join(", ")}`);
  process.exitCode = 1;
}

async function licensed(name: string) {
  const folder = join(root, "node_modules", name);
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { license?: string };
  const found = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (found === undefined) throw new Error(`${name} has no license file to go along with its code`);
  const license = (await readFile(join(folder, found), "utf8")).trim();
  return { name, license: manifest.license ?? "unknown", text: license };
}
