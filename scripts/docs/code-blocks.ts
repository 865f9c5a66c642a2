import { readFile, readdir, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";

/** A code block that is written from a file: `<!-- code FILE#REGION -->`, the block, `<!-- /code -->`. */
const block = /(<!-- code (\S+) -->)\n[\s\S]*?(<!-- \/code -->)/g;

const regionLine = /^\s*(?:\/\/|#) ?#(?:end)?region\b.*$/;

/** The code of a region, or of a whole file, without the lines that mark regions. Throws if there is no such region. */
function readRegion(text: string, region: string | undefined, file: string): string {
  const lines = text.trimEnd().split("\n");
  if (region === undefined) return lines.filter((line) => !regionLine.test(line)).join("\n");
  const start = lines.findIndex((line) => line.trim() === `// #region ${region}`);
  const end = lines.findIndex((line) => line.trim() === `// #endregion ${region}`);
  if (start < 0 || end < start) throw new Error(`${file} has no region ${region}`);
  return lines.slice(start + 1, end).join("\n");
}

/** The files whose code blocks are written from `examples/`. */
async function documentsWithCode(root: string): Promise<string[]> {
  const pages = ["docs", "docs/guides"].map(async (folder) =>
    (await readdir(join(root, folder)))
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(folder, name)),
  );
  return ["README.md", ...(await Promise.all(pages)).flat().sort()];
}

/** Writes the code blocks of a document anew. */
async function withCode(root: string, document: string): Promise<string> {
  const text = await readFile(join(root, document), "utf8");
  const sources = new Map<string, string>();
  for (const [, , source = ""] of text.matchAll(block)) {
    const [file = "", region] = source.split("#");
    const code = readRegion(await readFile(join(root, file), "utf8"), region, file);
    sources.set(source, `\`\`\`${extname(file).slice(1)}\n${code}\n\`\`\``);
  }
  return text.replaceAll(
    block,
    (_, start: string, source: string, end: string) => `${start}\n\n${sources.get(source) ?? ""}\n\n${end}`,
  );
}

/** Writes the documents whose code is out of date, unless it is only to check. Returns their names. */
export async function updateCode(root: string, { check }: { readonly check: boolean }): Promise<string[]> {
  const stale: string[] = [];
  for (const document of await documentsWithCode(root)) {
    const fresh = await withCode(root, document);
    if (fresh === (await readFile(join(root, document), "utf8"))) continue;
    stale.push(document);
    if (!check) await writeFile(join(root, document), fresh);
  }
  return stale;
}
