// Reads the bundled documents as plain JSON, by none of the functions that write the pages.
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeApiReference } from "../../scripts/docs/api/write.ts";

type Json = Readonly<Record<string, unknown>>;

const names = ["conversations_v1", "chat_v2", "ip_messaging_v2"] as const;
const repository = new URL("../../", import.meta.url);

let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "api-reference-"));
  for (const folder of ["generated/openapi", "examples/operations"])
    await cp(new URL(folder, repository), join(root, folder), { recursive: true });
  await mkdir(join(root, "docs"));
  await writeApiReference(root);
});
afterAll(() => rm(root, { recursive: true }));

const documents = await Promise.all(
  names.map(async (name) => {
    const text = await readFile(new URL(`generated/openapi/${name}.json`, repository), "utf8");
    return [name, JSON.parse(text) as Json] as const;
  }),
);

function at(value: unknown, ...words: readonly string[]): unknown {
  return words.reduce<unknown>((found, word) => (found as Json | undefined)?.[word], value);
}

/** All references replaced by what they lead to, which gives way to what stands beside them. */
function inlined(document: Json, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => inlined(document, item));
  if (typeof value !== "object" || value === null) return value;
  const { $ref, ...own } = value as Json;
  const target = typeof $ref === "string" ? at(document, ...$ref.slice(2).split("/")) : undefined;
  const entries = Object.entries(own).map(([name, item]) => [name, inlined(document, item)] as const);
  return { ...(inlined(document, target) as Json | undefined), ...Object.fromEntries(entries) };
}

const operations = documents.flatMap(([name, document]) =>
  Object.entries(at(document, "paths") as Json).flatMap(([path, item]) =>
    ["get", "post", "put", "patch", "delete"].flatMap((method) => {
      const operation = inlined(document, at(item, method)) as Json | undefined;
      if (operation === undefined) return [];
      const shared = inlined(document, at(item, "parameters") ?? []) as Json[];
      const own = (operation["parameters"] ?? []) as Json[];
      const id = String(operation["operationId"]);
      return [{ name, document, path, method, id, operation, parameters: [...shared, ...own] }];
    }),
  ),
);

it("there is a page for each of the fifteen operations", () => {
  expect(operations).toHaveLength(15);
});

describe.each(operations)(
  "the page of $name $id",
  ({ name, document, path, method, id, operation, parameters }) => {
    let page = "";
    beforeAll(async () => {
      page = await readFile(join(root, "docs/api", name, `${id}.md`), "utf8");
    });

    it("has method and URL, description, deprecation, security, and a sample for each language", async () => {
      const server = String(at(document, "servers", "0", "url"));
      expect(page).toContain(`<span class="method ${method.toUpperCase()}">`);
      expect(page.replaceAll("<wbr>", "")).toContain(`<code>${server}${path}</code>`);
      expect(page).toContain(String(operation["description"]));
      expect(page.includes("Deprecated")).toBe(operation["deprecated"] === true);
      const security = (at(document, "security") as Json[]).flatMap((scheme) => Object.keys(scheme));
      expect(security.length).toBeGreaterThan(1);
      for (const scheme of security) expect(section(page, "## Authentication")).toContain(`\`${scheme}\``);
      for (const ending of [".ts", ".official.ts", ".sh"]) {
        const file = new URL(`examples/operations/${name}/${id}${ending}`, repository);
        expect(page).toContain((await readFile(file, "utf8")).trimEnd());
      }
    });

    it("has each parameter, with all that the document says of it", () => {
      const table = section(page, "## Parameters");
      expect(parameters.length).toBeGreaterThan(0);
      expect(rows(table)).toHaveLength(parameters.length);
      for (const parameter of parameters) {
        const row = rowOf(table, String(parameter["name"]));
        expectMarks(row, { required: parameter["required"] === true, ...marksOf(parameter) });
        expect(row).toContain(`mark ${String(parameter["in"])}`);
        expect(row).toContain(cell(parameter["description"]));
        for (const fact of factsOf(parameter["schema"])) expect(row).toContain(fact);
      }
    });

    it("has each response: its headers, every property of its body, and its examples", () => {
      const responses = Object.entries(operation["responses"] as Json);
      expect(responses.length).toBeGreaterThan(4);
      for (const [status, response] of responses) {
        const isError = !status.startsWith("2");
        const text = section(page, isError ? `### ${status}` : `## Response ${status}`);
        expect(text).toContain(String(at(response, "description")));
        for (const [header, one] of Object.entries((at(response, "headers") ?? {}) as Json)) {
          expect(text).toContain(`\`${header}\``);
          if (!isError) expect(rowOf(text, header)).toContain(cell(at(one, "description")));
        }
        const content = at(response, "content", "application/json");
        for (const example of Object.values((at(content, "examples") ?? {}) as Json))
          expect(page).toContain(JSON.stringify(at(example, "value"), undefined, 2));
        if (!isError) expectProperties(text, at(content, "schema"));
        else {
          expect(Object.keys(at(content, "examples") as Json)).toHaveLength(2);
          const bodies = at(content, "schema", "anyOf") as Json[];
          expect(bodies).toHaveLength(2);
          for (const body of bodies) expectProperties(section(page, "## Error bodies"), body);
        }
      }
    });
  },
);

/** The text from a heading to the next one of its level or above. */
function section(page: string, heading: string): string {
  const lines = page.split("\n");
  const start = lines.indexOf(heading);
  expect(start, `${heading} is missing`).toBeGreaterThanOrEqual(0);
  const level = heading.indexOf(" ");
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^#+ /.test(line) && line.indexOf(" ") <= level);
  return rest.slice(0, end < 0 ? undefined : end).join("\n");
}

function rows(text: string): string[] {
  return text.split("\n").filter((line) => line.startsWith("| `"));
}

function rowOf(text: string, name: string): string {
  const found = rows(text).filter((row) => row.startsWith(`| \`${name}\`<br>`));
  expect(found.length, `rows for ${name}`).toBeGreaterThan(0);
  return found.join("\n");
}

function cell(text: unknown): string {
  return String(text).replaceAll("|", "\\|");
}

interface Marks {
  readonly required: boolean;
  readonly pii: boolean;
  readonly deprecated: boolean;
}

function marksOf(node: Json): Omit<Marks, "required"> {
  const pii = at(node, "x-twilio", "pii") !== undefined;
  return { pii, deprecated: node["deprecated"] === true };
}

function expectMarks(row: string, { required, pii, deprecated }: Marks): void {
  expect(row).toContain(required ? "mark required" : "mark optional");
  expect(row.includes("mark PII")).toBe(pii);
  expect(row.includes("mark deprecated")).toBe(deprecated);
}

/** The constraints of a schema, of its items, and of what it may be instead of null. */
function factsOf(schema: unknown): string[] {
  const { format, pattern, enum: values, minimum, maximum, minLength, maxLength } = schema as Json;
  const all = [format, pattern, ...((values as unknown[] | undefined) ?? [])].filter(
    (one) => one !== undefined,
  );
  const numbers = [minimum, maximum, minLength, maxLength].filter((one) => one !== undefined);
  const inner = [at(schema, "items"), ...((at(schema, "anyOf") as unknown[] | undefined) ?? [])];
  return [
    ...all.map((one) => `\`${cell(one)}\``),
    ...numbers.map(String),
    ...inner.flatMap((one) => (one === undefined ? [] : factsOf(one))),
  ];
}

function isNullable(schema: Json): boolean {
  const types = [schema["type"]].flat();
  return types.includes("null") || ((schema["anyOf"] as Json[] | undefined) ?? []).some(isNullable);
}

/** Checks the row of each property, those of nested objects and of the items of arrays included. */
function expectProperties(text: string, schema: unknown, prefix = ""): void {
  const required = (at(schema, "required") ?? []) as string[];
  for (const [name, property] of Object.entries(
    (at(schema, "properties") ?? {}) as Readonly<Record<string, Json>>,
  )) {
    const row = rowOf(text, prefix + name);
    // Both error bodies have some names in common.
    if (row.split("\n").length === 1) {
      expectMarks(row, { required: required.includes(name), ...marksOf(property) });
      expect(row.includes("mark nullable")).toBe(isNullable(property));
    }
    if (property["description"] !== undefined) expect(row).toContain(cell(property["description"]));
    for (const fact of factsOf(property)) expect(row).toContain(fact);
    expectProperties(text, property, `${prefix}${name}.`);
    expectProperties(text, at(property, "items"), `${prefix}${name}[].`);
  }
}
