// Packs a release. package.json names the repository whose workflow runs this, so that npm can link to it from the
// README and check the provenance, and a fork names itself.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readFile, writeFile } from "node:fs/promises";

const { GITHUB_SERVER_URL: server = "https://github.com", GITHUB_REPOSITORY: name } = process.env;
if (name === undefined)
  throw new Error("GITHUB_REPOSITORY is not set: releases are packed by the release workflow");
const address = `${server}/${name}`;
const root = fileURLToPath(new URL("..", import.meta.url));
const file = `${root}package.json`;
const before = await readFile(file, "utf8");
const manifest = {
  ...(JSON.parse(before) as object),
  repository: { type: "git", url: `git+${address}.git` },
  homepage: `${address}#readme`,
  bugs: `${address}/issues`,
};
try {
  await writeFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
  execFileSync("npm", ["pack", "--ignore-scripts"], { cwd: root, stdio: "inherit" });
} finally {
  await writeFile(file, before);
}
