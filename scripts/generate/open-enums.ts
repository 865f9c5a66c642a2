import { type Node, type OpenApiDocument, openDocument } from "../openapi/load.ts";
import { isObject, valueAt } from "../openapi/pointer.ts";
import { descend, operationsOf, parametersOf } from "./operations.ts";

/** Marks the schema of any string at all, which openapi-typescript has to write as `string & {}`. */
export const ANY_OTHER_STRING = "x-any-other-string";

/**
 * Opens the string enums of a bundled document's responses: a value that the API adds later is a string, too.
 * Query parameters keep theirs closed. Both may use one component, so that it is the place that counts: each use in
 * a response becomes `anyOf` the enum and any other string, and the component stays the list of known values.
 */
export function withOpenResponses(bundled: Record<string, unknown>): Record<string, unknown> {
  const opened = structuredClone(bundled);
  const document = openDocument({ file: "", value: opened, lineOf: () => 0 });
  const operations = operationsOf(document);
  const sent = operations.flatMap((operation) => parametersOf(document, operation));
  const received = operations.map(({ node }) => descend(document, node, ["responses"]));
  const closed = new Set(sent.flatMap((node) => enumUses(document, node)));
  for (const pointer of new Set(received.flatMap((node) => enumUses(document, node)))) {
    if (closed.has(pointer))
      throw new Error(`${pointer}: an enum that is both sent and received needs a component of its own`);
    open(valueAt(opened, pointer));
  }
  return opened;
}

/** Where string enums are used below a node: pointers to the `$ref` of each, or to an enum that stands in place. */
function enumUses(document: OpenApiDocument, start: Node): string[] {
  const seen = new Set<string>();
  const search = (node: Node): string[] => {
    if (isStringEnum(node)) return [node.reference?.pointer ?? node.pointer];
    if (node.kind === "data" || seen.has(node.pointer)) return [];
    seen.add(node.pointer);
    return document.entries(node).flatMap(([, member]) => search(member));
  };
  return search(start);
}

function isStringEnum({ kind, value }: Node): boolean {
  if (kind !== "schema" || !isObject(value)) return false;
  const { enum: values } = value;
  return Array.isArray(values) && values.every((each) => typeof each === "string" || each === null);
}

function open(schema: unknown): void {
  if (!isObject(schema)) return;
  const closed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "description") continue;
    closed[key] = value;
    Reflect.deleteProperty(schema, key);
  }
  schema["anyOf"] = [closed, { type: "string", [ANY_OTHER_STRING]: true }];
}
