import { type Node, type OpenApiDocument, refName } from "../openapi/load.ts";
import { GeneratorError } from "./errors.ts";
import {
  type LoadedDocument,
  type OperationNode,
  descend,
  operationsOf,
  parametersOf,
  resourceOf,
  successOf,
  text,
} from "./operations.ts";
import { type Sid, sidKind } from "./sids.ts";

const DECLARATIONS = `
/** A kind of SID. */
export type SidKind = keyof typeof sids;

/** A path parameter. */
export interface PathParameter {
  /** The kind of SID it must be; any string if absent. */
  readonly sid?: SidKind;
  /** Whether the spec marks it as personal data. */
  readonly pii?: true;
}

/** A query parameter. */
export interface QueryParameter {
  readonly type: "string" | "integer" | "array";
  /** The values it accepts; any if absent. */
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** Whether the spec marks it as personal data. */
  readonly pii?: true;
}

/** The names of the paging parameters: page size, page index, page token. */
export type Paging = Readonly<Record<"size" | "index" | "token", string>>;

/** What sending an operation and reading its response needs. */
export interface Operation {
  readonly id: string;
  readonly method: "GET" | "DELETE";
  readonly server: string;
  readonly path: string;
  /** By name, in the order of the path. */
  readonly pathParameters: Readonly<Record<string, PathParameter>>;
  readonly query: Readonly<Record<string, QueryParameter>>;
  /** The success status. */
  readonly status: number;
  /** The properties that the spec marks as personal data. */
  readonly pii: readonly string[];
  /** The property of a page that holds its items. Only lists have this and what follows. */
  readonly itemKey?: string;
  readonly paging?: Paging;
  /** The query parameters that filter. */
  readonly filters?: readonly string[];
  /** The property of the resource that each filter compares. */
  readonly filterProperties?: Readonly<Record<string, string>>;
}

/** An operation that returns a list, page by page. */
export type ListOperation = Operation &
  Required<Pick<Operation, "itemKey" | "paging" | "filters" | "filterProperties">>;
`;

/** The module that tells the SDK about SIDs, response headers and operations. */
export function operationsModule(documents: readonly LoadedDocument[], sids: Record<string, Sid>): string {
  const operations = documents.map(({ name, document }) => {
    const entries = operationsOf(document).map((operation) => [
      operation.id,
      describe(document, operation, sids),
    ]);
    return [name, Object.fromEntries(entries)] as const;
  });
  return [
    "/** The kinds of SIDs: pattern, literal prefix, length. */",
    `export const sids = ${JSON.stringify(sids)} as const;`,
    DECLARATIONS,
    "/** Twilio's own response headers, by the name of their component. */",
    `export const headers = ${JSON.stringify(headerNames(documents))} as const;`,
    "",
    "/** All operations, by document and operationId. */",
    `export const operations = ${JSON.stringify(Object.fromEntries(operations))} as const satisfies Readonly<Record<string, Readonly<Record<string, Operation>>>>;`,
  ].join("\n");
}

function describe(document: OpenApiDocument, operation: OperationNode, sids: Record<string, Sid>) {
  const parameters = parametersOf(document, operation);
  const named = (location: string) => parameters.filter((node) => text(document, node, "in") === location);
  const resource = resourceOf(document, operation);
  const properties = resource ? propertiesOf(document, resource.schema) : [];
  const query = named("query");
  const byPosition = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => {
    const parameter = named("path").find((node) => text(document, node, "name") === name);
    if (!parameter) throw new GeneratorError(document, operation.pathItem, `{${name}} is not declared`);
    return [name, pathParameter(document, parameter, sids)];
  });
  return {
    id: operation.id,
    method: operation.method.toUpperCase(),
    server: text(document, descend(document, document.root, ["servers", "0"]), "url"),
    path: operation.path,
    pathParameters: Object.fromEntries(byPosition) as unknown,
    query: Object.fromEntries(
      query.map((node) => [text(document, node, "name"), queryParameter(document, node)]),
    ) as unknown,
    status: successOf(document, operation).status,
    pii: properties.filter(([, property]) => isPii(document, property)).map(([name]) => name),
    ...(resource?.itemKey !== undefined && {
      itemKey: resource.itemKey,
      paging: pagingOf(document, operation, query),
      ...filtersOf(document, query, properties),
    }),
  };
}

/** The query parameters of a list that `x-paging` marks, by their role. */
function pagingOf(document: OpenApiDocument, { id, node }: OperationNode, query: readonly Node[]) {
  const one = (role: string) => {
    const [parameter, ...more] = query.filter((each) => text(document, each, "x-paging") === role);
    if (parameter === undefined || more.length > 0)
      throw new GeneratorError(document, node, `${id} needs one query parameter with x-paging: ${role}`);
    return text(document, parameter, "name");
  };
  return { size: one("size"), index: one("index"), token: one("token") };
}

/** The query parameters of a list that do not page. Each compares the property of the same name. */
function filtersOf(document: OpenApiDocument, query: readonly Node[], properties: readonly [string, Node][]) {
  const entries = query
    .filter((node) => text(document, node, "x-paging") === "")
    .map((node): [string, string] => {
      const name = text(document, node, "name");
      const property = name.replace(/(?<=[a-z\d])(?=[A-Z])/g, "_").toLowerCase();
      if (!properties.some(([key]) => key === property)) {
        const message = `${name} has no x-paging, so it is a filter, and the resource has no property ${property}`;
        throw new GeneratorError(document, node, message);
      }
      return [name, property];
    });
  return { filters: entries.map(([name]) => name), filterProperties: Object.fromEntries(entries) };
}

function pathParameter(document: OpenApiDocument, parameter: Node, sids: Record<string, Sid>) {
  const schema = descend(document, parameter, ["schema"]);
  const kind = sidKind(refName(schema));
  const known = kind !== undefined && kind in sids;
  if (!known && document.child(schema, "pattern")) {
    const name = text(document, parameter, "name");
    throw new GeneratorError(
      document,
      schema,
      `${name}: its pattern must be one of components/sids.yaml, by $ref`,
    );
  }
  return { ...(known && { sid: kind }), ...(isPii(document, parameter) && { pii: true }) };
}

export function queryParameter(document: OpenApiDocument, parameter: Node) {
  const schema = descend(document, parameter, ["schema"]);
  const type = text(document, schema, "type");
  const item = type === "array" ? descend(document, schema, ["items"]) : schema;
  return {
    type,
    enum: document.child(item, "enum")?.value,
    minimum: document.child(schema, "minimum")?.value,
    maximum: document.child(schema, "maximum")?.value,
    ...(isPii(document, parameter) && { pii: true }),
  };
}

function propertiesOf(document: OpenApiDocument, schema: Node): [string, Node][] {
  return document.entries(descend(document, schema, ["properties"]));
}

function isPii(document: OpenApiDocument, node: Node): boolean {
  const vendor = document.child(node, "x-twilio");
  return vendor !== undefined && document.child(vendor, "pii") !== undefined;
}

/** The headers of 429 responses: all of Twilio's own, and Retry-After. */
function headerNames(documents: readonly LoadedDocument[]): Record<string, string> {
  const names = documents.flatMap(({ document }) =>
    operationsOf(document).flatMap(({ node }) => {
      const response = document.child(descend(document, node, ["responses"]), "429");
      const headers = response && document.child(response, "headers");
      return (headers ? document.entries(headers) : []).map(([header, value]): [string, string] => [
        refName(value) ?? header,
        header,
      ]);
    }),
  );
  return Object.fromEntries(names);
}
