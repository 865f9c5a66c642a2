// Writes THIRD-PARTY.md: what a user installs with the package, and under which licences, as npm has it. With
// `--check`: whether it is up to date, and every licence one that anyone may use.
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";

interface Installed {
  readonly name: string;
  /** Relative to the project; empty for the project itself. */
  readonly location: string;
  readonly license?: string;
}

const permissive = ["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD"];
const file = new URL("../THIRD-PARTY.md", import.meta.url);

// Not `npm sbom`, which leaves out a package that a development tool needs as well.
const found = execFileSync("npm", ["query", ".prod"], {
  encoding: "utf8",
  shell: process.platform === "win32",
  stdio: ["ignore", "pipe", "inherit"],
});
const rows = (JSON.parse(found) as readonly Installed[])
  .filter(({ location }) => location !== "")
  .map(({ name, license = "unknown" }) => ({ name, licence: license }))
  .sort((one, other) => (one.name < other.name ? -1 : 1));
const text = `# Third-party code

The package holds none: its dependencies are installed beside it. \`npm run licences\` writes this list from what npm says.

${rows.map(({ name, licence }) => `- [${name}](https://www.npmjs.com/package/${name}): ${licence}`).join("\n")}
`;

const refused = rows.filter(({ licence }) => !permissive.includes(licence));
if (!process.argv.includes("--check")) await writeFile(file, text);
else if ((await readFile(file, "utf8")) !== text) {
  console.error("THIRD-PARTY.md is not what npm says: run npm run licences");
  process.exitCode = 1;
}
for (const { name, licence } of refused) {
  console.error(`${name} has the licence ${licence}, which is none of ${permissive.join(", ")}`);
  process.exitCode = 1;
}
