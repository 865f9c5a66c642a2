import { readFileSync, readdirSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { type Node, openDocument } from "../../scripts/openapi/load.ts";

const folder = new URL("../../generated/openapi/", import.meta.url);
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

function read(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as Record<string, unknown>;
}

/** The JSON bodies that a document describes: where the schema stands, and the examples. */
function bodiesOf(name: string): { pointer: string; examples: unknown[] }[] {
  const document = openDocument({ file: name, value: read(name), lineOf: () => 0 });
  const found = new Map<string, unknown[]>();
  const search = (node: Node): void => {
    if (node.kind === "data" || node.kind === "schema") return;
    const schema = node.kind === "mediaType" ? document.child(node, "schema") : undefined;
    if (schema) {
      const examples = document.child(node, "examples");
      const values = (examples ? document.entries(examples) : []).map(([, example]) => {
        return document.child(example, "value")?.value;
      });
      found.set(schema.pointer, [...(found.get(schema.pointer) ?? []), ...values]);
    }
    for (const [, member] of document.entries(node)) search(member);
  };
  search(document.root);
  return [...found].map(([pointer, examples]) => ({ pointer, examples }));
}

/** As RFC 3339 has it. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Every format that the documents name: Ajv only logs one that it does not know. */
const formats = {
  "date-time": (value: string) => TIMESTAMP.test(value) && !Number.isNaN(Date.parse(value)),
  int64: { type: "number", validate: Number.isInteger },
  password: true,
  uri: (value: string) => URL.canParse(value),
  "uri-reference": (value: string) => URL.canParse(value, "https://base.example"),
  "uri-map": true, // Twilio's own, of `links`
} as const;

function ajvFor(name: string): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats });
  ajv.addSchema(read(name), name);
  return ajv;
}

it("reads each bundled document", () => {
  expect(names).toHaveLength(3);
});

describe.each(names)("%s.json", (name) => {
  it("is valid OpenAPI 3.1 by the schema that the OpenAPI Initiative publishes", async () => {
    const validator = new Validator();
    expect(await validator.validate(read(name))).toEqual({ valid: true });
    expect(validator.version).toBe("3.1");
    expect(await validator.validate({ ...read(name), paths: [] })).toMatchObject({ valid: false });
  });

  it("has examples that Ajv accepts by their schemas", () => {
    const ajv = ajvFor(name);
    const bodies = bodiesOf(name);
    expect(bodies.flatMap(({ examples }) => examples).length).toBeGreaterThan(10);
    for (const { pointer, examples } of bodies) {
      const validate = ajv.compile({ $ref: `${name}#${encodeURI(pointer)}` });
      for (const example of examples) {
        expect(validate(example), `${pointer}: ${ajv.errorsText(validate.errors)}`).toBe(true);
        expect(validate({ ...(example as object), sid: null, meta: null, status: null })).toBe(false);
      }
    }
  });
});
