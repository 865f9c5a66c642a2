import { dirname, resolve } from "node:path";
import { type Kind, kindOfChild } from "./grammar.ts";
import { isObject, toPointer, valueAt } from "./pointer.ts";
import { DocumentError, type Source, readSource } from "./source.ts";

export { DocumentError } from "./source.ts";

/** A value of a document, and where it is written. A `$ref` has been followed already. */
export interface Node {
  /** The value. Members inside it may still hold `$ref`s: go on with `child` and `entries`. */
  readonly value: unknown;
  /** The file and JSON pointer of the value itself, that is of the target if a `$ref` led here. */
  readonly file: string;
  readonly pointer: string;
  readonly kind: Kind;
  /** The `$ref` that led here, if one did. */
  readonly reference?: Reference;
}

export interface Reference {
  /** Last segment of the `$ref`: the name of a component, such as `ServiceSid`. */
  readonly name: string;
  /** Where the `$ref` is written. */
  readonly file: string;
  readonly pointer: string;
  /** What the `$ref` names, without its siblings. */
  readonly target: Node;
  /** The siblings of the `$ref` that count: their members have been merged into the value, where they take precedence. */
  readonly siblings?: Node;
}

export interface OpenApiDocument {
  readonly root: Node;
  /** As in the document: `3.0.1`, `3.1.0`. */
  readonly version: string;
  /** The member `key` (for a list, its index), with a `$ref` followed; undefined if there is none. */
  child(node: Node, key: string): Node | undefined;
  /** All members, with `$ref`s followed. A member whose `$ref` leads nowhere throws a DocumentError. */
  entries(node: Node): [string, Node][];
  /** 1-based line in the node's file. */
  lineOf(node: Pick<Node, "file" | "pointer">): number;
}

/** The component's name, if the node was reached by a `$ref`. */
export function refName(node: Node): string | undefined {
  return node.reference?.name;
}

/** Parsed files by path. */
export type Sources = Map<string, Source>;

/**
 * Loads an OpenAPI 3.0 or 3.1 document from a YAML or JSON file. `$ref`s are followed when a member is asked
 * for, into other files too, so cycles are harmless and a broken `$ref` that nobody asks for is no error.
 *
 * @param sources the files read so far, for documents that share some: each is read once
 * @throws DocumentError if the file cannot be read, is neither YAML nor JSON, or is no OpenAPI document;
 *   `child` and `entries` throw it for a `$ref` that leads nowhere.
 */
export function loadDocument(entry: string, sources: Sources = new Map()): Promise<OpenApiDocument> {
  const file = resolve(entry);
  return Promise.resolve().then(() => openDocument(sources.get(file) ?? readSource(file), sources));
}

/** The same for a document that has been read already. */
export function openDocument(source: Source, sources: Sources = new Map()): OpenApiDocument {
  const version = source.value["openapi"];
  if (typeof version !== "string" || !/^3\.\d/.test(version)) {
    throw new DocumentError("is not an OpenAPI 3 document", source.file);
  }
  const siblingsCount = !version.startsWith("3.0");
  sources.set(source.file, source);

  const sourceOf = (file: string): Source => {
    const known = sources.get(file);
    if (known) return known;
    const read = readSource(file);
    sources.set(file, read);
    return read;
  };

  const follow = (node: Node, seen: readonly string[] = []): Node => {
    const ref = refOf(node);
    if (ref === undefined) return node;
    const place = `${node.file}#${node.pointer}`;
    if (seen.includes(place)) throw new DocumentError("$ref leads back to itself", node.file, node.pointer);
    const [path = "", pointer = ""] = ref.split("#", 2);
    const file = path === "" ? node.file : resolve(dirname(node.file), decodeURI(path));
    const found = valueIn(file, pointer, node, ref);
    const target = follow({ value: found, file, pointer, kind: node.kind }, [...seen, place]);
    const siblings = siblingsOf(node, siblingsCount);
    const name = ref.slice(Math.max(ref.lastIndexOf("/"), ref.lastIndexOf("#")) + 1);
    const reference = { name, file: node.file, pointer: node.pointer, target };
    if (siblings === undefined || !isObject(target.value)) return { ...target, reference };
    const value = { ...target.value, ...(siblings.value as object) };
    return { ...target, value, reference: { ...reference, siblings } };
  };

  const valueIn = (file: string, pointer: string, from: Node, ref: string): unknown => {
    let value: unknown;
    try {
      value = pointer === "" || pointer.startsWith("/") ? valueAt(sourceOf(file).value, pointer) : undefined;
    } catch (cause) {
      throw new DocumentError(`$ref ${ref} cannot be read`, from.file, from.pointer, { cause });
    }
    if (value === undefined) throw new DocumentError(`$ref ${ref} leads nowhere`, from.file, from.pointer);
    return value;
  };

  const child = (node: Node, key: string): Node | undefined => {
    const written = writtenIn(node, key);
    if (!isObject(written.value) || !Object.hasOwn(written.value, key)) return undefined;
    return follow({
      value: written.value[key],
      file: written.file,
      pointer: toPointer(written.pointer, key),
      kind: kindOfChild(node.kind, key),
    });
  };

  const entries = (node: Node): [string, Node][] =>
    isObject(node.value)
      ? Object.keys(node.value).flatMap((key): [string, Node][] => {
          const member = child(node, key);
          return member ? [[key, member]] : [];
        })
      : [];

  return {
    root: { value: source.value, file: source.file, pointer: "", kind: "document" },
    version,
    child,
    entries,
    lineOf: ({ file, pointer }) => sourceOf(file).lineOf(pointer),
  };
}

/** The node that holds the member `key`: siblings of a `$ref` take precedence over what it names. */
function writtenIn(node: Node, key: string): Node {
  const { reference } = node;
  if (reference === undefined) return node;
  const { siblings, target } = reference;
  return siblings && isObject(siblings.value) && Object.hasOwn(siblings.value, key)
    ? siblings
    : writtenIn(target, key);
}

function refOf(node: Node): string | undefined {
  if (node.kind === "data" || node.kind.startsWith("map of ") || !isObject(node.value)) return undefined;
  const ref = node.value["$ref"];
  return typeof ref === "string" ? ref : undefined;
}

/**
 * OpenAPI 3.1 merges the siblings of a schema's `$ref`, and lets only `summary` and `description` override what any
 * other `$ref` names; 3.0 ignores all siblings. Path items are merged in both, as every reader of documents does.
 */
function siblingsOf(node: Node, siblingsCount: boolean): Node | undefined {
  if (!isObject(node.value)) return undefined;
  const counts = (key: string) => {
    if (key === "$ref") return false;
    if (node.kind === "pathItem") return true;
    return siblingsCount && (node.kind === "schema" || key === "summary" || key === "description");
  };
  const value = Object.fromEntries(Object.entries(node.value).filter(([key]) => counts(key)));
  if (Object.keys(value).length === 0) return undefined;
  return { value, file: node.file, pointer: node.pointer, kind: node.kind };
}
