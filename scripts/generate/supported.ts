import type { Node, OpenApiDocument } from "../openapi/load.ts";
import { isObject, toPointer } from "../openapi/pointer.ts";
import { GeneratorError } from "./errors.ts";
import {
  METHODS,
  type OperationNode,
  descend,
  operationsOf,
  parametersOf,
  pathItemsOf,
  successOf,
  text,
} from "./operations.ts";

// The SDK sends an operation as the table says. What the table cannot say would be dropped silently, so that the
// generator accepts these fields and no others (`x-…` apart).
const PATH_ITEM_FIELDS = [...METHODS, "summary", "description", "parameters"];
const OPERATION_FIELDS = [
  ...["operationId", "summary", "description", "tags", "deprecated", "externalDocs"],
  ...["parameters", "responses"],
];
const PARAMETER_FIELDS = ["name", "in", "description", "required", "deprecated", "schema", "examples"];

/** @throws GeneratorError with file and line if a document has an operation that the generator does not support */
export function assertSupported(document: OpenApiDocument): void {
  const servers = descend(document, document.root, ["servers"]);
  if (document.entries(servers).length !== 1) {
    throw new GeneratorError(document, servers, unsupported("more than one server", ["one server"]));
  }
  for (const [path, pathItem] of pathItemsOf(document)) {
    assertFields(document, pathItem, path, PATH_ITEM_FIELDS);
  }
  for (const operation of operationsOf(document)) {
    if (operation.id === "") throw new GeneratorError(document, operation.node, "operationId is missing");
    assertFields(document, operation.node, operation.id, OPERATION_FIELDS);
    for (const parameter of parametersOf(document, operation)) assertParameter(document, parameter);
    assertSuccess(document, operation);
  }
}

function assertFields(document: OpenApiDocument, node: Node, name: string, supported: string[]): void {
  const unknown = Object.keys(isObject(node.value) ? node.value : {}).find(
    (key) => !supported.includes(key) && !key.startsWith("x-"),
  );
  if (unknown === undefined) return;
  const place = { file: node.file, pointer: toPointer(node.pointer, unknown) };
  throw new GeneratorError(document, place, unsupported(`${name}: ${unknown}`, supported));
}

function assertParameter(document: OpenApiDocument, parameter: Node): void {
  const name = text(document, parameter, "name");
  const location = text(document, parameter, "in");
  if (location !== "path" && location !== "query") {
    throw new GeneratorError(document, parameter, unsupported(`${name}: in: ${location}`, ["path", "query"]));
  }
  assertFields(document, parameter, name, PARAMETER_FIELDS);
  const required = document.child(parameter, "required");
  if (location === "query" && required?.value === true) {
    throw new GeneratorError(document, required, unsupported(`${name}: required`, ["optional filters"]));
  }
  const schema = descend(document, parameter, ["schema"]);
  const types = location === "path" ? ["string"] : ["string", "integer", "array of string"];
  if (!types.includes(typeOf(document, schema))) {
    throw new GeneratorError(document, schema, unsupported(`${name}: its type`, types));
  }
}

function typeOf(document: OpenApiDocument, schema: Node): string {
  const type = text(document, schema, "type");
  return type === "array" ? `array of ${typeOf(document, descend(document, schema, ["items"]))}` : type;
}

function assertSuccess(document: OpenApiDocument, operation: OperationNode): void {
  const { response, content, media, schema } = successOf(document, operation);
  if (content === undefined) return;
  if (media === undefined || schema === undefined || document.child(schema, "properties") === undefined) {
    const supported = ["no body", "application/json with the properties of an object"];
    throw new GeneratorError(document, response, unsupported(`${operation.id}: this response`, supported));
  }
}

function unsupported(what: string, supported: readonly string[]): string {
  return `${what} is not supported by the generator. Supported: ${supported.join(", ")}`;
}
