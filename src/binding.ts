import type { Operation } from "../generated/operations.ts";
import { isObject, readOptions } from "./checks.ts";
import type { CallPromise } from "./http/index.ts";
import * as http from "./http/index.ts";
import { type CallOptions, callShape } from "./options.ts";
import type { Target } from "./paging/index.ts";
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

/** @throws {@link InvalidSidError} */
export function createHandle<Item>(
  { client, operations, scope }: Target,
  bindingSid: string,
): BindingHandle<Item> {
  const path = http.pathValues(operations.fetch, { ...scope, bindingSid });
  const call = (operation: Operation, given: unknown, check?: http.OperationCall["check"]) =>
    http.callOperation(client, {
      operation,
      path,
      query: {},
      options: readOptions<CallOptions>(given, callShape),
      check,
    });
  return {
    sid: bindingSid as BindingSid,
    fetch: (options = {}) =>
      http.createCallPromise(
        async () => call(operations.fetch, options, findBindingProblem),
        ({ data }) => {
          client.guard?.(data as object);
          return data as Item;
        },
      ),
    remove: (options = {}) =>
      http.createCallPromise(
        async () => call(operations.remove, options),
        () => true as const,
      ),
  };
}

function findBindingProblem(data: unknown): string | undefined {
  const isBinding = isObject(data) && typeof data["sid"] === "string";
  return isBinding ? undefined : "Expected a binding, got JSON without a sid";
}
