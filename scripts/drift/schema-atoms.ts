import type { Node, OpenApiDocument } from "../openapi/load.ts";
import { isRecord } from "./json.ts";

/** One object of keywords that a schema consists of, once `allOf` and the like are flattened. */
export interface Atom {
  readonly node: Node;
  /** Whether this object allows null; `undefined` if it does not specify. */
  readonly nullable: boolean | undefined;
}

export interface Union {
  readonly keyword: "anyOf" | "oneOf";
  readonly nodes: readonly Node[];
}

export interface Atoms {
  readonly atoms: readonly Atom[];
  readonly unions: readonly Union[];
}

/**
 * Splits a schema into its parts: `allOf` members and the siblings of a `$ref` count as written in the schema
 * itself, an `anyOf` or `oneOf` with null is the rest, made nullable, and one with a single member is that member.
 */
export function atomsOf(document: OpenApiDocument, nodes: readonly Node[]): Atoms {
  const atoms: Atom[] = [];
  const unions: Union[] = [];
  const seen = new Set<string>();

  const visit = (node: Node, nullIsDecided: boolean): void => {
    const { reference } = node;
    if (reference) {
      if (reference.siblings) visit(reference.siblings, nullIsDecided);
      visit(reference.target, nullIsDecided || isFlagged(reference.siblings?.value));
      return;
    }
    const identity = `${node.file}#${node.pointer}`;
    if (seen.has(identity)) return; // a schema that is part of itself adds nothing
    seen.add(identity);

    const own = split(document, node);
    atoms.push({ node, nullable: nullIsDecided ? undefined : own.nullable });
    unions.push(...own.unions);
    for (const part of own.parts) visit(part.node, nullIsDecided || part.nullIsDecided);
  };

  for (const node of nodes) visit(node, false);
  return { atoms, unions };
}

interface Parts {
  readonly nullable: boolean | undefined;
  /** Schemas that apply as well, and whether something above them already decides about null. */
  readonly parts: readonly { readonly node: Node; readonly nullIsDecided: boolean }[];
  readonly unions: readonly Union[];
}

function split(document: OpenApiDocument, node: Node): Parts {
  // 3.0 has no other way to make a `$ref` nullable than this flag next to an `allOf`: it applies to all of it.
  const flagged = isFlagged(node.value);
  let nullable = flagged ? true : nullableByType(node.value);
  const parts = membersOf(document, node, "allOf").map((part) => ({ node: part, nullIsDecided: flagged }));
  const unions: Union[] = [];
  for (const keyword of ["anyOf", "oneOf"] as const) {
    const members = membersOf(document, node, keyword);
    const others = members.filter((member) => !isNull(document, member));
    const withNull = others.length < members.length;
    if (withNull) nullable ??= true;
    // Null alone is not a union; a single member is the schema itself.
    const [only, ...more] = others.length === 0 ? members : others;
    if (only && more.length === 0) parts.push({ node: only, nullIsDecided: withNull || flagged });
    else if (only) unions.push({ keyword, nodes: others });
  }
  return { nullable, parts, unions };
}

/** Null is allowed if some part allows it and none forbids it. Without a type, an `enum` decides. */
export function isNullable(atoms: readonly Atom[], values: readonly unknown[] | undefined): boolean {
  const specified = atoms.map(({ nullable }) => nullable).filter((nullable) => nullable !== undefined);
  if (specified.length === 0) return values?.includes(null) ?? false;
  return specified.every((nullable) => nullable);
}

function membersOf(document: OpenApiDocument, node: Node, keyword: string): Node[] {
  const list = document.child(node, keyword);
  return list ? document.entries(list).map(([, member]) => member) : [];
}

function isFlagged(value: unknown): boolean {
  return isRecord(value) && value["nullable"] === true;
}

function nullableByType(value: unknown): boolean | undefined {
  if (!isRecord(value) || value["type"] === undefined) return undefined;
  const { type } = value;
  return type === "null" || (Array.isArray(type) && type.includes("null"));
}

/** Whether only null is allowed, also by way of nested schemas. */
function isNull(document: OpenApiDocument, node: Node, ancestors: readonly unknown[] = []): boolean {
  const { value } = node;
  if (!isRecord(value) || ancestors.includes(value)) return false;
  const { type } = value;
  if (type === "null" || (Array.isArray(type) && type.length === 1 && type[0] === "null")) return true;
  if ("const" in value) return value["const"] === null;
  const values = value["enum"];
  if (Array.isArray(values)) return values.length === 1 && values[0] === null;
  const isAlsoNull = (member: Node) => isNull(document, member, [...ancestors, value]);
  if (membersOf(document, node, "allOf").some(isAlsoNull)) return true;
  return (["anyOf", "oneOf"] as const).some((keyword) => {
    const members = membersOf(document, node, keyword);
    return members.length > 0 && members.every(isAlsoNull);
  });
}
