import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import createClient from "openapi-fetch";
import openapiTS, { astToString } from "openapi-typescript";
import { format, resolveConfig } from "prettier";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { paths } from "../../generated/conversations_v1.ts";
import { type Node, openDocument } from "../../scripts/openapi/load.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import { root } from "./copy.ts";

const folder = join(root, "generated/openapi");
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

function read(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Record<string, unknown>;
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

function ajvFor(name: string): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addFormat("uri", (value) => URL.canParse(value));
  ajv.addFormat("date-time", (value) => TIMESTAMP.test(value) && !Number.isNaN(Date.parse(value)));
  ajv.addFormat("uri-map", true); // Twilio's own, of `links`
  ajv.addSchema(read(name), name);
  return ajv;
}

it("has a bundle of each document", () => {
  expect(names).toEqual(["chat_v2", "conversations_v1", "ip_messaging_v2"]);
});

describe.each(names)("%s.json", (name) => {
  it("refers to nothing outside itself", () => {
    const references = JSON.stringify(read(name)).matchAll(/"\$ref":"([^"]*)"/g);
    const targets = [...references].map(([, target = ""]) => target);
    expect(targets.length).toBeGreaterThan(50);
    expect(targets.filter((target) => !target.startsWith("#/"))).toEqual([]);
  });

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

  it("gives openapi-typescript the types of generated/, but for SIDs and open enums", async () => {
    const nodes = await openapiTS(pathToFileURL(join(folder, `${name}.json`)), { silent: true });
    const config = await resolveConfig(join(root, "generated"));
    const plain = await format(astToString(nodes), { ...config, parser: "typescript" });
    const [, ...generated] = readFileSync(join(root, `generated/${name}.ts`), "utf8").split("\n\n");
    const ours = generated.join("\n\n");
    const closed = ours.replaceAll(/`[A-Z]{2}\$\{string\}`/g, "string").replaceAll(" | (string & {})", "");
    expect(closed).not.toBe(ours);
    expect(closed).toBe(plain);
  });
});

it("types an openapi-fetch client", async () => {
  const serviceSid = `IS${"a".repeat(32)}` as const;
  const emulator = createEmulator();
  emulator.seed({ serviceSid, count: 3 });
  const client = createClient<paths>({
    baseUrl: "https://conversations.twilio.com",
    headers: { authorization: `Basic ${btoa("AC:token")}` },
    fetch: ({ url, method, headers }) =>
      emulator.fetch(url, { method, headers: Object.fromEntries(headers) }),
  });

  const page = await client.GET("/v1/Services/{ChatServiceSid}/Bindings", {
    params: { path: { ChatServiceSid: serviceSid }, query: { PageSize: 2 } },
  });
  const first = page.data?.bindings[0];
  if (first === undefined) throw new Error("the list is empty");
  expectTypeOf(first.sid).toEqualTypeOf<`BS${string}`>();
  expectTypeOf(first.endpoint).toEqualTypeOf<string | null>();

  const path = { ChatServiceSid: serviceSid, Sid: first.sid };
  const fetched = await client.GET("/v1/Services/{ChatServiceSid}/Bindings/{Sid}", { params: { path } });
  expect(fetched.data).toEqual(first);
  const removed = await client.DELETE("/v1/Services/{ChatServiceSid}/Bindings/{Sid}", { params: { path } });
  expect(removed.response.status).toBe(204);
  const gone = await client.GET("/v1/Services/{ChatServiceSid}/Bindings/{Sid}", { params: { path } });
  expect(gone.error).toMatchObject({ code: 20404, status: 404 });
});
