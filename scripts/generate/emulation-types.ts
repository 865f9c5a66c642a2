// The types of generated/emulation.ts, which imports them.
import type { Operation, SidKind, operations } from "../../generated/operations.ts";

/** An error body as the API writes it. */
export interface ErrorExample {
  readonly code: number;
  readonly message: string;
  readonly more_info: string;
  readonly status: number;
}

/** A property of a binding: what its schema says about it, and how its values are made up. */
export interface Property {
  readonly type: "sid" | "date-time" | "uri" | "uris" | "strings" | "string" | "other";
  /** The kind of a SID. */
  readonly sid?: SidKind;
  /** Whether it may be null. */
  readonly nullable?: true;
  readonly enum?: readonly string[];
  /** The date that this one is not before. */
  readonly notBefore?: string;
  /** The strings that a list of them has, or some of them. */
  readonly items?: readonly string[];
  /** The path of a URI, or of each one by its name, with the properties that stand in it in braces. */
  readonly path?: string;
  readonly paths?: Readonly<Record<string, string>>;
  /** Its value in the example, where nothing says more. */
  readonly example?: unknown;
}

/** The properties of a binding, in order. */
export type Properties = Readonly<Record<string, Property>>;

/** A path: its operations, and its bindings or the example of another resource that can be fetched there. */
export interface Route {
  readonly document: keyof typeof operations;
  readonly operations: readonly [Operation, ...Operation[]];
  readonly binding?: Properties;
  readonly example?: Readonly<Record<string, unknown>>;
}

/**
 * Documents that have the same paths, and so share their bindings: a base URL does not tell them apart. Server,
 * properties and the binding of a service are those of the first.
 */
export interface Product {
  readonly documents: readonly (keyof typeof operations)[];
  readonly server: string;
  /** Of all its bindings. */
  readonly properties: Properties;
  readonly binding: Properties;
}
