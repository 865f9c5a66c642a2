import type { Node, OpenApiDocument } from "../openapi/load.ts";
import type { Json } from "./json.ts";

/**
 * The model in which documents are compared. Each object of OpenAPI becomes an Element: facts without the
 * defaults, and children. Documents with the same meaning have the same Elements, whichever way they are
 * written. Children are created on demand, so schemas may be cyclic.
 */
export interface Element {
  readonly kind: ElementKind;
  /** Where the element is written. */
  readonly node: Node;
  readonly facts: Facts;
  /** By the text that a child adds to its parent's location, such as ` query PageSize` or `.items`. */
  readonly children: ReadonlyMap<string, Child>;
  /** Alternatives of a schema, which have no names, by keyword (`anyOf`, `oneOf`). */
  readonly branches: ReadonlyMap<string, readonly (() => Element)[]>;
}

export type ElementKind =
  | "document"
  | "path item"
  | "operation"
  | "parameter"
  | "request body"
  | "response"
  | "header"
  | "media type"
  | "encoding"
  | "schema"
  | "security scheme"
  | "server";

export type Facts = ReadonlyMap<string, Fact>;

export interface Fact {
  readonly value: Json;
  /** `vendor` for `x-` members, `unknown` for what OpenAPI does not define, `description` for texts and examples. */
  readonly nature: "contract" | "vendor" | "unknown" | "description";
}

export interface Child {
  readonly element: () => Element;
  /** What the child's absence means: an element that is equivalent, or nothing where the parent's facts cover it. */
  readonly whenAbsent?: Element | "covered by the parent";
}

export type Direction = "request" | "response";

/** The state of reading a document: the schemas created so far, so that a cycle ends at itself. */
export interface Reading {
  readonly document: OpenApiDocument;
  readonly schemas: Map<string, Element>;
}

export function elementOf(
  kind: ElementKind,
  node: Node,
  facts: Facts = new Map(),
  children: Element["children"] = new Map(),
): Element {
  return { kind, node, facts, children, branches: new Map() };
}

/** A name within a location: quoted if it could be taken for more than one word. */
export function quoted(name: string): string {
  return /^[^\s."[\]()|*]+$/.test(name) ? name : JSON.stringify(name);
}

/** The location of a fact of the element. */
export function locationOf(element: Element, at: string, fact: string): string {
  return `${at}${element.kind === "schema" ? "." : " "}${fact}`;
}
