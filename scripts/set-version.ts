// After `changeset version`: brings src/version.ts to the version of package.json.
import { readFile, writeFile } from "node:fs/promises";

const at = (path: string) => new URL(`../${path}`, import.meta.url);
const { version } = JSON.parse(await readFile(at("package.json"), "utf8")) as { version: string };
const source = await readFile(at("src/version.ts"), "utf8");
const pattern = /(export const VERSION = ")[^"]*(";)/;
if (!pattern.test(source)) throw new Error("src/version.ts has no VERSION");
await writeFile(at("src/version.ts"), source.replace(pattern, `$1${version}$2`));
console.log(`src/version.ts: ${version}`);
