// Writes the reports of the public types to etc/. With `--check`: whether they are fresh, and whether a change of them
// since the branch left `main` (on `main`: since the last release) comes with a changeset that is large enough.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { announced, baseOf, fileAt } from "./api/history.ts";
import { REPORTS, compareWithReport, entryPoints } from "./api/report.ts";
import { type Bump, bumpBetween, larger, neededFor, reaches } from "./api/rule.ts";

interface Manifest {
  readonly name: string;
  readonly version: string;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const check = process.argv.includes("--check");
const entries = await entryPoints(root);
const stale = entries.filter((entry) => compareWithReport(root, entry, !check)).map(([name]) => name);
if (check) process.exitCode = await verdict();
else console.log(`${REPORTS}/ is up to date`);

async function verdict(): Promise<number> {
  if (stale.length > 0) {
    console.error(
      `The public types of ${stale.join(" and ")} have changed: run npm run api, and npx changeset`,
    );
    return 1;
  }
  const base = baseOf(root);
  if (base === undefined) {
    console.error("The reports are fresh. What they were before cannot be told without the history of git");
    return 2;
  }
  const { name, version } = await manifest();
  const before =
    (JSON.parse(fileAt(root, base, "package.json") ?? "{}") as Partial<Manifest>).version ?? version;
  const needed = await changeSince(base, before);
  const given = larger(announced(root, name), bumpBetween(before, version));
  if (reaches(given, needed)) {
    console.log(
      `The public types are as ${REPORTS}/ says (since ${base.slice(0, 12)}: ${needed}, announced: ${given})`,
    );
    return 0;
  }
  console.error(
    `The public types have changed since ${base.slice(0, 12)}: that needs a ${needed} changeset, see npx changeset`,
  );
  return 1;
}

async function changeSince(base: string, version: string): Promise<Bump> {
  let needed: Bump = "none";
  for (const [name] of entries) {
    const path = `${REPORTS}/${name}.api.md`;
    const before = fileAt(root, base, path);
    // The first report of an entry point says nothing about a change.
    if (before === undefined) continue;
    needed = larger(neededFor(before, await readFile(join(root, path), "utf8"), version), needed);
  }
  return needed;
}

async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Manifest;
}
