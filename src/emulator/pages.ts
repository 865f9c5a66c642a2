import type { ListOperation, Paging, QueryParameter } from "../../generated/operations.ts";
import type { PageMeta } from "../types.ts";
import { type BindingList, type Cursor, type StoredBinding, takeFrom } from "./state.ts";

/** What a list was asked for. */
export interface ListQuery {
  /** Values by property. One of them must match; all properties must. */
  readonly filters: ReadonlyMap<string, ReadonlySet<string>>;
  readonly size: number;
  /** Index of the page: client state, echoed. */
  readonly page: number;
  readonly cursor: Cursor | undefined;
  /** The filters as they were sent, for the page URLs. */
  readonly sent: readonly [name: string, value: string][];
  /** Names of the parameters that page. */
  readonly names: Paging;
}

/** A query parameter that cannot be read, and what it must be. */
export interface BadParameter {
  readonly parameter: string;
  readonly expected: string;
}

/** A page: what is on it, and where its neighbors start. */
export interface Page {
  readonly bindings: readonly StoredBinding[];
  readonly next: Cursor | undefined;
  readonly previous: Cursor | undefined;
}

const tokenPrefixes = { after: "PA", before: "PB" } as const;

/** Reads the query of a list. Parameters that the operation does not have are ignored, as the API does. */
export function readListQuery(
  { query, paging: names, filters: filterNames }: ListOperation,
  properties: Readonly<Record<string, string>>,
  search: string,
  defaultPageSize: number,
): ListQuery | BadParameter {
  const params = new URLSearchParams(search);
  const filters = new Map<string, ReadonlySet<string>>();
  const sent: [string, string][] = [];
  for (const [name, parameter] of Object.entries(query)) {
    const values = params.getAll(name);
    const [expected] = values.flatMap((value) => problemsOf(parameter, name === names.token, value));
    if (expected !== undefined) return { parameter: name, expected };
    if (!filterNames.includes(name) || values.length === 0) continue;
    const property = properties[name];
    if (property === undefined)
      return { parameter: name, expected: "left out: the emulator cannot filter by it" };
    filters.set(property, new Set(values));
    for (const value of values) sent.push([name, value]);
  }
  const numberOf = (name: string) => (params.has(name) ? Number(params.get(name)) : undefined);
  return {
    filters,
    size: numberOf(names.size) ?? Math.min(defaultPageSize, query[names.size]?.maximum ?? Infinity),
    page: numberOf(names.index) ?? 0,
    cursor: readToken(params.get(names.token) ?? ""),
    sent,
    names,
  };
}

/** Why a value may not stand for a parameter. */
function problemsOf({ type, minimum, maximum, ...rest }: QueryParameter, isToken: boolean, value: string) {
  const problems: string[] = [];
  if (rest.enum?.includes(value) === false) problems.push(`one of ${rest.enum.join(", ")}`);
  if (isToken && readToken(value) === undefined) problems.push("a token from a page URL");
  if (type !== "integer") return problems;
  const number = /^-?\d+$/.test(value) ? Number(value) : NaN;
  if (!Number.isSafeInteger(number)) problems.push("a whole number");
  if (minimum !== undefined && number < minimum) problems.push(`at least ${minimum}`);
  if (maximum !== undefined && number > maximum) problems.push(`at most ${maximum}`);
  return problems;
}

/**
 * Finds a page. Cursors name places in the order of creation and not counts, so that bindings removed or added
 * between two pages make the walk neither skip nor repeat any.
 */
export function findPage(
  lists: readonly BindingList[],
  matches: (binding: StoredBinding) => boolean,
  { cursor = { direction: "after", sequence: 0 }, size }: ListQuery,
): Page {
  const take = (from: Cursor, count: number) =>
    lists
      .flatMap((list) => takeFrom(list, from, matches, count))
      .sort((one, other) => Math.abs(one.sequence - from.sequence) - Math.abs(other.sequence - from.sequence))
      .slice(0, count);
  const found = take(cursor, size + 1);
  const more = found.length > size;
  const bindings = found.slice(0, size);
  if (cursor.direction === "before") bindings.reverse();
  const first: Cursor = { direction: "before", sequence: bindings[0]?.sequence ?? cursor.sequence + 1 };
  const last: Cursor = { direction: "after", sequence: bindings.at(-1)?.sequence ?? cursor.sequence - 1 };
  if (cursor.direction === "before")
    return { bindings, next: take(last, 1)[0] && last, previous: more ? first : undefined };
  // The page before may have been emptied since: whether it was is not worth a walk.
  return { bindings, next: more ? last : undefined, previous: cursor.sequence > 0 ? first : undefined };
}

/** The `meta` block of a page. */
export function writeMeta(query: ListQuery, { next, previous }: Page, key: string, path: string): PageMeta {
  const { size, names, page } = query;
  const url = (index: number, cursor: Cursor | undefined) => {
    const params = new URLSearchParams([...query.sent, [names.size, `${size}`], [names.index, `${index}`]]);
    if (cursor !== undefined) params.append(names.token, writeToken(cursor));
    return `${path}?${params.toString()}`;
  };
  return {
    page,
    page_size: size,
    first_page_url: url(0, undefined),
    previous_page_url: previous === undefined ? null : url(Math.max(0, page - 1), previous),
    url: url(page, query.cursor),
    next_page_url: next === undefined ? null : url(page + 1, next),
    key,
  };
}

/** 13 hexadecimal digits, 52 bits, are enough for any sequence number. */
function writeToken({ direction, sequence }: Cursor): string {
  return tokenPrefixes[direction] + sequence.toString(16).padStart(13, "0");
}

function readToken(token: string): Cursor | undefined {
  const [, prefix, digits = ""] = /^(PA|PB)([0-9a-f]{13})$/.exec(token) ?? [];
  if (prefix === undefined) return undefined;
  return { direction: prefix === tokenPrefixes.after ? "after" : "before", sequence: parseInt(digits, 16) };
}
