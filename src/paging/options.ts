import type { ListOperation } from "../../generated/operations.ts";
import { type Shape, anything, boolean, func, limit, readOptions } from "../checks.ts";
import { ValidationError } from "../errors.ts";
import { type QueryValues, optionName, queryValues } from "../http/index.ts";
import { type CallOptions, callShape } from "../options.ts";
import type { FiltersOf } from "../types.ts";
import { type Place, readPageUrl } from "./page-url.ts";
import type { ListTarget } from "./target.ts";

/** Options of a list. */
export interface ListOptions<Filters> extends CallOptions, FiltersOf<Filters> {
  /** Maximum number of bindings; the rest is not requested. @default Infinity */
  limit?: number | undefined;
  /**
   * Bindings a page. It tunes round trips and changes no result; what is beyond the API's maximum is reduced to it.
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
export function listShape({ operation, shape }: ListTarget): Shape {
  const own = { limit, from: anything, parallel: boolean, callback: func, done: func };
  return { ...pick(shape, [...operation.filters, operation.paging.size]), ...own, ...callShape };
}

/** The filters of a list, as options. */
export function filterShape({ operation, shape }: ListTarget): Shape {
  return pick(shape, operation.filters);
}

function pick(shape: Shape, parameters: readonly string[]): Shape {
  const names = parameters.map(optionName);
  return Object.fromEntries(Object.entries(shape).filter(([name]) => names.includes(name)));
}

/** Reads the options of a list. @throws {@link ValidationError} */
export function readListOptions(target: ListTarget, given: unknown): ListQuery {
  return listQuery(target, readOptions<ListOptions<object>>(given, listShape(target)));
}

/** The query of checked options. */
export function listQuery(target: ListTarget, options: Readonly<ListOptions<object>>): ListQuery {
  const { operation } = target;
  const { limit: most = Infinity, parallel = true, from } = options;
  const given = queryValues(operation, options);
  const rest = { limit: most, parallel, call: options };
  if (from === undefined) return { query: withPageSize(operation, given, most), ...rest };
  const start = readPageUrl(target, from, "from");
  const textOf = (value: unknown) => JSON.stringify([value].flat().sort());
  const filter = operation.filters.find(
    (name) => given[name] !== undefined && textOf(given[name]) !== textOf(start.query[name]),
  );
  if (filter !== undefined)
    throw new ValidationError(optionName(filter), "the same filter as in `from`", "another one");
  // With another page size, a place that is an index would be another place. And only the whole list can be split by
  // type, not what is left of it.
  return { ...start, ...rest, parallel: false };
}

/** One page to request. */
export type PageQuery = Pick<ListQuery, keyof Place | "call">;

/** Reads the options of one page. @throws {@link ValidationError} */
export function readPageOptions(target: ListTarget, given: unknown): PageQuery {
  const options = readOptions<PageOptions<object>>(given, { ...target.shape, ...callShape });
  const query = withPageSize(target.operation, queryValues(target.operation, options), Infinity);
  return { query, call: options };
}

/** Without a page size, the largest useful page is requested: it saves round trips and costs nothing. */
function withPageSize(operation: ListOperation, query: QueryValues, most: number): QueryValues {
  const { size } = operation.paging;
  const maximum = operation.query[size]?.maximum;
  if (query[size] !== undefined || maximum === undefined) return query;
  return { ...query, [size]: Math.min(maximum, Math.max(1, most)) };
}
