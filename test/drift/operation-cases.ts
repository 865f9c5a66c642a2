import { type Case, change, replaced } from "./case.ts";
import {
  RESPONSE,
  BASIC,
  BINDING,
  BODY,
  CREATE,
  HEADER,
  KIND,
  LIST,
  NEW,
  PAGE,
  PAGE_SIZE,
  PATH,
  REMOVE,
} from "./small.ts";

const OTHER_OPERATION = { responses: { "200": { description: "OK" } } };
const HEADER_PART = `${BODY}/content/application~1json/encoding/name`;
const query = (more: object) => ({ name: "New", in: "query", schema: { type: "string" }, ...more });

/** Changes of operations and what they carry. */
export const OPERATION_CASES: readonly Case[] = [
  change("both", ["operation-added", "operation-removed"], { [`${PATH}/patch`]: OTHER_OPERATION }),
  change("both", ["operation-added", "operation-removed"], {
    "/paths/~1v2~1Bindings": { get: OTHER_OPERATION },
  }),
  change("both", replaced("operation-id-changed"), { [`${LIST}/operationId`]: "other" }),
  change("both", ["operation-id-removed", "operation-id-added"], { [`${LIST}/operationId`]: undefined }),
  change("both", ["deprecated", "undeprecated"], { [`${LIST}/deprecated`]: true }),
  change("request", ["deprecated", "undeprecated"], { [`${KIND}/deprecated`]: true }),
  change("both", replaced("tags-changed"), { [`${LIST}/tags`]: ["A", "B"] }),
  change("both", replaced("callbacks-changed"), { [`${LIST}/callbacks`]: { on: { "{$url}": { get: {} } } } }),

  change("both", ["security-alternative-added", "security-alternative-removed"], {
    "/components/securitySchemes/bearer": { type: "http", scheme: "bearer" },
    [`${LIST}/security`]: [{ basic: [] }, { bearer: [] }],
  }),
  change("both", replaced("security-alternative-removed"), {
    "/components/securitySchemes/key": { type: "apiKey", in: "header", name: "X-Key" },
    [`${LIST}/security`]: [{ basic: [], key: [] }],
  }),
  change("both", ["security-lifted", "security-alternative-removed"], { [`${LIST}/security`]: [] }),
  change("both", replaced("security-scheme-changed"), { [`${BASIC}/bearerFormat`]: "JWT" }),
  change("both", ["server-added", "server-removed"], { "/servers/1": { url: "https://second.example" } }),
  change("both", replaced("server-removed"), { "/servers/0/url": "https://other.example" }),
  change(
    "both",
    replaced("server-variable-changed"),
    { "/servers/0/variables/region/default": "ie1" },
    { "/servers/0": { url: "https://{region}.example", variables: { region: { default: "us1" } } } },
  ),

  change("request", ["required-parameter-added", "parameter-removed"], {
    [`${LIST}/parameters/3`]: query({ required: true }),
  }),
  change("request", ["optional-parameter-added", "parameter-removed"], {
    [`${LIST}/parameters/3`]: query({}),
  }),
  change("request", ["required-parameter-added", "parameter-removed"], {
    [`${PATH}/parameters`]: [query({ in: "header", required: true })],
  }),
  change("request", ["parameter-became-required", "parameter-became-optional"], {
    [`${PAGE_SIZE}/required`]: true,
  }),
  change("request", replaced("serialization-changed"), { [`${KIND}/explode`]: false }),
  change("request", replaced("serialization-changed"), { [`${KIND}/style`]: "pipeDelimited" }),
  change("request", ["leniency-added", "leniency-removed"], { [`${KIND}/allowReserved`]: true }),
  change("request", ["leniency-added", "leniency-removed"], { [`${KIND}/allowEmptyValue`]: true }),

  change("request", ["required-request-body-added", "request-body-removed"], {
    [`${REMOVE}/requestBody`]: { required: true, content: {} },
  }),
  change("request", ["optional-request-body-added", "request-body-removed"], {
    [`${REMOVE}/requestBody`]: { content: {} },
  }),
  change("request", ["request-body-became-required", "request-body-became-optional"], {
    [`${BODY}/required`]: true,
  }),

  change("response", ["success-response-added", "success-response-removed"], {
    [`${LIST}/responses/202`]: { description: "" },
  }),
  change("response", ["error-response-added", "error-response-removed"], {
    [`${LIST}/responses/404`]: { description: "" },
  }),
  change("response", ["error-response-added", "error-response-removed"], {
    [`${LIST}/responses/default`]: { description: "" },
  }),
  change("response", replaced("links-changed"), { [`${RESPONSE}/links`]: { next: { operationId: "list" } } }),
  change("response", ["header-added", "header-removed"], { [`${RESPONSE}/headers/ETag`]: { schema: {} } }),
  change("response", ["header-became-required", "header-became-optional"], { [`${HEADER}/required`]: true }),
  change(
    "request",
    ["header-added", "header-removed"],
    { [`${HEADER_PART}/headers/ETag`]: { schema: {} } },
    { [HEADER_PART]: {} },
  ),
  change(
    "request",
    ["header-became-required", "header-became-optional"],
    { [`${HEADER_PART}/headers/ETag/required`]: true },
    { [`${HEADER_PART}/headers/ETag`]: { schema: {} } },
  ),

  change("request", ["media-type-added", "media-type-removed"], { [`${BODY}/content/text~1plain`]: {} }),
  change("response", ["media-type-added", "media-type-removed"], { [`${RESPONSE}/content/text~1plain`]: {} }),
  change("request", replaced("encoding-changed"), { [`${HEADER_PART}/contentType`]: "text/plain" }),
  change(
    "request",
    replaced("encoding-changed"),
    { [`${HEADER_PART}/allowReserved`]: true },
    { [HEADER_PART]: {} },
  ),
  change("request", ["schema-removed", "schema-added"], { [NEW]: undefined }),
  change("response", ["schema-removed", "schema-added"], { [PAGE]: undefined }),

  ...[
    ...[
      "",
      PATH,
      LIST,
      PAGE_SIZE,
      `${PAGE_SIZE}/schema`,
      BODY,
      RESPONSE,
      HEADER,
      PAGE,
      `${BINDING}/properties/sid`,
    ],
    ...[`${RESPONSE}/content/application~1json`, BASIC, "/servers/0", `${CREATE}/responses/201`],
    ...[`${LIST}/responses`, HEADER_PART],
  ].flatMap((place): Case[] => [
    change("both", replaced("unknown-keyword"), { [`${place}/unheardOf`]: 1 }, { [HEADER_PART]: {} }),
    change("both", replaced("vendor-metadata"), { [`${place}/x-vendor`]: 1 }, { [HEADER_PART]: {} }),
  ]),
  change("both", replaced("vendor-metadata"), { [`${PATH}/x-twilio/pathType`]: "instance" }),

  ...[`${LIST}/summary`, `${PATH}/description`, `${KIND}/description`, `${RESPONSE}/description`].map(
    (place) => change("both", replaced("description-changed"), { [place]: "Other words" }),
  ),
  ...[`${LIST}/description`, `${HEADER}/description`, `${BASIC}/description`, `${PAGE}/title`].map((place) =>
    change("both", ["description-added", "description-removed"], { [place]: "New words" }),
  ),
  change("both", replaced("description-changed"), {
    [`${RESPONSE}/content/application~1json/examples/one/value`]: { bindings: [1] },
  }),
  change("both", ["description-added", "description-removed"], {
    [`${BINDING}/properties/sid/example`]: "BS1",
  }),
  change("both", ["description-added", "description-removed"], {
    [`${LIST}/externalDocs`]: { url: "https://a.example" },
  }),
];
