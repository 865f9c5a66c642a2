import { type Node, type OpenApiDocument, refName } from "../openapi/load.ts";
import {
  type LoadedDocument,
  type OperationNode,
  operationsOf,
  parametersOf,
  resourceOf,
  successOf,
} from "./operations.ts";
import { sidKind } from "./sids.ts";

const DECLARATIONS = `
/** An error body as the API writes it. */
export interface ErrorExample { readonly code: number; readonly message: string; readonly more_info: string; readonly status: number }

/** A property of a resource: what its schema says of it. */
export interface Property {
  readonly type: "sid" | "date-time" | "uri" | "uris" | "strings" | "string" | "other";
  /** The kind of a SID. */
  readonly sid?: SidKind;
  /** Whether it may be null. */
  readonly nullable?: true;
  readonly enum?: readonly string[];
  /** The path of a URI, or of each one by its name, with the properties that stand in it in braces. */
  readonly path?: string;
  readonly paths?: Readonly<Record<string, string>>;
}

/** A resource: its properties in order, and the example. */
export interface Resource {
  readonly properties: Readonly<Record<string, Property>>;
  readonly example: Readonly<Record<string, unknown>>;
}

/** A path: the resource behind it, by the path that fetches one, and the property that each filter selects by. */
export interface Route { readonly resource?: string; readonly filters: Readonly<Record<string, string>> }
`;

/** The module with what only the emulator needs: how resources look, and what the API says when it fails. */
export function emulationModule(documents: readonly LoadedDocument[]): string {
  const resources = documents.map(({ name, document }) => [name, resourcesOf(document)] as const);
  const routes = documents.map(({ name, document }) => [name, routesOf(document)] as const);
  return [
    'import type { SidKind } from "./operations.ts";',
    DECLARATIONS,
    "/** The resource behind each path that fetches one, by document. */",
    `export const resources = ${JSON.stringify(Object.fromEntries(resources))} as const satisfies Readonly<Record<string, Readonly<Record<string, Resource>>>>;`,
    "",
    "/** All paths, by document. */",
    `export const routes = ${JSON.stringify(Object.fromEntries(routes))} as const satisfies Readonly<Record<string, Readonly<Record<string, Route>>>>;`,
    "",
    "/** Error bodies by status (5XX as 500). */",
    `export const errors = ${JSON.stringify(errorExamples(documents))} as const satisfies Readonly<Record<number, ErrorExample>>;`,
    "",
    "/** Headers that every success carries, CORS for browsers. */",
    `export const successHeaders = ${JSON.stringify(successHeaders(documents))} as const satisfies Readonly<Record<string, string>>;`,
  ].join("\n");
}

function resourcesOf(document: OpenApiDocument) {
  return Object.fromEntries(
    fetchesOf(document).map(({ operation, schema }) => [
      operation.path,
      describeResource(document, operation, schema),
    ]),
  );
}

/** The operations that fetch one resource, and its schema. */
function fetchesOf(document: OpenApiDocument) {
  return operationsOf(document).flatMap((operation) => {
    const found = operation.method === "get" ? resourceOf(document, operation) : undefined;
    return found && found.itemKey === undefined ? [{ operation, schema: found.schema }] : [];
  });
}

function describeResource(document: OpenApiDocument, operation: OperationNode, schema: Node) {
  const { media } = successOf(document, operation);
  const example = ((media && firstExample(document, media)) ?? {}) as Record<string, unknown>;
  const properties = document.child(schema, "properties");
  return {
    properties: Object.fromEntries(
      (properties ? document.entries(properties) : []).map(([name, property]) => [
        name,
        describeProperty(document, property, name, example),
      ]),
    ),
    example,
  };
}

function describeProperty(
  document: OpenApiDocument,
  property: Node,
  name: string,
  example: Record<string, unknown>,
) {
  const { node, nullable } = withoutNull(document, property);
  const sid = document.child(node, "pattern") && sidKind(refName(node));
  const values = document.child(node, "enum")?.value;
  return {
    ...(sid === undefined ? typeOf(document, node, name, example) : { type: "sid", sid }),
    ...(nullable && { nullable }),
    ...(values !== undefined && { enum: values }),
  };
}

/** The schema of what is not null: null is one of its types, or one of its alternatives. */
function withoutNull(document: OpenApiDocument, property: Node): { node: Node; nullable: boolean } {
  const alternatives = document.child(property, "anyOf");
  if (!alternatives) return { node: property, nullable: typesOf(document, property).includes("null") };
  const nodes = document.entries(alternatives).map(([, node]) => node);
  const [node = property] = nodes.filter((one) => !typesOf(document, one).includes("null"));
  return { node, nullable: nodes.some((one) => typesOf(document, one).includes("null")) };
}

function typesOf(document: OpenApiDocument, schema: Node): readonly unknown[] {
  return [document.child(schema, "type")?.value].flat();
}

function typeOf(document: OpenApiDocument, schema: Node, name: string, example: Record<string, unknown>) {
  const types = typesOf(document, schema);
  const format = document.child(schema, "format")?.value;
  const value = example[name];
  if (format === "date-time") return { type: format };
  if (format === "uri") return { type: format, path: pathWithNames(value, example) };
  if (format === "uri-map") {
    const links = Object.entries((value ?? {}) as Record<string, unknown>);
    return {
      type: "uris",
      paths: Object.fromEntries(links.map(([link, url]) => [link, pathWithNames(url, example)])),
    };
  }
  const items = types.includes("array") && document.child(schema, "items");
  if (items && typesOf(document, items).includes("string")) return { type: "strings" };
  return { type: types.includes("string") ? "string" : "other" };
}

/** The path of an example URL, with the name of each property in the place of its example. */
function pathWithNames(url: unknown, example: Record<string, unknown>): string {
  if (typeof url !== "string") return "";
  const values = Object.entries(example).filter(([, value]) => value !== "");
  const named = new Map(values.map(([name, value]) => [value, `{${name}}`]));
  const segments = new URL(url).pathname.split("/");
  return segments.map((segment) => named.get(segment) ?? segment).join("/");
}

function routesOf(document: OpenApiDocument) {
  const items = new Map(
    fetchesOf(document).map(({ operation, schema }) => [refName(schema) ?? operation.path, operation.path]),
  );
  const resources = resourcesOf(document);
  const operations = operationsOf(document);
  return Object.fromEntries(
    operations.map(({ path }) => {
      const get = operations.find((one) => one.path === path && one.method === "get");
      const found = get && resourceOf(document, get);
      const item = found?.itemKey === undefined ? path : items.get(refName(found.schema) ?? "");
      const resource = item === undefined ? undefined : resources[item];
      const names = Object.keys(resource?.properties ?? {});
      const filters = get ? queryNames(document, get) : [];
      const known = filters.map((name) => [name, snakeCase(name)] as const);
      return [
        path,
        {
          ...(resource && { resource: item }),
          filters: Object.fromEntries(known.filter(([, property]) => names.includes(property))),
        },
      ];
    }),
  );
}

function queryNames(document: OpenApiDocument, operation: OperationNode): string[] {
  return parametersOf(document, operation)
    .filter((parameter) => document.child(parameter, "in")?.value === "query")
    .map((parameter) => String(document.child(parameter, "name")?.value));
}

/** The property that a parameter names: `BindingType` is `binding_type`. */
function snakeCase(parameter: string): string {
  return parameter.replace(/(?<!^)[A-Z]/g, "_$&").toLowerCase();
}

function errorExamples(documents: readonly LoadedDocument[]): Record<string, unknown> {
  const examples = documents.flatMap(({ document }) =>
    operationsOf(document).flatMap(({ node }) => {
      const responses = document.child(node, "responses");
      return (responses ? document.entries(responses) : [])
        .filter(([status]) => /^[45]/.test(status))
        .map(([status, response]): [string, unknown] => {
          const content = document.child(response, "content");
          const media = content && document.child(content, "application/json");
          return [status.replace("XX", "00"), media && firstExample(document, media)];
        });
    }),
  );
  return Object.fromEntries(examples);
}

function successHeaders(documents: readonly LoadedDocument[]): Record<string, string> {
  const examples = documents.flatMap(({ document }) =>
    operationsOf(document).flatMap((operation) => {
      const headers = document.child(successOf(document, operation).response, "headers");
      return (headers ? document.entries(headers) : [])
        .filter(([name]) => name.toLowerCase().startsWith("access-control-"))
        .map(([name, header]): [string, unknown] => [name, document.child(header, "example")?.value]);
    }),
  );
  return Object.fromEntries(
    examples.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function firstExample(document: OpenApiDocument, media: Node): unknown {
  const examples = document.child(media, "examples");
  const [first] = examples ? document.entries(examples) : [];
  return first && document.child(first[1], "value")?.value;
}
