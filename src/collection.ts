import type { Operation } from "../generated/operations.ts";
import { type BindingHandle, type BindingOperations, createHandle } from "./binding.ts";
import { type CallPromise, callPromise } from "./call-promise.ts";
import { ValidationError, show } from "./errors.ts";
import { type Listing, createListing, readPages } from "./listing.ts";
import { type CallOptions, callOptionNames, checkCallOptions, checkInteger, checkNames } from "./options.ts";
import { type ListTarget, type Page, readPage, requestPage, toPage } from "./page.ts";
import { readPageUrl } from "./page-url.ts";
import { type QueryValues, optionName, pathValues, queryNames, queryValues } from "./parameters.ts";
import { type RemovalReport, removeMatching } from "./remove-all.ts";
import { type RemoveAllOptions, selectionQuery } from "./selection.ts";
import type { Transport } from "./transport.ts";
import type { AnyBinding, BindingSid, SidArgument } from "./types.ts";

/** Options of a list that are not filters. */
export interface ListOptions extends CallOptions {
  /** Most bindings to give; the rest is not asked for. @default all */
  limit?: number | undefined;
  /**
   * Bindings a page. It tunes round trips and changes no result; more than the API gives is brought down to that.
   * @default the most the API gives, or `limit` where that is less
   */
  pageSize?: number | undefined;
}

/** Options of one page that are not filters. */
export interface PageOptions extends CallOptions {
  /** Bindings on the page. @default the most the API gives */
  pageSize?: number | undefined;
  /** Where the page starts, as Twilio handed it out. @default the first page */
  pageToken?: string | undefined;
  /** Index of the page; client state that Twilio hands back. */
  page?: number | undefined;
}

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
  readonly list: Operation;
}

/** @param scope the path values that all three operations begin with: service, and user where there is one */
export function createCollection<Item extends AnyBinding, Filters>(
  transport: Transport,
  operations: CollectionOperations,
  scope: readonly unknown[],
): BindingCollection<Item, Filters> {
  const { list: operation } = operations;
  const target: ListTarget = { transport, operation, path: pathValues(operation, scope) };

  const get = (sid: string): BindingHandle<Item> => createHandle(transport, operations, [...scope, sid]);

  const list = (options: ListOptions): Listing<Item> =>
    createListing(target, () => {
      const query = listQuery(operation, options);
      return readPages<Item>(target, query, options.limit ?? Infinity, (page) =>
        requestPage(target, page, { options }),
      );
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
      return transport.send({ operation, path: target.path, query: values, options });
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
        return readPageUrl(url, { ...target, baseUrl: transport.baseUrl(operation) });
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
      readPages<Item>(target, query, Infinity, (page) =>
        limiter.run(() => requestPage(target, page, { options: callOptions, surfaceRefusals: true })),
      ),
    isSelected: (binding) => isSelected(operations.list, query, binding),
    filter: options.filter,
    remover: (sid) => {
      const path = pathValues(operations.remove, [...scope, sid]);
      const memory = { mayBeDone: false };
      return () =>
        transport.send({
          operation: operations.remove,
          path,
          options: callOptions,
          surfaceRefusals: true,
          memory,
        });
    },
  });
}

/** The official library writes these on the options of a list; code that moves may hand the same object on. */
const LEFT_BY_THE_OFFICIAL_LIBRARY = ["callback", "done"];

function listQuery(operation: Operation, options: ListOptions): QueryValues {
  const names = [...queryNames(operation, "filter"), ...queryNames(operation, "size")].map(optionName);
  checkNames(options, [...names, "limit", ...callOptionNames], LEFT_BY_THE_OFFICIAL_LIBRARY);
  checkCallOptions(options);
  if (options.limit !== Infinity) checkInteger("limit", options.limit, 0);
  return withPageSize(operation, queryValues(operation, { ...options }), options.limit);
}

function pageQuery(operation: Operation, options: PageOptions): QueryValues {
  checkNames(options, [...Object.keys(operation.query).map(optionName), ...callOptionNames]);
  return withPageSize(operation, queryValues(operation, { ...options }));
}

/** Without a page size, asks for the largest page that is of use: it saves round trips and costs nothing. */
function withPageSize(operation: Operation, query: QueryValues, limit = Infinity): QueryValues {
  const [name = ""] = queryNames(operation, "size");
  const maximum = operation.query[name]?.maximum;
  if (query[name] !== undefined || maximum === undefined) return query;
  return { ...query, [name]: Math.min(maximum, Math.max(1, limit)) };
}

/**
 * Whether a binding is what the filters asked for. The server has looked already; a removal looks again, because an
 * API or a proxy that ignores a filter would give everything.
 */
function isSelected(operation: Operation, query: QueryValues, binding: object): boolean {
  return queryNames(operation, "filter").every((name) => {
    const property = name.replace(/(?!^)[A-Z]/g, "_$&").toLowerCase();
    const value = (binding as Readonly<Record<string, unknown>>)[property];
    const wanted = query[name];
    return !Array.isArray(wanted) || value === undefined || wanted.includes(value);
  });
}
