/**
 * Puts a section at the end of a changelog's newest version, in the place of the one it may have.
 *
 * @param released - the tag of the last release, whose section no longer changes
 */
export function insertSection(changelog: string, title: string, text: string, released?: string): string {
  const [head = "", newest, ...older] = changelog.split(/^(?=## )/m);
  const version = newest === undefined ? undefined : /^## (\S+)/.exec(newest)?.[1];
  if (newest === undefined || version === undefined) throw new Error("CHANGELOG.md has no version");
  if (`v${version}` === released) throw new Error(`${released} is out: run \`changeset version\` first`);
  const parts = newest.split(/^(?=### )/m).filter((part) => !part.startsWith(`### ${title}\n`));
  const section = `${parts.join("").trimEnd()}\n\n### ${title}\n\n${text}\n`;
  return head + [section, ...older].join("\n");
}
