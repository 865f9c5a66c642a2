import type { Operation } from "../generated/operations.ts";
import { isObject, readOptions } from "./checks.ts";
import {
  type CallPromise,
  type ClientContext,
  callOperation,
  createCallPromise,
  pathValues,
} from "./http/index.ts";
import { type CallOptions, callShape } from "./options.ts";
import type { BindingSid } from "./types.ts";

/** One binding, by its SID. Nothing is sent before `fetch` or `remove`. */
export interface BindingHandle<Item> {
  /** SID of the binding. */
  readonly sid: BindingSid;
  /**
   * Fetches the binding.
   *
   * @returns the binding, as the API sends it
   * @throws {@link NotFoundError} if it does not exist
   */
  fetch(options?: CallOptions): CallPromise<Item>;
  /**
   * Removes the binding.
   *
   * @returns `true` once it is gone, also if the response to an earlier attempt was lost and the retry gets a 404
   * @throws {@link NotFoundError} if it does not exist
   */
  remove(options?: CallOptions): CallPromise<true>;
}

/** The operations on one binding. */
export interface BindingOperations {
  readonly fetch: Operation;
  readonly remove: Operation;
}

/** @throws {@link InvalidSidError} */
export function createHandle<Item>(
  client: ClientContext,
  operations: BindingOperations,
  scope: Readonly<Record<string, unknown>>,
): BindingHandle<Item> {
  const path = pathValues(operations.fetch, scope);
  const call = (operation: Operation, given: unknown, check?: (data: unknown) => string | undefined) =>
    callOperation(client, {
      operation,
      path,
      query: {},
      options: readOptions<CallOptions>(given, callShape),
      check,
    });
  return {
    sid: scope["bindingSid"] as BindingSid,
    fetch: (options = {}) =>
      createCallPromise(
        async () => call(operations.fetch, options, findBindingProblem),
        ({ data }) => {
          client.guard?.(data as object);
          return data as Item;
        },
      ),
    remove: (options = {}) =>
      createCallPromise(
        async () => call(operations.remove, options),
        () => true as const,
      ),
  };
}

function findBindingProblem(data: unknown): string | undefined {
  const isBinding = isObject(data) && typeof data["sid"] === "string";
  return isBinding ? undefined : "Expected a binding, got JSON without a sid";
}
