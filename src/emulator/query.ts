import type { Operation, QueryParameter } from "../../generated/operations.ts";
import { propertyOf } from "./catalog.ts";
import { type Cursor, readToken } from "./page-token.ts";

/** What a list was asked for. */
export interface ListQuery {
  /** Values by property. One of them must match; all properties must. */
  readonly filters: ReadonlyMap<string, ReadonlySet<string>>;
  readonly size: number;
  /** Index of the page: client state, echoed. */
  readonly page: number;
  readonly cursor: Cursor | undefined;
  /** The filters as they were sent, for the page URLs. */
  readonly sent: readonly (readonly [name: string, value: string])[];
  /** Names of the parameters that page. */
  readonly names: PagingNames;
}

/** Names of the query parameters that page, by what they do. */
export type PagingNames = Readonly<Partial<Record<NonNullable<QueryParameter["paging"]>, string>>>;

/** A query parameter that cannot be read. */
export interface BadParameter {
  readonly parameter: string;
  /** What it must be. */
  readonly expected: string;
}

/** Reads the query of a list. Parameters that the operation does not have are ignored, as the API does. */
export function readListQuery(
  operation: Operation,
  search: string,
  defaultPageSize: number,
): ListQuery | BadParameter {
  const sent = new URLSearchParams(search);
  const filters = new Map<string, ReadonlySet<string>>();
  const pairs: (readonly [string, string])[] = [];
  const names: PagingNames = pagingNames(operation);
  for (const [name, parameter] of Object.entries(operation.query)) {
    const values = sent.getAll(name);
    const bad = values.map((value) => faultOf(parameter, value)).find((expected) => expected !== undefined);
    if (bad !== undefined) return { parameter: name, expected: bad };
    if (parameter.paging !== undefined || values.length === 0) continue;
    filters.set(propertyOf(name), new Set(values));
    for (const value of values) pairs.push([name, value]);
  }
  const token = names.token === undefined ? null : sent.get(names.token);
  return {
    filters,
    size: numberOf(sent, names.size) ?? sizeOf(operation, names, defaultPageSize),
    page: numberOf(sent, names.index) ?? 0,
    cursor: token === null ? undefined : readToken(token),
    sent: pairs,
    names,
  };
}

/** Why a value may not stand for a parameter; undefined where it may. */
function faultOf({ type, paging, minimum, maximum, ...parameter }: QueryParameter, value: string) {
  if (parameter.enum !== undefined && !parameter.enum.includes(value)) {
    return `one of ${parameter.enum.join(", ")}`;
  }
  if (type === "integer") {
    const number = /^-?\d+$/.test(value) ? Number(value) : NaN;
    if (!Number.isSafeInteger(number)) return "a whole number";
    if (minimum !== undefined && number < minimum) return `at least ${minimum}`;
    if (maximum !== undefined && number > maximum) return `at most ${maximum}`;
  }
  return paging === "token" && readToken(value) === undefined ? "a token from a page URL" : undefined;
}

function pagingNames(operation: Operation): PagingNames {
  return Object.fromEntries(
    Object.entries(operation.query).flatMap(([name, { paging }]) =>
      paging === undefined ? [] : [[paging, name]],
    ),
  );
}

function numberOf(sent: URLSearchParams, name: string | undefined): number | undefined {
  const value = name === undefined ? null : sent.get(name);
  return value === null ? undefined : Number(value);
}

function sizeOf(operation: Operation, names: PagingNames, defaultPageSize: number): number {
  const maximum = names.size === undefined ? undefined : operation.query[names.size]?.maximum;
  return Math.min(defaultPageSize, maximum ?? Infinity);
}
