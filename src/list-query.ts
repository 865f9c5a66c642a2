import type { ListOperation } from "../generated/operations.ts";
import {
  type CallOptions,
  callOptionNames,
  checkBoolean,
  checkCallOptions,
  checkInteger,
  checkNames,
} from "./options.ts";
import { type QueryValues, optionName, queryValues } from "./parameters.ts";

/** Options of a list that are not filters. */
export interface ListOptions extends CallOptions {
  /** Most bindings to give; the rest is not asked for. @default all */
  limit?: number | undefined;
  /**
   * Bindings a page. It tunes round trips and changes no result; more than the API gives is brought down to that.
   * @default the most the API gives, or `limit` where that is less
   */
  pageSize?: number | undefined;
  /**
   * Whether a list of several pages that names several binding types reads each type on its own, all at once. That
   * is faster, and the order of the bindings is then not that of the API. `pages()` always keeps the order.
   * @default true
   */
  parallel?: boolean | undefined;
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

/** The official library writes these on the options of a list; code that moves may hand the same object on. */
const LEFT_BY_THE_OFFICIAL_LIBRARY = ["callback", "done"];

/** The query of a list. @throws ValidationError */
export function listQuery(operation: ListOperation, options: ListOptions): QueryValues {
  const names = [...operation.filters, operation.paging.size].map(optionName);
  checkNames(options, [...names, "limit", "parallel", ...callOptionNames], LEFT_BY_THE_OFFICIAL_LIBRARY);
  checkCallOptions(options);
  if (options.limit !== Infinity) checkInteger("limit", options.limit, 0);
  checkBoolean("parallel", options.parallel);
  return withPageSize(operation, queryValues(operation, { ...options }), options.limit);
}

/** The query of one page. @throws ValidationError */
export function pageQuery(operation: ListOperation, options: PageOptions): QueryValues {
  checkNames(options, [...Object.keys(operation.query).map(optionName), ...callOptionNames]);
  return withPageSize(operation, queryValues(operation, { ...options }));
}

/** Without a page size, asks for the largest page that is of use: it saves round trips and costs nothing. */
export function withPageSize(operation: ListOperation, query: QueryValues, limit = Infinity): QueryValues {
  const { size } = operation.paging;
  const maximum = operation.query[size]?.maximum;
  if (query[size] !== undefined || maximum === undefined) return query;
  return { ...query, [size]: Math.min(maximum, Math.max(1, limit)) };
}

/**
 * The parts of a query that names several values of a closed set (the binding types): one query for each, which
 * together give the same list. Identities are not split: each has few bindings, so it would only be more requests.
 */
export function splitQuery(operation: ListOperation, query: QueryValues): QueryValues[] {
  const name = operation.filters.find((filter) => operation.query[filter]?.enum) ?? "";
  const values = query[name];
  return Array.isArray(values) ? values.map((value: string) => ({ ...query, [name]: [value] })) : [];
}

/**
 * Tells whether a binding is what the filters asked for. The server has looked already; a removal looks again,
 * because an API or a proxy that ignores a filter would give everything.
 */
export function selectorOf(operation: ListOperation, query: QueryValues): (binding: object) => boolean {
  const filters = operation.filters.flatMap((name) => {
    const wanted = query[name];
    if (!Array.isArray(wanted)) return [];
    return [{ property: name.replace(/(?!^)[A-Z]/g, "_$&").toLowerCase(), wanted: new Set<unknown>(wanted) }];
  });
  return (binding) =>
    filters.every(({ property, wanted }) => {
      const value = (binding as Readonly<Record<string, unknown>>)[property];
      return value === undefined || wanted.has(value);
    });
}
