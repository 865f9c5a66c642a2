import type { ListOperation } from "../generated/operations.ts";
import { type BindingHandle, type BindingOperations, createHandle } from "./binding.ts";
import { invalid, readOptions } from "./checks.ts";
import { type CallPromise, type ClientContext, createCallPromise } from "./http/index.ts";
import { type CallOptions, callShape } from "./options.ts";
import {
  type EachCallback,
  type EachOptions,
  type ListOptions,
  type Listing,
  type Page,
  type PageOptions,
  type PageQuery,
  callPage,
  createListing,
  createTarget,
  each,
  readListOptions,
  readPage,
  readPageOptions,
  readPageUrl,
  toPage,
} from "./paging/index.ts";
import {
  type RemovalOptionName,
  type RemovalParts,
  type RemovalReport,
  type Selecting,
  removeAll,
} from "./removal/index.ts";
import type { AnyBinding, BindingSid, SidArgument } from "./types.ts";

/** The bindings of a service or of a user. */
export interface BindingCollection<Item, Filters> {
  /**
   * Selects one binding, as `get` does. Sends nothing.
   *
   * @param bindingSid - SID of the binding, `BS…`
   * @throws {@link InvalidSidError} if it is not a binding SID
   */
  <Sid extends string>(bindingSid: SidArgument<Sid, BindingSid>): BindingHandle<Item>;
  /**
   * Selects one binding. Sends nothing.
   *
   * @param bindingSid - SID of the binding, `BS…`
   * @throws {@link InvalidSidError} if it is not a binding SID
   */
  get<Sid extends string>(bindingSid: SidArgument<Sid, BindingSid>): BindingHandle<Item>;
  /**
   * Lists bindings. Use `await` for an array, or `for await` for one binding at a time.
   *
   * @throws {@link ValidationError} if an option is invalid, or a filter is `undefined` or empty; when it is used
   */
  list(options?: ListOptions<Filters>): Listing<Item>;
  /**
   * Calls a function with each binding of a list: `each(callback)` or `each(options, callback)`.
   *
   * @returns a promise that resolves after the last binding
   */
  each(
    options: EachOptions<Item, Filters> | EachCallback<Item> | undefined,
    callback?: EachCallback<Item>,
  ): Promise<void>;
  /** Requests one page, the first unless `pageToken` or `page` says otherwise. */
  page(options?: PageOptions<Filters>): CallPromise<Page<Item>>;
  /**
   * Requests the page of a URL. Only the URL's paging parameters and filters are used, on this list's path and host.
   *
   * @param url - `nextPageUrl` or `previousPageUrl` of an earlier page of this list
   * @throws {@link ValidationError} if it is not a URL of this list
   */
  getPage(url: string, options?: CallOptions): CallPromise<Page<Item>>;
  /**
   * Removes all bindings that the options select. Lists them first, in about 100 to 130 bytes of memory each, then
   * removes them.
   *
   * @returns a report of what was removed, and of what failed
   * @throws {@link ValidationError} if nothing is selected; `all: true` selects everything
   * @throws {@link RemovalError} if it ends early, with the report of what was done
   */
  removeAll<Name extends RemovalOptionName>(
    options: RemovalParts<Item, Filters> & Selecting<RemovalParts<Item, Filters>, Name>,
  ): Promise<RemovalReport>;
}

/** The operations of a collection. */
export interface CollectionOperations extends BindingOperations {
  readonly list: ListOperation;
}

/**
 * Creates a collection.
 *
 * @param scope - the path values that all its operations share, by the caller's names
 * @throws {@link InvalidSidError} or {@link ValidationError} if one of them is not valid in the path
 */
export function createCollection<Item extends AnyBinding, Filters>(
  client: ClientContext,
  operations: CollectionOperations,
  scope: Readonly<Record<string, unknown>>,
): BindingCollection<Item, Filters> {
  const target = createTarget(client, operations.list, scope);
  const get = (bindingSid: string): BindingHandle<Item> =>
    createHandle(client, operations, { ...scope, bindingSid });

  const list = (options: unknown = {}, callback?: unknown): Listing<Item> =>
    createListing(
      target,
      readNow(() => readListOptions(target, options), callback),
      // Who passes a callback awaits nothing, and must be told nevertheless.
      callback !== undefined || typeof options === "function",
    );

  const requestPage = (read: () => PageQuery, callback?: unknown): CallPromise<Page<Item>> => {
    const options = readNow(read, callback);
    return createCallPromise(
      async () => callPage(target, options(), options().call),
      (call) => toPage(target, readPage<Item>(target, options(), call)),
    );
  };
  const members = {
    get,
    list,
    each: async (first: unknown = {}, second?: unknown) => each(target, first, second),
    page: (options: unknown = {}, callback?: unknown) =>
      requestPage(() => readPageOptions(target, options), callback),
    getPage: (url: unknown, given: unknown = {}) =>
      requestPage(() => {
        const call = readOptions<CallOptions>(given, callShape);
        return { ...readPageUrl(target, url, "url"), call };
      }),
    removeAll: async (options: unknown) => removeAll(target, operations, scope, options),
  };
  return Object.assign((sid: string) => get(sid), members);
}

/** Reads options now, and throws errors in them when they are used, so that they reject the promise. */
function readNow<Options>(read: () => Options, callback?: unknown): () => Options {
  try {
    if (callback !== undefined) throw invalid("callback", "none, as a promise is returned", callback);
    const options = read();
    return () => options;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
