import type { ListOperation } from "../../generated/operations.ts";
import { type Shape, anything, boolean, func, limit, readOptions } from "../checks.ts";
import { ValidationError } from "../errors.ts";
import * as http from "../http/index.ts";
import { type CallOptions, callShape } from "../options.ts";
import type { FiltersOf } from "../types.ts";
import { type Place, readPageUrl } from "./page-url.ts";
import type { Target } from "./target.ts";

/** Options of a list. */
export interface ListOptions<Filters> extends CallOptions, FiltersOf<Filters> {
  /** Maximum number of bindings; the rest is not requested. @default Infinity */
  limit?: number | undefined;
  /**
   * Bindings per page. It affects the number of requests, not the result, and is reduced to the API's maximum.
   * @default the API's maximum, or `limit` if that is less
   */
  pageSize?: number | undefined;
  /** Where to start: the `nextPageUrl` of an earlier page of this list, whose page size is kept. @default the first page */
  from?: string | undefined;
  /**
   * Whether a list of several pages that names several binding types reads the types concurrently. That is faster,
   * and the bindings then come in another order than the API's. `pages()` always keeps the order. @default true
   */
  parallel?: boolean | undefined;
}

/** Options of one page. */
export interface PageOptions<Filters> extends CallOptions, FiltersOf<Filters> {
  /** Bindings on the page. @default the API's maximum */
  pageSize?: number | undefined;
  /** Where the page starts, as the API returned it. @default the first page */
  pageToken?: string | undefined;
  /** Index of the page: client state that the API returns. */
  page?: number | undefined;
}

/** What to read of a list. */
export interface ListQuery extends Place {
  readonly limit: number;
  /** Whether the list ends at the limit. If not, what is beyond is only not read ahead. @default true */
  readonly isExact?: boolean;
  readonly parallel: boolean;
  readonly call: CallOptions;
}

/** The checks of the options of a list. The official library leaves `callback` and `done` on the options it is given. */
export function listShape({ operations: { list }, shape }: Target): Shape {
  const own = { limit, from: anything, parallel: boolean, callback: func, done: func };
  return { ...pick(shape, [...list.filters, list.paging.size]), ...own, ...callShape };
}

/** The filters of a list, as options. */
export function filterShape({ operations, shape }: Target): Shape {
  return pick(shape, operations.list.filters);
}

function pick(shape: Shape, parameters: readonly string[]): Shape {
  const names = parameters.map(http.optionName);
  return Object.fromEntries(Object.entries(shape).filter(([name]) => names.includes(name)));
}

/** Reads the options of a list. @throws {@link ValidationError} */
export function readListOptions(target: Target, given: unknown): ListQuery {
  return listQuery(target, readOptions<ListOptions<object>>(given, listShape(target)));
}

/** The query of checked options. */
export function listQuery(target: Target, options: Readonly<ListOptions<object>>): ListQuery {
  const { list } = target.operations;
  const { limit: most = Infinity, parallel = true, from } = options;
  const given = http.queryValues(list, options);
  const rest = { limit: most, parallel, call: options };
  if (from === undefined) return { query: withPageSize(list, given, most), ...rest };
  const start = readPageUrl(target, from, "from");
  const textOf = (value: unknown) => JSON.stringify([value].flat().sort());
  const filter = list.filters.find(
    (name) => given[name] !== undefined && textOf(given[name]) !== textOf(start.query[name]),
  );
  if (filter !== undefined)
    throw new ValidationError(http.optionName(filter), "the same filter as in `from`", "another one");
  // With another page size, a place that is an index would be another place. And only the whole list can be split by
  // type, not what is left of it.
  return { ...start, ...rest, parallel: false };
}

/** One page to request. */
export type PageQuery = Pick<ListQuery, keyof Place | "call">;

/** Reads the options of one page. @throws {@link ValidationError} */
export function readPageOptions({ operations: { list }, shape }: Target, given: unknown): PageQuery {
  const options = readOptions<PageOptions<object>>(given, { ...shape, ...callShape });
  return { query: withPageSize(list, http.queryValues(list, options), Infinity), call: options };
}

/** Without a page size, the largest useful page is requested: it saves round trips and costs nothing. */
function withPageSize(list: ListOperation, query: http.QueryValues, most: number): http.QueryValues {
  const { size } = list.paging;
  const maximum = list.query[size]?.maximum;
  if (query[size] !== undefined || maximum === undefined) return query;
  return { ...query, [size]: Math.min(maximum, Math.max(1, most)) };
}
