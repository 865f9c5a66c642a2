import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { type CodeSample, type OperationReference, type Reference, operationsOf } from "./reference.ts";

/** The page of an operation, and what Redoc shows on it. */
interface OperationPage extends OperationReference {
  readonly file: string;
  readonly key: string;
}

/**
 * Writes the pages of the API reference: an overview, one page a product, one page an operation. TypeDoc makes them
 * part of the site, with their place in the navigation and in the search index.
 *
 * @returns the overview's file, and the Redoc documents by the key that a page's front matter names
 */
export async function writeReferencePages(
  references: ReadonlyMap<string, Reference>,
  folder: string,
): Promise<{ overview: string; documents: Map<string, object> }> {
  await mkdir(folder, { recursive: true });
  const documents = new Map<string, object>();
  // The product that is not deprecated comes first.
  const products = [...references].sort(([, a], [, b]) => Number(isDeprecated(a)) - Number(isDeprecated(b)));
  for (const [name, reference] of products) {
    const pages = operationsOf(reference).map((operation) => ({
      ...operation,
      key: `${name}/${operation.operation.operationId}`,
      file: `${name}.${operation.operation.operationId}.md`,
    }));
    for (const page of pages) {
      documents.set(page.key, page.document);
      await writeFile(join(folder, page.file), operationPage(page, reference));
    }
    await writeFile(join(folder, `${name}.md`), productPage(name, reference, pages));
  }
  const overview = join(folder, "api-reference.md");
  await writeFile(overview, overviewPage(products));
  return { overview, documents };
}

function overviewPage(products: readonly (readonly [string, Reference])[]): string {
  const files = products.map(([name]) => `${name}.md`);
  const items = products.map(
    ([name, reference]) =>
      `- [${productTitle(name, reference)}](${name}.md)${deprecatedMark(isDeprecated(reference))}`,
  );
  return page(
    { children: files },
    "API reference",
    "Every operation, made from the OpenAPI documents in `openapi/`: parameters with their patterns, what is personal" +
      " data, answers, both error bodies, examples, and the same call with this SDK, the official library and curl.",
    items.join("\n"),
  );
}

function productPage(name: string, reference: Reference, pages: readonly OperationPage[]): string {
  const rows = pages.map(
    ({ method, path, operation, file }) =>
      `| [${operation.summary}](${file})${deprecatedMark(operation.deprecated)} | \`${operation.operationId}\` | \`${method.toUpperCase()} ${path}\` |`,
  );
  return page(
    { children: pages.map(({ file }) => file) },
    productTitle(name, reference),
    reference.info.description,
    `Server: \`${reference.servers.map(({ url }) => url).join("`, `")}\`. Credentials: account SID and auth token, or API` +
      " key SID and secret (basic authentication); or an OAuth access token (bearer).",
    ["| operation | id | request |", "| --- | --- | --- |", ...rows].join("\n"),
  );
}

function operationPage({ operation, method, path, key }: OperationPage, reference: Reference): string {
  const server = reference.servers[0]?.url ?? "";
  return page(
    { redoc: key },
    operation.summary,
    operation.description,
    ...(operation.deprecated
      ? [
          "> [!WARNING]\n> Deprecated: the product is past its end of life. New work belongs on Conversations.",
        ]
      : []),
    `\`${operation.operationId}\`: \`${method.toUpperCase()} ${server}${path}\``,
    ...operation["x-codeSamples"].map(codeBlock),
    "## Reference",
  );
}

function codeBlock({ lang, label, source }: CodeSample): string {
  return `## With ${label}\n\n\`\`\`${lang === "Shell" ? "sh" : "ts"}\n${source}\n\`\`\``;
}

/** Markdown with front matter; in block style, because TypeDoc takes a brace for the beginning of a tag. */
function page(matter: object, title: string, ...blocks: string[]): string {
  return `---\n${stringify(matter)}---\n\n# ${title}\n\n${blocks.join("\n\n")}\n`;
}

/** "Twilio Programmable Chat - Bindings" in `chat_v2` is Programmable Chat v2. */
function productTitle(name: string, { info }: Reference): string {
  return `${info.title.replace(/^Twilio /, "").replace(/ - Bindings$/, "")} ${name.split("_").at(-1) ?? ""}`;
}

function isDeprecated(reference: Reference): boolean {
  return operationsOf(reference).every(({ operation }) => operation.deprecated);
}

function deprecatedMark(deprecated = false): string {
  return deprecated ? " (deprecated)" : "";
}
