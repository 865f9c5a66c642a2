// What the published package.json must never have.
import { readFile } from "node:fs/promises";

const { dependencies = {}, scripts = {} } = JSON.parse(await readFile("package.json", "utf8"));
const names = Object.keys(dependencies);
if (names.length > 2) throw new Error(`Runtime dependencies: ${names.join(", ")}; two at most`);
const install = ["preinstall", "install", "postinstall", "prepare"].filter((name) => name in scripts);
if (install.length > 0) throw new Error(`Install scripts: ${install.join(", ")}; none at all`);
console.log(`${names.join(", ")}; no install script`);
