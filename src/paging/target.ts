import type { ListOperation } from "../../generated/operations.ts";
import type { Shape } from "../checks.ts";
import { type ClientContext, type PathValues, pathValues, queryShape } from "../http/index.ts";

/** A list on its path. */
export interface ListTarget {
  readonly client: ClientContext;
  readonly operation: ListOperation;
  readonly path: PathValues;
  /** The checks of its query parameters, as options. */
  readonly shape: Shape;
}

/** @throws {@link InvalidSidError} or {@link ValidationError} if a value of the scope cannot stand in the path */
export function createTarget(
  client: ClientContext,
  operation: ListOperation,
  scope: Readonly<Record<string, unknown>>,
): ListTarget {
  return { client, operation, path: pathValues(operation, scope), shape: queryShape(operation) };
}
