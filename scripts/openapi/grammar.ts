/** What stands at a place of an OpenAPI document. It decides whether a `$ref` there is followed, and how. */
export type Kind =
  | "document"
  | "components"
  | "paths"
  | "pathItem"
  | "operation"
  | "parameter"
  | "requestBody"
  | "response"
  | "header"
  | "mediaType"
  | "encoding"
  | "schema"
  | "example"
  | "link"
  | "callback"
  | "securityScheme"
  | `map of ${"parameter" | "response" | "header" | "mediaType" | "encoding"}`
  | `map of ${"schema" | "example" | "link" | "callback" | "securityScheme" | "requestBody" | "pathItem"}`
  | "data";

type Fields = Partial<Record<string, Kind>>;

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

const CONTENT = {
  content: "map of mediaType",
  schema: "schema",
  examples: "map of example",
} satisfies Fields;

const SUBSCHEMA = "schema";
const SUBSCHEMAS = "map of schema";

const FIELDS: Partial<Record<Kind, Fields>> = {
  document: { paths: "paths", components: "components", webhooks: "map of pathItem" },
  components: {
    schemas: "map of schema",
    responses: "map of response",
    parameters: "map of parameter",
    examples: "map of example",
    requestBodies: "map of requestBody",
    headers: "map of header",
    securitySchemes: "map of securityScheme",
    links: "map of link",
    callbacks: "map of callback",
    pathItems: "map of pathItem",
  },
  pathItem: {
    parameters: "map of parameter",
    ...Object.fromEntries(METHODS.map((method) => [method, "operation" as const])),
  },
  operation: {
    parameters: "map of parameter",
    requestBody: "requestBody",
    responses: "map of response",
    callbacks: "map of callback",
  },
  parameter: CONTENT,
  header: CONTENT,
  requestBody: { content: "map of mediaType" },
  response: { headers: "map of header", content: "map of mediaType", links: "map of link" },
  mediaType: { schema: "schema", examples: "map of example", encoding: "map of encoding" },
  encoding: { headers: "map of header" },
  schema: {
    allOf: SUBSCHEMAS,
    anyOf: SUBSCHEMAS,
    oneOf: SUBSCHEMAS,
    prefixItems: SUBSCHEMAS,
    properties: SUBSCHEMAS,
    patternProperties: SUBSCHEMAS,
    dependentSchemas: SUBSCHEMAS,
    $defs: SUBSCHEMAS,
    items: SUBSCHEMA,
    additionalProperties: SUBSCHEMA,
    unevaluatedItems: SUBSCHEMA,
    unevaluatedProperties: SUBSCHEMA,
    propertyNames: SUBSCHEMA,
    contains: SUBSCHEMA,
    not: SUBSCHEMA,
    if: SUBSCHEMA,
    then: SUBSCHEMA,
    else: SUBSCHEMA,
  },
};

/** What the value under `key` is, given what its parent is. Everything unknown is data: never looked into. */
export function kindOfChild(parent: Kind, key: string): Kind {
  if (parent.startsWith("map of ")) return parent.slice("map of ".length) as Kind;
  if (parent === "paths") return key.startsWith("/") ? "pathItem" : "data";
  if (parent === "callback") return key.startsWith("x-") ? "data" : "pathItem";
  return FIELDS[parent]?.[key] ?? "data";
}
