import type { Node, OpenApiDocument } from "../openapi/load.ts";
import type { Json } from "./json.ts";

/**
 * The model that documents are compared in. Every object of OpenAPI becomes an Element: facts with the defaults
 * left out, prose, and children. Two documents that mean the same have the same Elements, however they are
 * written. Children are made when asked for, so schemas may be cyclic.
 */
export interface Element {
  readonly kind: ElementKind;
  /** Where the element is written. */
  readonly node: Node;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly prose: ReadonlyMap<string, Json>;
  /** By the text that a child adds to its parent's location, such as ` query PageSize` or `.items`. */
  readonly children: ReadonlyMap<string, Child>;
  /** Alternatives of a schema that have no name of their own, by keyword (`anyOf`, `oneOf`). */
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

export interface Fact {
  readonly value: Json;
  /** `vendor` for `x-` members; `unknown` for what OpenAPI does not define. */
  readonly nature: "contract" | "vendor" | "unknown";
}

export interface Child {
  readonly element: () => Element;
  /** What the absence of the child means: this element, where it is as good as one; nothing, where the parent's facts tell. */
  readonly whenAbsent?: Element | "told elsewhere";
}

export type Direction = "request" | "response";

/** What reads a document into Elements: the document, and the schemas made so far (a cycle must find itself). */
export interface Reading {
  readonly document: OpenApiDocument;
  readonly schemas: Map<string, Element>;
}

export function emptyElement(kind: ElementKind, node: Node): Element {
  return { kind, node, facts: new Map(), prose: new Map(), children: new Map(), branches: new Map() };
}

/** A name within a location: quoted if it could be mistaken for more than one word. */
export function quoted(name: string): string {
  return /^[^\s."[\]()|*]+$/.test(name) ? name : JSON.stringify(name);
}

/** Where a fact of the element stands, as a location. */
export function locationOf(element: Element, at: string, fact: string): string {
  return `${at}${element.kind === "schema" ? "." : " "}${fact}`;
}
