import type { Node, OpenApiDocument } from "../openapi/load.ts";
import { isRecord } from "./json.ts";

/** One object of keywords that a schema is made of, once `allOf` and the like are flattened. */
export interface Atom {
  readonly node: Node;
  /** Whether this object lets null pass; undefined if it does not say. */
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
 * Takes a schema apart: `allOf` members and what stands beside a `$ref` count as written in the schema itself,
 * an `anyOf` or `oneOf` with null is the rest, made nullable, and one with a single member is that member.
 */
export function atomsOf(document: OpenApiDocument, nodes: readonly Node[]): Atoms {
  const atoms: Atom[] = [];
  const unions: Union[] = [];
  const seen = new Set<string>();

  const visit = (node: Node, nullIsSettled: boolean): void => {
    const { reference } = node;
    if (reference) {
      if (reference.siblings) visit(reference.siblings, nullIsSettled);
      visit(reference.target, nullIsSettled || saysNullable(reference.siblings?.value));
      return;
    }
    const identity = `${node.file}#${node.pointer}`;
    if (seen.has(identity)) return; // a schema that is part of itself adds nothing
    seen.add(identity);

    const taken = takeApart(document, node);
    atoms.push({ node, nullable: nullIsSettled ? undefined : taken.nullable });
    unions.push(...taken.unions);
    for (const part of taken.parts) visit(part.node, nullIsSettled || part.nullIsSettled);
  };

  for (const node of nodes) visit(node, false);
  return { atoms, unions };
}

interface Taken {
  readonly nullable: boolean | undefined;
  /** Schemas that must hold as well; whether null passes may be settled for them. */
  readonly parts: readonly { readonly node: Node; readonly nullIsSettled: boolean }[];
  readonly unions: readonly Union[];
}

function takeApart(document: OpenApiDocument, node: Node): Taken {
  // 3.0 has no other way to make a `$ref` nullable than this flag beside an `allOf`: it counts for all of it.
  const flagged = saysNullable(node.value);
  let nullable = flagged ? true : nullableByType(node.value);
  const parts = membersOf(document, node, "allOf").map((part) => ({ node: part, nullIsSettled: flagged }));
  const unions: Union[] = [];
  for (const keyword of ["anyOf", "oneOf"] as const) {
    const members = membersOf(document, node, keyword);
    const others = members.filter((member) => !isNull(document, member));
    const withNull = others.length < members.length;
    if (withNull) nullable ??= true;
    // Null alone is no union; a single member is the schema itself.
    const [only, ...more] = others.length === 0 ? members : others;
    if (only && more.length === 0) parts.push({ node: only, nullIsSettled: withNull || flagged });
    else if (only) unions.push({ keyword, nodes: others });
  }
  return { nullable, parts, unions };
}

/** Null passes if some part says so and none forbids it. Without a type, an `enum` says. */
export function isNullable(atoms: readonly Atom[], values: readonly unknown[] | undefined): boolean {
  const said = atoms.map(({ nullable }) => nullable).filter((nullable) => nullable !== undefined);
  if (said.length === 0) return values?.includes(null) ?? false;
  return said.every((nullable) => nullable);
}

function membersOf(document: OpenApiDocument, node: Node, keyword: string): Node[] {
  const list = document.child(node, keyword);
  return list ? document.entries(list).map(([, member]) => member) : [];
}

function saysNullable(value: unknown): boolean {
  return isRecord(value) && value["nullable"] === true;
}

function nullableByType(value: unknown): boolean | undefined {
  if (!isRecord(value) || value["type"] === undefined) return undefined;
  const { type } = value;
  return type === "null" || (Array.isArray(type) && type.includes("null"));
}

/** Whether nothing but null passes, also when that is wrapped up. */
function isNull(document: OpenApiDocument, node: Node, above: readonly unknown[] = []): boolean {
  const { value } = node;
  if (!isRecord(value) || above.includes(value)) return false;
  const { type } = value;
  if (type === "null" || (Array.isArray(type) && type.length === 1 && type[0] === "null")) return true;
  if ("const" in value) return value["const"] === null;
  const values = value["enum"];
  if (Array.isArray(values)) return values.length === 1 && values[0] === null;
  const isNullToo = (member: Node) => isNull(document, member, [...above, value]);
  if (membersOf(document, node, "allOf").some(isNullToo)) return true;
  return (["anyOf", "oneOf"] as const).some((keyword) => {
    const members = membersOf(document, node, keyword);
    return members.length > 0 && members.every(isNullToo);
  });
}
