// Packs a release. The package.json of each package names the repository whose workflow runs this, so that npm can link
// to it and check the provenance, and a fork names itself; the READMEs link to the files of the release.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readFile, writeFile } from "node:fs/promises";
import { linkToRelease } from "./release/readme.ts";

const { GITHUB_SERVER_URL: server = "https://github.com", GITHUB_REPOSITORY: name } = process.env;
if (name === undefined)
  throw new Error("GITHUB_REPOSITORY is not set: releases are packed by the release workflow");
const address = `${server}/${name}`;
const root = fileURLToPath(new URL("..", import.meta.url));
for (const folder of ["", "cli"]) await pack(folder);

/** Packs the package of a folder into the root. */
async function pack(folder: string): Promise<void> {
  const home = folder === "" ? root : `${root}${folder}/`;
  const files = { manifest: `${home}package.json`, readme: `${home}README.md` };
  const [manifest, readme] = await Promise.all([
    readFile(files.manifest, "utf8"),
    readFile(files.readme, "utf8"),
  ]);
  const parsed = JSON.parse(manifest) as { readonly version: string };
  const released = {
    ...parsed,
    repository: {
      type: "git",
      url: `git+${address}.git`,
      ...(folder === "" ? {} : { directory: folder }),
    },
    homepage: folder === "" ? `${address}#readme` : `${address}/tree/main/${folder}#readme`,
    bugs: `${address}/issues`,
  };
  try {
    await writeFile(files.manifest, `${JSON.stringify(released, null, 2)}\n`);
    await writeFile(files.readme, linkToRelease(readme, address, parsed.version));
    execFileSync("npm", ["pack", home, "--ignore-scripts"], { cwd: root, stdio: "inherit" });
  } finally {
    await writeFile(files.manifest, manifest);
    await writeFile(files.readme, readme);
  }
}
