import { type Answer, isObject } from "./answer.ts";
import { type CallPromise, callPromise } from "./call-promise.ts";
import { ResponseFormatError } from "./errors.ts";
import { type CallOptions, callOptionNames, checkCallOptions, checkNames } from "./options.ts";
import { pathValues } from "./parameters.ts";
import type { Operation } from "../generated/operations.ts";
import type { Transport } from "./transport.ts";
import type { BindingSid } from "./types.ts";

/** One binding, by its SID. Nothing is requested before `fetch` or `remove`. */
export interface BindingHandle<Item> {
  /** The SID it was made with. */
  readonly sid: BindingSid;
  /** Fetches the binding. @throws NotFoundError where there is none */
  fetch(options?: CallOptions): CallPromise<Item>;
  /** Removes the binding; true once it is gone. @throws NotFoundError where there was none */
  remove(options?: CallOptions): CallPromise<true>;
}

/** The operations on one binding. */
export interface BindingOperations {
  readonly fetch: Operation;
  readonly remove: Operation;
}

/** @throws InvalidSidError */
export function createHandle<Item>(
  transport: Transport,
  operations: BindingOperations,
  values: readonly unknown[],
): BindingHandle<Item> {
  const url = transport.url(operations.fetch, pathValues(operations.fetch, values));
  const send = (operation: Operation, options: CallOptions) => async () => {
    checkNames(options, callOptionNames);
    checkCallOptions(options);
    return transport.send({ operation, url, options });
  };
  return {
    sid: values.at(-1) as BindingSid,
    fetch: (options = {}) =>
      callPromise(send(operations.fetch, options), (answer) => checkBinding(answer) as Item),
    remove: (options = {}) => callPromise(send(operations.remove, options), () => true as const),
  };
}

function checkBinding({ body, facts }: Answer): object {
  if (isObject(body) && typeof body["sid"] === "string") return body;
  throw new ResponseFormatError("Expected a binding, got JSON without a sid", facts());
}
