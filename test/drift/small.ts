import { type Difference, compareScopes } from "../../scripts/drift/compare.ts";
import { config } from "../../scripts/drift/config.ts";
import { compareDescriptions, descriptionsOf, digestsOf } from "../../scripts/drift/descriptions.ts";
import { type Scope, readScope } from "../../scripts/drift/scope.ts";
import { openDocument } from "../../scripts/openapi/load.ts";
import { isObject, keysOf } from "../../scripts/openapi/pointer.ts";
import { parseSource } from "../../scripts/openapi/source.ts";

/** Places of the small document, as JSON pointers. */
export const PATH = "/paths/~1v1~1Services~1{Sid}~1Bindings";
export const LIST = `${PATH}/get`;
export const CREATE = `${PATH}/post`;
export const REMOVE = "/paths/~1v1~1Services~1{Sid}~1Bindings~1{BindingSid}/delete";
export const PAGE_SIZE = `${LIST}/parameters/1`;
export const KIND = `${LIST}/parameters/2`;
export const RESPONSE = `${LIST}/responses/200`;
export const HEADER = `${RESPONSE}/headers/X-Request-Id`;
export const PAGE = `${RESPONSE}/content/application~1json/schema`;
export const BODY = `${CREATE}/requestBody`;
export const NEW = `${BODY}/content/application~1json/schema`;
export const NEW_BINDING = "/components/schemas/NewBinding";
export const BINDING = "/components/schemas/Binding";
export const BASIC = "/components/securitySchemes/basic";

/** A small document in OpenAPI 3.0 with each kind of element. */
export function small(): Record<string, unknown> {
  const sid = { name: "Sid", in: "path", required: true, schema: { type: "string", pattern: "^IS" } };
  return {
    openapi: "3.0.1",
    info: { title: "Small", version: "1" },
    servers: [{ url: "https://small.example", description: "The one" }],
    security: [{ basic: [] }],
    paths: {
      "/v1/Services/{Sid}/Bindings": {
        description: "All of them",
        "x-twilio": { pathType: "list" },
        get: {
          operationId: "list",
          tags: ["A"],
          summary: "List",
          parameters: [
            sid,
            {
              name: "PageSize",
              in: "query",
              schema: { type: "integer", format: "int64", minimum: 1, maximum: 100 },
            },
            {
              name: "Kind",
              in: "query",
              description: "Which",
              schema: { type: "array", items: { $ref: "#/components/schemas/Kind" } },
            },
          ],
          responses: {
            "200": {
              description: "OK",
              headers: { "X-Request-Id": { schema: { type: "string" } } },
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    properties: {
                      bindings: { type: "array", items: { $ref: "#/components/schemas/Binding" } },
                    },
                  },
                  examples: { one: { value: { bindings: [] } } },
                },
              },
            },
          },
        },
        post: {
          operationId: "create",
          parameters: [sid],
          requestBody: {
            content: { "application/json": { schema: { $ref: "#/components/schemas/NewBinding" } } },
          },
          responses: { "201": { description: "Made" } },
        },
      },
      "/v1/Services/{Sid}/Bindings/{BindingSid}": {
        delete: {
          operationId: "remove",
          parameters: [sid, { name: "BindingSid", in: "path", required: true, schema: { type: "string" } }],
          responses: { "204": { description: "Gone" } },
        },
      },
      "/v1/Services/{Sid}/Configuration/Notifications": {
        get: { operationId: "other", responses: { "200": { description: "OK" } } },
      },
    },
    components: {
      securitySchemes: { basic: { type: "http", scheme: "basic" } },
      schemas: {
        Kind: { type: "string", enum: ["apn", "fcm"], description: "The kind" },
        Binding: {
          type: "object",
          properties: {
            sid: { type: "string", minLength: 34, maxLength: 34, pattern: "^BS", description: "Its SID" },
            kind: { $ref: "#/components/schemas/Kind" },
            endpoint: { type: "string", nullable: true },
            created: { type: "string", format: "date-time" },
            count: { type: "integer", format: "int32", minimum: 0, maximum: 9 },
            labels: { type: "array", items: { type: "string" } },
            parent: { $ref: "#/components/schemas/Binding" },
          },
        },
        NewBinding: {
          type: "object",
          properties: {
            name: { type: "string", pattern: "^N", maxLength: 9 },
            size: { type: "integer", format: "int32", minimum: 0, maximum: 9, multipleOf: 2 },
            kind: { type: "string", enum: ["apn", "fcm"] },
            day: { type: "string", format: "date" },
          },
        },
      },
    },
  };
}

/** The document with the values at the pointers set, or removed where the value is undefined. */
export function patched(
  patches: Readonly<Record<string, unknown>>,
  document: Record<string, unknown> = small(),
): Record<string, unknown> {
  const copy = structuredClone(document);
  for (const [pointer, value] of Object.entries(patches)) {
    const keys = keysOf(pointer);
    const last = keys.pop() ?? "";
    let at: unknown = copy;
    for (const key of keys) {
      if (!isObject(at)) throw new Error(`no ${pointer}`);
      at = at[key] ??= {};
    }
    if (!isObject(at)) throw new Error(`no ${pointer}`);
    if (Array.isArray(at) && value === undefined) at.splice(Number(last), 1);
    else if (value === undefined) Reflect.deleteProperty(at, last);
    else at[last] = structuredClone(value);
  }
  return copy;
}

export function scopeOf(document: unknown, others: readonly Scope[] = []): Scope {
  const source = parseSource(JSON.stringify(document), "/small.json");
  return readScope(openDocument(source), config.scope, others);
}

/** All differences, descriptions included. */
export function differences(before: unknown, after: unknown): Difference[] {
  const [a, b] = [scopeOf(before), scopeOf(after)];
  return [...compareScopes(a, b), ...compareDescriptions(digestsOf(descriptionsOf(a)), descriptionsOf(b))];
}

/** Differences as `class rule location`. */
export function differenceLines(before: unknown, after: unknown): string[] {
  return differences(before, after).map(({ rule, location }) => `${rule.class} ${rule.id} ${location}`);
}
