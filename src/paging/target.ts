import type { ListOperation, Operation } from "../../generated/operations.ts";
import type { Shape } from "../checks.ts";
import * as http from "../http/index.ts";

/** The operations of a collection. */
export interface CollectionOperations {
  readonly list: ListOperation;
  readonly fetch: Operation;
  readonly remove: Operation;
}

/** The path values that all operations of a collection share, by the caller's names. */
export type Scope = Readonly<Record<string, unknown>>;

/** The operations of a collection on its path. */
export interface Target {
  readonly client: http.ClientContext;
  readonly operations: CollectionOperations;
  readonly scope: Scope;
  /** The path values of the list. */
  readonly path: http.PathValues;
  /** The checks of the list's query parameters, as options. */
  readonly shape: Shape;
}

/** @throws {@link InvalidSidError} or {@link ValidationError} if a value of the scope cannot stand in the path */
export function createTarget(
  client: http.ClientContext,
  operations: CollectionOperations,
  scope: Scope,
): Target {
  const { list } = operations;
  return { client, operations, scope, path: http.pathValues(list, scope), shape: http.queryShape(list) };
}
