// Prints the Node versions of the README's support table as JSON: the matrix of the CI workflow. Runs without
// installed packages.
import { readFile } from "node:fs/promises";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const [, row = ""] = /^\| Node +\|([^|]*)\|/m.exec(readme) ?? [];
const versions = row.match(/\d+(\.\d+)?/g);
if (versions === null) throw new Error("The support table in README.md has no row for Node");
console.log(JSON.stringify(versions));
