/**
 * Says in Markdown how the API documents differ from the last release's, for the changelog. It decides nothing: what
 * needs a decision is for `npm run spec:diff`.
 *
 *   npx tsx scripts/spec-changelog.ts               print
 *   npx tsx scripts/spec-changelog.ts --write       put it into the newest version of CHANGELOG.md
 *
 * `--base DIR` compares with the *.json of a folder, such as an installed package's, and `--revision DIR` another
 * folder than generated/openapi. `--project DIR` is for the tests.
 */
import { readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type AcceptedVersion, readAcceptedVersion } from "./changelog/accepted-version.ts";
import { changesBetween } from "./changelog/changes.ts";
import { insertSection } from "./changelog/insert.ts";
import { lastRelease } from "./changelog/last-release.ts";

const { values } = parseArgs({
  options: {
    write: { type: "boolean", default: false },
    base: { type: "string" },
    revision: { type: "string" },
    project: { type: "string", default: resolve(import.meta.dirname, "..") },
  },
});
const project = resolve(values.project);
const revision = values.revision ?? join(project, "generated/openapi");

try {
  const last = values.base === undefined ? await lastRelease(project) : undefined;
  const release = values.base === undefined ? last : { tag: values.base, documents: values.base };
  const accepted = await readAcceptedVersion(project);
  const lines = [
    `Compared with Twilio's published documents in \`${accepted.package}\` ${accepted.version}${before(last?.accepted, accepted)}.`,
    "",
    ...(release
      ? await changeLines(release.tag, release.documents)
      : ["No earlier release to compare with."]),
  ];
  if (last) await rm(last.documents, { recursive: true });
  if (values.write) await write(lines.join("\n"), last?.tag);
  else console.log(lines.join("\n"));
} catch (error) {
  console.error(`spec-changelog: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

function before(last: AcceptedVersion | undefined, now: AcceptedVersion): string {
  if (last === undefined || (last.package === now.package && last.version === now.version)) return "";
  return ` (before: \`${last.package}\` ${last.version})`;
}

async function changeLines(tag: string, documents: string): Promise<string[]> {
  const changes = await changesBetween(documents, revision);
  if (changes.length === 0) return [`No change of our documents since ${tag}.`];
  return [
    `Changes of our documents since ${tag}, rated by \`redocly diff\`:`,
    "",
    ...changes.map(([{ impact, text }, names]) => `- ${impact}, ${names.join(", ")}: ${text}`),
  ];
}

async function write(section: string, tag: string | undefined): Promise<void> {
  const file = join(project, "CHANGELOG.md");
  const changelog = await readFile(file, "utf8");
  await writeFile(file, insertSection(changelog, "API description", section, tag));
  console.log("CHANGELOG.md: API description");
}
