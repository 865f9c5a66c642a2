import type { Node, OpenApiDocument } from "../openapi/load.ts";
import { GeneratorError } from "./errors.ts";

export interface LoadedDocument {
  /** File name without its extension: `chat_v2`. */
  readonly name: string;
  readonly document: OpenApiDocument;
}

/** An operation and its path item. */
export interface OperationNode {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly pathItem: Node;
  readonly node: Node;
}

/** The methods that the generator supports. */
export const METHODS = ["get", "delete"];

/** The path items of a document, in its order. */
export function pathItemsOf(document: OpenApiDocument): [string, Node][] {
  const paths = document.child(document.root, "paths");
  return (paths ? document.entries(paths) : []).filter(([, { kind }]) => kind === "pathItem");
}

/** The operations of a document, in its order. */
export function operationsOf(document: OpenApiDocument): OperationNode[] {
  return pathItemsOf(document).flatMap(([path, pathItem]) =>
    document
      .entries(pathItem)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, node]) => ({ id: text(document, node, "operationId"), method, path, pathItem, node })),
  );
}

/** The parameters of an operation, with those of its path that it does not override. */
export function parametersOf(document: OpenApiDocument, { pathItem, node }: OperationNode): Node[] {
  const entries = [pathItem, node].flatMap((owner) => {
    const list = document.child(owner, "parameters");
    return (list ? document.entries(list) : []).map(([, parameter]): [string, Node] => {
      return [`${text(document, parameter, "in")} ${text(document, parameter, "name")}`, parameter];
    });
  });
  return [...new Map(entries).values()];
}

/** The success response: its status, and the schema of its JSON body if it has one. */
export function successOf(document: OpenApiDocument, { id, node }: OperationNode) {
  const responses = descend(document, node, ["responses"]);
  const [[status, response] = [], ...more] = document
    .entries(responses)
    .filter(([code]) => code.startsWith("2"));
  if (status === undefined || response === undefined || more.length > 0 || !/^2\d\d$/.test(status)) {
    throw new GeneratorError(document, responses, `${id} must declare exactly one success status`);
  }
  const content = document.child(response, "content");
  const media = content && document.child(content, "application/json");
  return {
    status: Number(status),
    response,
    content,
    media,
    schema: media && document.child(media, "schema"),
  };
}

/** The schema of one resource, and the property that holds a list of them if the operation returns a page. */
export function resourceOf(document: OpenApiDocument, operation: OperationNode) {
  const { schema } = successOf(document, operation);
  const properties = schema && document.child(schema, "properties");
  if (!properties) return undefined;
  if (document.child(properties, "meta") === undefined) return { schema, itemKey: undefined };
  const [list, ...more] = document
    .entries(properties)
    .filter(([, property]) => text(document, property, "type") === "array");
  if (list === undefined || more.length > 0) {
    throw new GeneratorError(document, properties, `${operation.id}: a page must have one array of items`);
  }
  return { schema: descend(document, list[1], ["items"]), itemKey: list[0] };
}

/** The member at the end of `keys`, which must be there. */
export function descend(document: OpenApiDocument, node: Node, keys: readonly string[]): Node {
  return keys.reduce((parent, key) => {
    const member = document.child(parent, key);
    if (!member) throw new GeneratorError(document, parent, `${key} is missing`);
    return member;
  }, node);
}

/** The member `key` if it is a string, else the empty string. */
export function text(document: OpenApiDocument, node: Node, key: string): string {
  const value = document.child(node, key)?.value;
  return typeof value === "string" ? value : "";
}
