import type { ListOperation, Operation, Paging, QueryParameter } from "../../generated/operations.ts";
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
  readonly names: Paging;
}

/** A query parameter that cannot be read. */
export interface BadParameter {
  readonly parameter: string;
  /** What it must be. */
  readonly expected: string;
}

/** Whether an operation gives a list. */
export function isList(operation: Operation): operation is ListOperation {
  return operation.paging !== undefined;
}

/** Reads the query of a list. Parameters that the operation does not have are ignored, as the API does. */
export function readListQuery(
  operation: ListOperation,
  search: string,
  defaultPageSize: number,
): ListQuery | BadParameter {
  const sent = new URLSearchParams(search);
  const filters = new Map<string, ReadonlySet<string>>();
  const pairs: (readonly [string, string])[] = [];
  const { query, paging: names, filters: filterNames } = operation;
  for (const [name, parameter] of Object.entries(query)) {
    const values = sent.getAll(name);
    const isToken = name === names.token;
    const bad = values
      .map((value) => faultOf(parameter, isToken, value))
      .find((fault) => fault !== undefined);
    if (bad !== undefined) return { parameter: name, expected: bad };
    if (!filterNames.includes(name) || values.length === 0) continue;
    filters.set(propertyOf(name), new Set(values));
    for (const value of values) pairs.push([name, value]);
  }
  const token = sent.get(names.token);
  return {
    filters,
    size: numberOf(sent, names.size) ?? Math.min(defaultPageSize, query[names.size]?.maximum ?? Infinity),
    page: numberOf(sent, names.index) ?? 0,
    cursor: token === null ? undefined : readToken(token),
    sent: pairs,
    names,
  };
}

/** Why a value may not stand for a parameter; undefined where it may. */
function faultOf({ type, minimum, maximum, ...parameter }: QueryParameter, isToken: boolean, value: string) {
  if (parameter.enum !== undefined && !parameter.enum.includes(value)) {
    return `one of ${parameter.enum.join(", ")}`;
  }
  if (type === "integer") {
    const number = /^-?\d+$/.test(value) ? Number(value) : NaN;
    if (!Number.isSafeInteger(number)) return "a whole number";
    if (minimum !== undefined && number < minimum) return `at least ${minimum}`;
    if (maximum !== undefined && number > maximum) return `at most ${maximum}`;
  }
  return isToken && readToken(value) === undefined ? "a token from a page URL" : undefined;
}

function numberOf(sent: URLSearchParams, name: string): number | undefined {
  const value = sent.get(name);
  return value === null ? undefined : Number(value);
}
