import type { Content, Place, Response } from "./document.ts";
import { isDeprecated, placesOf, productTitle, resolve } from "./document.ts";
import type { Document } from "./document.ts";
import { propertiesOf } from "./schema.ts";
import { headerTable, parameterTable, propertyTable } from "./tables.ts";
import type { Sample } from "./samples.ts";
import { sampleOf } from "../samples/table.ts";

const deprecation = `::: warning Deprecated
The product is past its end of life. Use [Conversations](../conversations_v1/) for new code; see
[how to move](../../guides/from-chat-to-conversations.md).
:::`;

/** The page of one operation. */
export function operationPage(place: Place, samples: readonly Sample[]): string {
  const { name, document, method, path, operation } = place;
  const product = productTitle(name, document);
  const [success, failures] = responsesOf(place);
  return blocks(
    `---\ntitle: ${operation.summary} (${product})\naside: false\npageClass: operation\n---`,
    `# ${operation.summary} <span class="product">${product}</span>`,
    `<div class="request"><span class="method ${method}">${method}</span> <code>${url(document.servers[0].url + path)}</code></div>`,
    `${operation.description} Operation \`${operation.operationId}\`.`,
    operation.deprecated ? deprecation : "",
    '<div class="columns">\n<div class="code">',
    codeGroup(
      samples.map(({ label, language, source, id }) => [`${language} [${label}]${runMark(id)}`, source]),
    ),
    '<p class="not-run">Run uses the TypeScript sample; the others need a network and an account.</p>',
    ...success.map(({ response }) => exampleGroup(response)),
    '</div>\n<div class="facts">',
    "## Parameters",
    parameterTable(document, place.parameters),
    "## Authentication",
    authentication(document),
    ...success.flatMap(({ status, response }) => [
      `## Response ${status}`,
      response.description,
      bodyTable(document, response),
      headerDetails(document, response),
    ]),
    "</div>\n</div>",
    "## Errors",
    "An error has one of two bodies: Twilio's older format, or that of RFC 9457.",
    ...failures.map(({ status, response }) => errorBlock(status, response)),
    "## Error bodies",
    ...errorTables(document, failures[0]?.response),
    `This page is generated from [${name}.json](../../openapi/${name}.json){target="_self"}, operation \`${operation.operationId}\`.`,
  );
}

/** The page of a product: its operations. */
export function productPage(name: string, document: Document): string {
  const places = placesOf(name, document);
  const rows = places.map(
    ({ method, path, operation }) =>
      `| [${operation.summary}](./${operation.operationId}.md) | <span class="method ${method}">${method}</span> <code>${url(path)}</code> |`,
  );
  return blocks(
    `# ${productTitle(name, document)}`,
    document.info.description,
    isDeprecated(places) ? deprecation : "",
    `Server: \`${document.servers[0].url}\``,
    ["| operation | request |", "| --- | --- |", ...rows].join("\n"),
    "## Authentication",
    authentication(document),
    `OpenAPI document: [${name}.json](../../openapi/${name}.json){target="_self" download}`,
  );
}

/** The first page: the products. */
export function overviewPage(documents: ReadonlyMap<string, Document>): string {
  const rows = [...documents].map(([name, document]) => {
    const places = placesOf(name, document);
    const mark = isDeprecated(places) ? ' <span class="mark deprecated">deprecated</span>' : "";
    return `| [${productTitle(name, document)}](./${name}/index.md)${mark} | \`${document.servers[0].url}\` | ${places.length} | [${name}.json](../openapi/${name}.json){target="_self" download} |`;
  });
  return blocks(
    "# API reference",
    "The operations of Twilio's binding resources: parameters, responses, errors and examples, with code for this SDK, the" +
      " official library and curl. The pages are generated from the OpenAPI documents, which you can download.",
    ["| product | server | operations | OpenAPI document |", "| --- | --- | --- | --- |", ...rows].join("\n"),
  );
}

interface Status {
  readonly status: string;
  readonly response: Response;
}

function responsesOf({ document, operation }: Place): [success: Status[], failures: Status[]] {
  const all = Object.entries(operation.responses).map(([status, node]) => ({
    status,
    response: resolve<Response>(document, node),
  }));
  return [
    all.filter(({ status }) => status.startsWith("2")),
    all.filter(({ status }) => !status.startsWith("2")),
  ];
}

function authentication(document: Document): string {
  const names = document.security.flatMap((requirement) => Object.keys(requirement));
  const lines = names.map((name) => {
    const scheme = document.components.securitySchemes[name];
    if (!scheme) throw new Error(`There is no security scheme ${name}`);
    return `- **${scheme.scheme === "basic" ? "Basic" : "Bearer"}** (\`${name}\`): ${scheme.description}`;
  });
  return lines.join("\n");
}

function contentOf(response: Response): Content | undefined {
  return response.content?.["application/json"];
}

function bodyTable(document: Document, response: Response): string {
  const content = contentOf(response);
  return content ? propertyTable(propertiesOf(document, content.schema)) : "";
}

function headerDetails(document: Document, { headers }: Response): string {
  if (!headers) return "";
  return blocks("### Headers", headerTable(document, headers));
}

function exampleGroup(response: Response): string {
  const content = contentOf(response);
  if (!content) return "";
  return codeGroup(
    Object.entries(content.examples).map(([label, { value }]) => [`json [${label}]`, json(value)]),
  );
}

function errorBlock(status: string, response: Response): string {
  const examples = contentOf(response)?.examples ?? {};
  const named = Object.entries(examples).map(
    ([label, { value }]) => [`json [${label === "problem" ? "RFC 9457" : label}]`, json(value)] as const,
  );
  const extra = Object.keys(response.headers ?? {}).map((name) => `\`${name}\``);
  return blocks(
    `### ${status}`,
    response.description + (extra.length > 0 ? ` Headers: ${extra.join(", ")}.` : ""),
    codeGroup(named),
  );
}

function errorTables(document: Document, response: Response | undefined): string[] {
  const content = response && contentOf(response);
  if (!content) return [];
  const { anyOf = [] } = resolve(document, content.schema);
  return anyOf.flatMap((node) => {
    const { description = "" } = resolve(document, node);
    return [description, propertyTable(propertiesOf(document, node))];
  });
}

function codeGroup(parts: readonly (readonly [info: string, source: string])[]): string {
  const fences = parts.map(([info, source]) => `\`\`\`${info}\n${source}\n\`\`\``);
  return `::: code-group\n\n${fences.join("\n\n")}\n\n:::`;
}

/** Marks the sample that runs in the page; a sentence below the tabs says why the others do not. */
function runMark(id: string): string {
  return sampleOf(id).reason === undefined ? ` run:${id}` : "";
}

/** A URL that may break before each slash. */
function url(text: string): string {
  return text.replaceAll(/(?<=[^/:])\//g, "<wbr>/");
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

function blocks(...parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
