import { describe, expect, it } from "vitest";
import { compareScopes } from "../../scripts/drift/compare.ts";
import { valueAt } from "../../scripts/openapi/pointer.ts";
import {
  RESPONSE,
  BASIC,
  BINDING,
  BODY,
  HEADER,
  KIND,
  LIST,
  NEW,
  NEW_BINDING,
  PAGE_SIZE,
  PATH,
  REMOVE,
  patched,
  scopeOf,
  small,
  differenceLines,
} from "./small.ts";

type Patches = Readonly<Record<string, unknown>>;

const KIND_SCHEMA = "/components/schemas/Kind";
const ENDPOINT = `${BINDING}/properties/endpoint`;
const SID = `${BINDING}/properties/sid`;
const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };

const PART = `${BODY}/content/application~1json/encoding/name`;
const IGNORED = "#/components/parameters/Ignored";
const NUMBER = `${NEW_BINDING}/properties/number`;

/** The value at a pointer of the small document. */
function at(pointer: string): unknown {
  return valueAt(small(), pointer);
}

function reversed(pointer: string): unknown {
  return (at(pointer) as unknown[]).toReversed();
}

function sid(): object {
  return at(SID) as object;
}

function byRef(pointer: string, target: string): Patches {
  return { [target]: at(pointer), [pointer]: { $ref: `#${target}` } };
}

function securityElsewhere(): Patches {
  const others = [`${PATH}/post`, REMOVE];
  return Object.fromEntries(others.map((operation) => [`${operation}/security`, [{ basic: [] }]]));
}

function renamedPath(): Patches {
  const item = at(PATH) as Record<string, { parameters?: object[] }>;
  const renamed = structuredClone(item);
  for (const method of ["get", "post"]) Object.assign(renamed[method]?.parameters?.[0] ?? {}, { name: "Id" });
  return { [PATH]: undefined, "/paths/~1v1~1Services~1{Id}~1Bindings": renamed };
}

/** Two notations of one meaning: the patches, and for some what both documents have. */
const SAME: readonly (readonly [string, Patches, Patches?])[] = [
  ["a parameter's order", { [`${LIST}/parameters`]: reversed(`${LIST}/parameters`) }],
  ["an enum's order", { [`${KIND_SCHEMA}/enum`]: ["fcm", "apn"] }],
  ["the order of required", { [`${BINDING}/required`]: ["b", "a"] }, { [`${BINDING}/required`]: ["a", "b"] }],
  ["the order of tags", { [`${LIST}/tags`]: ["B", "A"] }, { [`${LIST}/tags`]: ["A", "B"] }],

  [
    "a schema inline",
    { [`${KIND}/schema/items`]: { ...text, enum: ["apn", "fcm"], description: "The kind" } },
  ],
  ["a parameter by $ref", byRef(PAGE_SIZE, "/components/parameters/Size")],
  ["a response by $ref", byRef(RESPONSE, "/components/responses/Page")],
  ["a header by $ref", byRef(HEADER, "/components/headers/Id")],
  ["a request body by $ref", byRef(BODY, "/components/requestBodies/New")],
  ["a path item by $ref", byRef(PATH, "/components/pathItems/List")],
  ["a $ref to a $ref", { [KIND_SCHEMA]: refTo("K2"), "/components/schemas/K2": at(KIND_SCHEMA) }],
  ["a security scheme by $ref", byRef(BASIC, "/components/securitySchemes/real")],
  ["a cycle unrolled once", { [`${BINDING}/properties/parent`]: at(BINDING) }],
  ["a component renamed", { [KIND_SCHEMA]: refTo("Other"), "/components/schemas/Other": at(KIND_SCHEMA) }],
  ["an unused component", { "/components/schemas/Unused": { $ref: "#/nowhere" } }],

  [
    "required: false",
    { [`${KIND}/required`]: false, [`${BODY}/required`]: false, [`${HEADER}/required`]: false },
  ],
  ["style and explode of a query", { [`${KIND}/style`]: "form", [`${KIND}/explode`]: true }],
  ["explode follows style", { [`${KIND}/explode`]: false }, { [`${KIND}/style`]: "pipeDelimited" }],
  [
    "style of a path parameter",
    { [`${LIST}/parameters/0/style`]: "simple", [`${LIST}/parameters/0/explode`]: false },
  ],
  ["style of a header", { [`${HEADER}/style`]: "simple", [`${HEADER}/explode`]: false }],
  ["flags that are off", { [`${KIND}/allowEmptyValue`]: false, [`${KIND}/allowReserved`]: false }],
  [
    "deprecated: false",
    { [`${LIST}/deprecated`]: false, [`${KIND}/deprecated`]: false, [`${SID}/deprecated`]: false },
  ],
  ["schema flags that are off", { [SID]: { ...sid(), readOnly: false, writeOnly: false, nullable: false } }],
  ["uniqueItems: false", { [`${KIND}/schema/uniqueItems`]: false }],
  ["additionalProperties: true", { [`${BINDING}/additionalProperties`]: true }],
  ["additionalProperties: {}", { [`${BINDING}/additionalProperties`]: {} }],
  [
    "items: {}",
    { [`${NEW_BINDING}/properties/list/items`]: {} },
    { [`${NEW_BINDING}/properties/list`]: { type: "array" } },
  ],
  [
    "minimums of nothing",
    { [`${BINDING}/minProperties`]: 0, [`${KIND}/schema/minItems`]: 0, [`${ENDPOINT}/minLength`]: 0 },
  ],
  ["empty lists", { [`${BINDING}/required`]: [], [`${PATH}/parameters`]: [], [`${PATH}/servers`]: [] }],
  ["empty objects", { [`${RESPONSE}/links`]: {}, [`${LIST}/callbacks`]: {} }],
  ["empty descriptions", { [`${LIST}/description`]: "", [`${SID}/title`]: " " }],
  ["wrapped descriptions", { [`${KIND_SCHEMA}/description`]: "The\n  kind\n" }],

  ["a single allOf", { [KIND_SCHEMA]: { allOf: [at(KIND_SCHEMA)] } }],
  ["an allOf of a $ref", { [`${BINDING}/properties/kind`]: { allOf: [refTo("Kind")] } }],
  [
    "an allOf taken apart",
    {
      [SID]: {
        allOf: [{ ...text, minLength: 34 }, { maxLength: 34 }, { pattern: "^BS" }],
        description: "Its SID",
      },
    },
  ],
  ["a single oneOf", { [KIND_SCHEMA]: { oneOf: [at(KIND_SCHEMA)] } }],
  ["nullable as a type", { [ENDPOINT]: { type: ["string", "null"] }, "/openapi": "3.1.0" }],
  ["nullable as anyOf", { [ENDPOINT]: { anyOf: [text, { type: "null" }] }, "/openapi": "3.1.0" }],
  ["nullable as oneOf", { [ENDPOINT]: { oneOf: [{ type: "null" }, text] }, "/openapi": "3.1.0" }],
  [
    "null in a nullable enum",
    { [`${ENDPOINT}/enum`]: ["a", "b", null] },
    { [`${ENDPOINT}/enum`]: ["a", "b"] },
  ],
  ["null in an enum of text", { [`${NEW_BINDING}/properties/kind/enum`]: ["apn", "fcm", null] }],
  ["nullable next to a $ref in 3.0", { [`${BINDING}/properties/kind/nullable`]: true }],
  ["a description next to a $ref in 3.0", { [`${BINDING}/properties/kind/description`]: "ignored" }],
  [
    "nullable on anything",
    { [`${BINDING}/properties/any/nullable`]: true },
    { [`${BINDING}/properties/any`]: {} },
  ],
  ["exclusive off", { [`${PAGE_SIZE}/schema/exclusiveMinimum`]: false }],
  [
    "exclusive as a number",
    { [`${NUMBER}/exclusiveMinimum`]: 1, [`${NUMBER}/minimum`]: undefined },
    { [NUMBER]: { type: "number", minimum: 1, exclusiveMinimum: true } },
  ],
  [
    "above 0 for integers",
    { [`${PAGE_SIZE}/schema/minimum`]: 0, [`${PAGE_SIZE}/schema/exclusiveMinimum`]: true },
  ],
  ["const for an enum of one", { [NUMBER]: { const: 1 } }, { [NUMBER]: { type: "integer", enum: [1] } }],
  [
    "examples for example",
    { [`${HEADER}/example`]: undefined, [`${HEADER}/examples`]: { any: { value: 1 } } },
    { [`${HEADER}/example`]: 1 },
  ],
  [
    "examples as a list",
    { [`${SID}/example`]: undefined, [`${SID}/examples`]: ["a"] },
    { [`${SID}/example`]: "a" },
  ],
  [
    "an example renamed",
    { [`${RESPONSE}/content/application~1json/examples`]: { two: { value: { bindings: [] } } } },
  ],
  ["a boolean schema", { [NEW]: true }, { [NEW]: {} }],

  [
    "security on the operation",
    { "/security": [], [`${LIST}/security`]: [{ basic: [] }], ...securityElsewhere() },
  ],
  ["no security twice", { [`${LIST}/security`]: [] }, { [`${LIST}/security`]: [{}] }],
  [
    "a scheme renamed",
    {
      "/components/securitySchemes": { other: { type: "http", scheme: "Basic" } },
      "/security": [{ other: [] }],
    },
  ],
  ["an unused scheme", { "/components/securitySchemes/more": { type: "http", scheme: "digest" } }],
  [
    "servers on the path",
    { [`${PATH}/servers`]: [{ url: "https://small.example", description: "The one" }] },
  ],
  [
    "servers on the operation",
    { [`${LIST}/servers`]: [{ url: "https://small.example", description: "The one" }] },
  ],
  ["a slash after the server", { "/servers/0/url": "https://Small.example/" }],

  ["a path parameter renamed", renamedPath()],
  [
    "a parameter on the path",
    { [`${LIST}/parameters/0`]: undefined, [`${PATH}/parameters`]: [at(`${LIST}/parameters/0`)] },
  ],
  ["case of a header", { [HEADER]: undefined, [`${RESPONSE}/headers/x-REQUEST-id`]: at(HEADER) }],
  ["Content-Type as a response header", { [`${RESPONSE}/headers/Content-Type`]: { schema: text } }],
  [
    "content-type as a response header",
    { [`${RESPONSE}/headers/content-type`]: { schema: text, required: true } },
  ],
  [
    "a Content-Type header of one response changed",
    { [`${RESPONSE}/headers/Content-Type/schema/type`]: "integer" },
    { [`${RESPONSE}/headers/Content-Type`]: { schema: text, description: "Old" } },
  ],
  [
    "Content-Type as a header of a part",
    { [`${PART}/headers/Content-Type`]: { schema: text } },
    { [PART]: {} },
  ],
  ...["Accept", "Content-Type", "Authorization", "accept", "CONTENT-TYPE", "authorization"].flatMap(
    (name) => {
      const parameter = { name, in: "header", required: true, description: "Ignored", schema: text };
      return [
        [`${name} as a header parameter`, { [`${LIST}/parameters/3`]: parameter }],
        [`${name} as a header parameter of the path`, { [`${PATH}/parameters`]: [parameter] }],
        [
          `${name} as a header parameter by $ref`,
          { "/components/parameters/Ignored": parameter, [`${LIST}/parameters/3`]: { $ref: IGNORED } },
        ],
        [
          `a header parameter ${name} changed`,
          { [`${LIST}/parameters/3`]: { ...parameter, required: false, schema: { enum: ["a"] } } },
          { [`${LIST}/parameters/3`]: parameter },
        ],
      ] as const;
    },
  ),
  [
    "case of a status",
    { [`${LIST}/responses/5XX`]: undefined, [`${LIST}/responses/5xx`]: {} },
    { [`${LIST}/responses/5XX`]: {} },
  ],
  [
    "a media type's charset",
    {
      [`${RESPONSE}/content`]: {
        "Application/JSON; charset=UTF-8": at(`${RESPONSE}/content/application~1json`),
      },
    },
  ],
  ["another 3.0", { "/openapi": "3.0.3" }],
  [
    "descriptions of the document",
    { "/info/version": "2", "/tags": [{ name: "A" }], "/externalDocs": { url: "x" } },
  ],
  [
    "another path",
    { "/paths/~1v1~1Services~1{Sid}~1Configuration~1Notifications": { get: { $ref: "#/nowhere" } } },
  ],
  ["a new path of no concern", { "/paths/~1v1~1Users": { get: {} } }],
  ["a comment of the schema's own", { [`${SID}/$id`]: "sid", [`${SID}/$defs`]: { a: {} } }],
];

describe("the same meaning", () => {
  it.each(SAME.map(([title, patches, given]) => [title, { patches, given: given ?? {} }] as const))(
    "%s",
    (_title, { patches, given }) => {
      const before = patched(given);
      const after = patched(patches, before);
      expect(JSON.stringify(after)).not.toBe(JSON.stringify(before));
      expect(differenceLines(before, after)).toEqual([]);
      expect(differenceLines(after, before)).toEqual([]);
    },
  );

  it("accepts the beginning of a path at the end of the server's URL", () => {
    const moved = small();
    const paths = moved["paths"] as Record<string, unknown>;
    moved["paths"] = Object.fromEntries(
      Object.entries(paths).map(([path, item]) => [path.slice("/v1".length), item]),
    );
    moved["servers"] = [{ url: "https://small.example/v1", description: "The one" }];
    const known = scopeOf(small());
    expect(compareScopes(known, scopeOf(moved, [known]))).toEqual([]);
  });
});
