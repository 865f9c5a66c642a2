import { type BindingHandle, createHandle } from "./binding.ts";
import { invalid, readOptions } from "./checks.ts";
import type { CallPromise, ClientContext } from "./http/index.ts";
import { createCallPromise } from "./http/index.ts";
import { type CallOptions, callShape } from "./options.ts";
import type { EachCallback, EachOptions, ListOptions, Listing, Page, PageOptions } from "./paging/index.ts";
import * as paging from "./paging/index.ts";
import type { RemovalOptionName, RemovalParts, RemovalReport, Selecting } from "./removal/index.ts";
import { removeAll } from "./removal/index.ts";
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

/**
 * Creates a collection.
 *
 * @throws {@link InvalidSidError} or {@link ValidationError} if a value of the scope is not valid in the path
 */
export function createCollection<Item extends AnyBinding, Filters>(
  client: ClientContext,
  operations: paging.CollectionOperations,
  scope: paging.Scope,
): BindingCollection<Item, Filters> {
  const target = paging.createTarget(client, operations, scope);
  const get = (bindingSid: string): BindingHandle<Item> => createHandle(target, bindingSid);

  const list = (options: unknown = {}, callback?: unknown): Listing<Item> =>
    paging.createListing(
      target,
      readNow(() => paging.readListOptions(target, options), callback),
      // Who passes a callback awaits nothing, and must be told nevertheless.
      callback !== undefined || typeof options === "function",
    );

  const requestPage = (read: () => paging.PageQuery, callback?: unknown): CallPromise<Page<Item>> => {
    const options = readNow(read, callback);
    return createCallPromise(
      async () => paging.callPage(target, options(), options().call),
      (call) => paging.toPage(target, paging.readPage<Item>(target, options(), call)),
    );
  };
  const members = {
    get,
    list,
    each: async (first: unknown = {}, second?: unknown) => paging.each(target, first, second),
    page: (options: unknown = {}, callback?: unknown) =>
      requestPage(() => paging.readPageOptions(target, options), callback),
    getPage: (url: unknown, options: unknown = {}) =>
      requestPage(() => ({
        ...paging.readPageUrl(target, url, "url"),
        call: readOptions<CallOptions>(options, callShape),
      })),
    removeAll: async (options: unknown) => removeAll(target, options),
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
