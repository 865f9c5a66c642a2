import { type Node, type OpenApiDocument, refName } from "../openapi/load.ts";
import { type Sid, sidKind } from "./sids.ts";

export interface LoadedDocument {
  /** File name without its ending: `chat_v2`. */
  readonly name: string;
  readonly document: OpenApiDocument;
}

/** An operation, and the path item it stands in. */
export interface OperationNode {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly pathItem: Node;
  readonly node: Node;
}

const METHODS = ["get", "put", "post", "delete", "patch"];

const DECLARATIONS = `
/** A kind of SID. */
export type SidKind = keyof typeof sids;

/** A path parameter. */
export interface PathParameter {
  /** The kind of SID that belongs there; any string may stand where there is none. */
  readonly sid?: SidKind;
  /** Whether the spec marks it as personal data. */
  readonly pii?: true;
}

/** A query parameter. */
export interface QueryParameter {
  readonly type: "string" | "integer" | "array";
  /** The values it may have; any where there is none. */
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** Whether the spec marks it as personal data. */
  readonly pii?: true;
}

/** The query parameters that page, by what they do: items a page, index of the page, where it starts. */
export type Paging = Readonly<Record<"size" | "index" | "token", string>>;

/** An operation, as far as sending it and reading its answer takes. */
export interface Operation {
  readonly id: string;
  readonly method: "GET" | "DELETE";
  readonly server: string;
  readonly path: string;
  /** By name, in the order of the path. */
  readonly pathParameters: Readonly<Record<string, PathParameter>>;
  readonly query: Readonly<Record<string, QueryParameter>>;
  /** The status that means success. */
  readonly status: number;
  /** Properties of the resource that the spec marks as personal data. */
  readonly pii: readonly string[];
  /** The property of a page that holds its items; only lists have this and what follows. */
  readonly itemKey?: string;
  readonly paging?: Paging;
  /** The query parameters that select. */
  readonly filters?: readonly string[];
}

/** An operation that gives a list, page by page. */
export type ListOperation = Operation & Required<Pick<Operation, "itemKey" | "paging" | "filters">>;
`;

/** The module with what the SDK knows of SIDs, response headers and operations. */
export function operationsModule(documents: readonly LoadedDocument[], sids: Record<string, Sid>): string {
  const operations = documents.map(({ name, document }) => {
    const entries = operationsOf(document).map((operation) => [
      operation.id,
      describe(document, operation, sids),
    ]);
    return [name, Object.fromEntries(entries)] as const;
  });
  return [
    "/** The kinds of SIDs: pattern, the letters each begins with, length. */",
    `export const sids = ${JSON.stringify(sids)} as const;`,
    DECLARATIONS,
    "/** Response headers of Twilio's own, by the name of their component. */",
    `export const headers = ${JSON.stringify(headerNames(documents))} as const;`,
    "",
    "/** All operations, by document and operationId. */",
    `export const operations = ${JSON.stringify(Object.fromEntries(operations))} as const satisfies Readonly<Record<string, Readonly<Record<string, Operation>>>>;`,
  ].join("\n");
}

/** The operations of a document, in its order. */
export function operationsOf(document: OpenApiDocument): OperationNode[] {
  const paths = document.child(document.root, "paths");
  return (paths ? document.entries(paths) : []).flatMap(([path, pathItem]) =>
    document
      .entries(pathItem)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, node]) => ({ id: text(document, node, "operationId"), method, path, pathItem, node })),
  );
}

/** The response of success: its status, and the schema of its JSON body where it has one. */
export function successOf(document: OpenApiDocument, { id, node }: OperationNode) {
  const responses = descend(document, node, ["responses"]);
  const [status, response] = document.entries(responses).find(([code]) => /^2\d\d$/.test(code)) ?? [];
  if (status === undefined || response === undefined) throw new Error(`${id} declares no success`);
  const content = document.child(response, "content");
  const media = content && document.child(content, "application/json");
  return { status: Number(status), response, media, schema: media && document.child(media, "schema") };
}

/** The schema of one resource, and the property that holds a list of them where the operation returns a page. */
export function resourceOf(document: OpenApiDocument, operation: OperationNode) {
  const { schema } = successOf(document, operation);
  const properties = schema && document.child(schema, "properties");
  if (!properties) return undefined;
  const list = document
    .entries(properties)
    .find(([, property]) => text(document, property, "type") === "array");
  const isPage = list !== undefined && document.child(properties, "meta") !== undefined;
  if (!isPage) return { schema, itemKey: undefined };
  return { schema: descend(document, list[1], ["items"]), itemKey: list[0] };
}

function describe(document: OpenApiDocument, operation: OperationNode, sids: Record<string, Sid>) {
  const parameters = parametersOf(document, operation);
  const named = (location: string) => parameters.filter((node) => text(document, node, "in") === location);
  const resource = resourceOf(document, operation);
  const query = named("query");
  const byPosition = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => {
    const parameter = named("path").find((node) => text(document, node, "name") === name);
    if (!parameter) throw new Error(`${operation.id}: {${name}} is not declared`);
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
    pii: resource ? piiProperties(document, resource.schema) : [],
    ...(resource?.itemKey !== undefined && {
      itemKey: resource.itemKey,
      ...pagingOf(document, operation, query),
    }),
  };
}

/** What `x-paging` says of the query parameters of a list. Those without it are its filters. */
function pagingOf(document: OpenApiDocument, { id }: OperationNode, query: readonly Node[]) {
  const named = (role: string) =>
    query
      .filter((node) => text(document, node, "x-paging") === role)
      .map((node) => text(document, node, "name"));
  const one = (role: string) => {
    const [name, ...more] = named(role);
    if (name === undefined || more.length > 0)
      throw new Error(`${id} needs one query parameter with x-paging: ${role}`);
    return name;
  };
  return { paging: { size: one("size"), index: one("index"), token: one("token") }, filters: named("") };
}

/** The parameters of an operation, those of its path first. */
export function parametersOf(document: OpenApiDocument, { pathItem, node }: OperationNode): Node[] {
  return [pathItem, node].flatMap((owner) => {
    const list = document.child(owner, "parameters");
    return list ? document.entries(list).map(([, parameter]) => parameter) : [];
  });
}

function pathParameter(document: OpenApiDocument, parameter: Node, sids: Record<string, Sid>) {
  const schema = descend(document, parameter, ["schema"]);
  const kind = sidKind(refName(schema));
  const known = kind !== undefined && kind in sids;
  if (!known && document.child(schema, "pattern")) {
    throw new Error(`${text(document, parameter, "name")}: its pattern must be that of a kind in sids.yaml`);
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

function piiProperties(document: OpenApiDocument, schema: Node): string[] {
  const properties = descend(document, schema, ["properties"]);
  return document
    .entries(properties)
    .filter(([, property]) => isPii(document, property))
    .map(([name]) => name);
}

function isPii(document: OpenApiDocument, node: Node): boolean {
  const vendor = document.child(node, "x-twilio");
  return vendor !== undefined && document.child(vendor, "pii") !== undefined;
}

/** The headers that a refusal for too many requests carries: all of Twilio's own, and Retry-After. */
function headerNames(documents: readonly LoadedDocument[]): Record<string, string> {
  const names = documents.flatMap(({ document }) =>
    operationsOf(document).flatMap(({ node }) =>
      document
        .entries(descend(document, node, ["responses", "429", "headers"]))
        .map(([header, value]): [string, string] => [refName(value) ?? header, header]),
    ),
  );
  return Object.fromEntries(names);
}

function descend(document: OpenApiDocument, node: Node, keys: readonly string[]): Node {
  return keys.reduce((parent, key) => {
    const member = document.child(parent, key);
    if (!member) throw new Error(`${parent.file}#${parent.pointer} has no ${key}`);
    return member;
  }, node);
}

export function text(document: OpenApiDocument, node: Node, key: string): string {
  const value = document.child(node, key)?.value;
  return typeof value === "string" ? value : "";
}
