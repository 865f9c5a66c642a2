import type { ListOperation } from "../generated/operations.ts";
import { type BindingHandle, type BindingOperations, createHandle } from "./binding.ts";
import { type CallPromise, callPromise } from "./call-promise.ts";
import { ValidationError, show } from "./errors.ts";
import {
  type ListOptions,
  type PageOptions,
  listQuery,
  pageQuery,
  selectorOf,
  splitQuery,
  withPageSize,
} from "./list-query.ts";
import { type Listing, createListing } from "./listing.ts";
import { type CallOptions, callOptionNames, checkCallOptions, checkNames } from "./options.ts";
import { type Page, readPage, requestPage, toPage } from "./page.ts";
import { type ListTarget, readPageUrl } from "./page-url.ts";
import { type QueryValues, pathValues } from "./parameters.ts";
import { readAhead } from "./read-ahead.ts";
import { type RemovalReport, removeMatching } from "./remove-all.ts";
import { type RemoveAllOptions, selectionQuery } from "./selection.ts";
import type { Transport } from "./transport.ts";
import type { AnyBinding, BindingSid, SidArgument } from "./types.ts";

/** Called with each binding; `done()` ends the listing. What it returns is awaited. */
export type EachCallback<Item> = (binding: Item, done: () => void) => unknown;

/** The bindings of a service or of a user. */
export interface BindingCollection<Item, Filters> {
  /** One binding, by its SID. @throws InvalidSidError */
  <Sid extends string>(sid: SidArgument<Sid, BindingSid>): BindingHandle<Item>;
  /** One binding, by its SID. @throws InvalidSidError */
  get<Sid extends string>(sid: SidArgument<Sid, BindingSid>): BindingHandle<Item>;
  /** All bindings, or those that the filters select: `await` it for an array, `for await` it for one at a time. */
  list(options?: ListOptions & Filters): Listing<Item>;
  /** Calls back with each binding. */
  each(callback: EachCallback<Item>): Promise<void>;
  /** Calls back with each binding that the options select. */
  each(options: (ListOptions & Filters) | undefined, callback: EachCallback<Item>): Promise<void>;
  /** One page. */
  page(options?: PageOptions & Filters): CallPromise<Page<Item>>;
  /**
   * The page at a URL that an earlier page gave. Only its parameters are used, on this list's own path and host.
   * @throws UntrustedUrlError where it names another host or path
   */
  getPage(url: string, options?: CallOptions): CallPromise<Page<Item>>;
  /**
   * Removes every binding that the options select, streaming the listing.
   * @throws ValidationError where nothing is selected; give `all: true` to remove everything
   */
  removeAll(options: RemoveAllOptions<Item, Filters>): Promise<RemovalReport>;
}

/** The three operations on a kind of bindings. */
export interface CollectionOperations extends BindingOperations {
  readonly list: ListOperation;
}

/** @param scope the path values that all three operations begin with: service, and user where there is one */
export function createCollection<Item extends AnyBinding, Filters>(
  transport: Transport,
  operations: CollectionOperations,
  scope: readonly unknown[],
): BindingCollection<Item, Filters> {
  const { list: operation } = operations;
  const path = pathValues(operation, scope);
  const target: ListTarget = { transport, operation, path, url: transport.url(operation, path) };

  const get = (sid: string): BindingHandle<Item> => createHandle(transport, operations, [...scope, sid]);

  const list = (options: ListOptions): Listing<Item> =>
    createListing(target, (mayMix) => {
      const query = listQuery(operation, options);
      const { limit = Infinity, parallel = true } = options;
      return readAhead<Item>({
        target,
        query,
        parts: parallel && mayMix ? splitQuery(operation, query) : [],
        limit,
        request: (page, cancellation) => requestPage(target, page, { options, cancellation }),
      });
    });

  const each = async (options: ListOptions, callback: EachCallback<Item> | undefined): Promise<void> => {
    if (typeof callback !== "function") throw new ValidationError("callback", "a function", show(callback));
    const state = { isDone: false };
    const done = () => {
      state.isDone = true;
    };
    for await (const binding of list(options)) {
      await callback(binding, done);
      if (state.isDone) return;
    }
  };

  const onePage = (query: () => QueryValues, options: CallOptions): CallPromise<Page<Item>> => {
    let values: QueryValues = {};
    const call = () => {
      values = query();
      checkCallOptions(options);
      return transport.send({ operation, url: target.url, query: values, options });
    };
    return callPromise(call, (answer) => toPage(target, readPage<Item>(target, values, answer)));
  };

  const members = {
    get,
    list: (options: ListOptions = {}) => list(options),
    each: (first: EachCallback<Item> | ListOptions = {}, callback?: EachCallback<Item>) =>
      typeof first === "function" ? each({}, first) : each(first, callback),
    page: (options: PageOptions = {}) => onePage(() => pageQuery(operation, options), options),
    getPage: (url: string, options: CallOptions = {}) =>
      onePage(() => {
        checkNames(options, callOptionNames);
        return readPageUrl(url, target);
      }, options),
    removeAll: async (options: RemoveAllOptions<Item, Filters>) =>
      removeAll(target, operations, scope, options),
  };
  return Object.assign((sid: string) => get(sid), members) as BindingCollection<Item, Filters>;
}

async function removeAll<Item extends AnyBinding, Filters>(
  target: ListTarget,
  operations: CollectionOperations,
  scope: readonly unknown[],
  given: RemoveAllOptions<Item, Filters>,
): Promise<RemovalReport> {
  const query = withPageSize(operations.list, selectionQuery(target, given));
  // A copy, so that what is removed is what was asked for, whatever becomes of the caller's object.
  const options = { ...given };
  const { transport } = target;
  const callOptions: CallOptions = { signal: options.signal, timeout: options.timeout };
  return removeMatching<Item>({
    options,
    limits: transport.limits,
    interrupt: transport.interrupt(callOptions),
    // A 429 surfaces, because the limiter makes all requests wait, not this one alone.
    pages: (limiter) =>
      readAhead<Item>({
        target,
        query,
        parts: [],
        limit: Infinity,
        request: (page, cancellation) =>
          limiter.run(() =>
            requestPage(target, page, { options: callOptions, surfaceRefusals: true, cancellation }),
          ),
      }),
    isSelected: selectorOf(operations.list, query),
    filter: options.filter,
    remover: (sid) => {
      const url = transport.url(operations.remove, pathValues(operations.remove, [...scope, sid]));
      const memory = { mayBeDone: false };
      return () =>
        transport.send({
          operation: operations.remove,
          url,
          options: callOptions,
          surfaceRefusals: true,
          memory,
        });
    },
  });
}
