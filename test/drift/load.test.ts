import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  DocumentError,
  type Node,
  type OpenApiDocument,
  loadDocument,
  refName,
} from "../../scripts/openapi/load.ts";
import { write } from "./project.ts";

async function load(files: Readonly<Record<string, string>>): Promise<OpenApiDocument> {
  const root = mkdtempSync(join(tmpdir(), "load-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) write(join(root, name), text);
  return loadDocument(join(root, Object.keys(files)[0] ?? ""));
}

function walk(document: OpenApiDocument, ...keys: string[]): Node {
  return keys.reduce((node, key) => {
    const child = document.child(node, key);
    if (child === undefined) throw new Error(`no ${key}`);
    return child;
  }, document.root);
}

const MAIN = (version: string) => `openapi: ${version}
components:
  schemas:
    Binding:
      properties:
        sid:
          description: Ours
          minLength: 3
          $ref: sids.yaml#/Sid
        parent:
          $ref: "#/components/schemas/Binding"
        $ref:
          type: string
        broken:
          $ref: "#/nowhere"
      example:
        $ref: untouched
  parameters:
    Size:
      description: Ours
      in: header
      $ref: sids.yaml#/Size
`;
const SIDS = `Sid:
  description: Theirs
  type: string
  $ref: "#/Deeper"
Deeper:
  type: string
  pattern: ^BS

Size:
  name: Size
  in: query
  description: Theirs
`;
const FILES = (version: string) => ({ "main.yaml": MAIN(version), "sids.yaml": SIDS });
const PROPERTY = ["components", "schemas", "Binding", "properties"] as const;

describe("a $ref", () => {
  it("is followed into other files, and its name kept", async () => {
    const document = await load(FILES("3.1.0"));
    const sid = walk(document, ...PROPERTY, "sid");
    expect(sid.value).toEqual({ description: "Ours", minLength: 3, type: "string", pattern: "^BS" });
    expect(sid.file).toMatch(/sids\.yaml$/);
    expect([refName(sid), document.lineOf(sid)]).toEqual(["Sid", 5]);
    expect(document.child(sid, "pattern")?.file).toMatch(/sids\.yaml$/);
    const minLength = document.child(sid, "minLength");
    expect([minLength?.value, minLength && document.lineOf(minLength)]).toEqual([3, 8]);
    expect(refName(walk(document, ...PROPERTY))).toBeUndefined();
  });

  it("ignores its siblings in 3.0", async () => {
    const document = await load(FILES("3.0.3"));
    expect(walk(document, ...PROPERTY, "sid").value).toEqual({ type: "string", pattern: "^BS" });
    expect(walk(document, "components", "parameters", "Size").value).toMatchObject({ description: "Theirs" });
  });

  it("outside of schemas is overridden by summary and description only in 3.1", async () => {
    const document = await load(FILES("3.1.0"));
    expect(walk(document, "components", "parameters", "Size").value).toEqual({
      ...{ name: "Size", in: "query", description: "Ours" },
    });
  });

  it("may be cyclic", async () => {
    const document = await load(FILES("3.1.0"));
    const parent = walk(document, ...PROPERTY, "parent", "properties", "parent", "properties", "parent");
    expect(document.child(parent, "example")?.value).toEqual({ $ref: "untouched" });
  });

  it("is not followed where it is a property's name", async () => {
    expect(walk(await load(FILES("3.1.0")), ...PROPERTY, "$ref").value).toEqual({ type: "string" });
  });

  it("throws with its location if it cannot be resolved, once it is followed", async () => {
    const document = await load(FILES("3.1.0"));
    const ask = () => walk(document, ...PROPERTY, "broken");
    expect(ask).toThrow(DocumentError);
    expect(ask).toThrow(
      /main\.yaml#\/components\/schemas\/Binding\/properties\/broken: \$ref #\/nowhere leads nowhere/,
    );
    expect(() => document.entries(walk(document, ...PROPERTY))).toThrow(DocumentError);
  });
});

it("lists entries of objects and lists", async () => {
  const document = await load({ "a.json": '{"openapi":"3.0.1","tags":[{"name":"A"}],"paths":{}}' });
  expect(document.entries(walk(document, "tags")).map(([key, node]) => [key, node.value])).toEqual([
    ["0", { name: "A" }],
  ]);
  expect(document.entries(walk(document, "openapi"))).toEqual([]);
});

it.each([
  ["missing.yaml", {}, /cannot be read/],
  ["a.yaml", { "a.yaml": "a: [" }, /is not YAML/],
  ["a.yaml", { "a.yaml": "a: 1\na: 2" }, /is not YAML/],
  ["a.json", { "a.json": "a: 1" }, /is not JSON/],
  ["a.yaml", { "a.yaml": "text" }, /is not an object/],
  ["a.yaml", { "a.yaml": "swagger: '2.0'" }, /is not an OpenAPI 3 document/],
])("throws for %s %j", async (_name, files: Record<string, string>, message) => {
  await expect(
    load(Object.keys(files).length > 0 ? files : { "x/y": "" }).then(() => undefined),
  ).rejects.toThrow(Object.keys(files).length > 0 ? message : DocumentError);
});
