import type { ListOperation, QueryParameter } from "../../generated/operations.ts";
import type { PageMeta } from "../types.ts";
import type { Problem } from "./responses.ts";
import { type BindingList, type Cursor, type StoredBinding, bindingsFrom } from "./state.ts";

/** What a list was asked for. */
export interface ListQuery {
  /** One value of each must match. */
  readonly filters: readonly { readonly property: string; readonly values: ReadonlySet<string> }[];
  readonly size: number;
  /** Index of the page: client state, echoed. */
  readonly index: number;
  readonly cursor: Cursor | undefined;
  /** The filters as they were sent, for the page URLs. */
  readonly sent: readonly [name: string, value: string][];
}

/** A page: what is on it, and where its neighbors start. */
export interface Page {
  readonly bindings: readonly StoredBinding[];
  readonly next: Cursor | undefined;
  readonly previous: Cursor | undefined;
}

/** Reads the query of a list. Parameters that the operation does not have are ignored, as the API does. */
export function readListQuery(
  { query, paging, filters, filterProperties }: ListOperation,
  search: string,
  defaultPageSize: number,
): ListQuery | Problem {
  const params = new URLSearchParams(search);
  const problem = Object.entries(query).flatMap(([name, parameter]) =>
    params.getAll(name).flatMap((value) => {
      const known = name !== paging.token || readToken(value) !== undefined;
      const expected = known ? expectedOf(parameter, value) : "a token from a page URL";
      return expected === undefined ? [] : [{ status: 400, parameter: name, expected }];
    }),
  )[0];
  if (problem !== undefined) return problem;
  const sent = filters.flatMap((name) => params.getAll(name).map((value): [string, string] => [name, value]));
  const given = filters.filter((name) => params.has(name));
  const numberOf = (name: string) => (params.has(name) ? Number(params.get(name)) : undefined);
  return {
    filters: given.map((name) => {
      return { property: filterProperties[name] ?? "", values: new Set(params.getAll(name)) };
    }),
    size: numberOf(paging.size) ?? Math.min(defaultPageSize, query[paging.size]?.maximum ?? Infinity),
    index: numberOf(paging.index) ?? 0,
    cursor: readToken(params.get(paging.token) ?? ""),
    sent,
  };
}

/** What a value would have to be, if it cannot stand for a parameter. */
function expectedOf({ type, minimum, maximum, ...rest }: QueryParameter, value: string): string | undefined {
  if (rest.enum?.includes(value) === false) return `one of ${rest.enum.join(", ")}`;
  if (type !== "integer") return undefined;
  const number = /^-?\d+$/.test(value) ? Number(value) : NaN;
  if (!Number.isSafeInteger(number)) return "a whole number";
  if (minimum !== undefined && number < minimum) return `at least ${minimum}`;
  return maximum !== undefined && number > maximum ? `at most ${maximum}` : undefined;
}

/**
 * Finds a page. Cursors name places in the order of creation and not counts, so that bindings removed or added
 * between two pages make the walk neither skip nor repeat any.
 */
export function findPage(
  lists: readonly BindingList[],
  { cursor = { direction: "after", sequence: 0 }, filters, size }: ListQuery,
  valueOf: (binding: StoredBinding, property: string) => string,
): Page {
  const matches = (binding: StoredBinding) =>
    filters.every(({ property, values }) => values.has(valueOf(binding, property)));
  const take = (from: Cursor, count: number) =>
    lists
      .flatMap((list) => takeMatching(bindingsFrom(list, from), matches, count))
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

function takeMatching(
  bindings: Iterable<StoredBinding>,
  matches: (binding: StoredBinding) => boolean,
  count: number,
): StoredBinding[] {
  const found: StoredBinding[] = [];
  for (const binding of bindings) {
    if (!matches(binding)) continue;
    found.push(binding);
    if (found.length === count) break;
  }
  return found;
}

/** The `meta` block of a page. */
export function metaOf(
  { size, index, cursor, sent }: ListQuery,
  { next, previous }: Page,
  { paging, itemKey }: ListOperation,
  path: string,
): PageMeta {
  const url = (at: number, from: Cursor | undefined) => {
    const params = new URLSearchParams([...sent, [paging.size, `${size}`], [paging.index, `${at}`]]);
    if (from !== undefined) params.append(paging.token, writeToken(from));
    return `${path}?${params.toString()}`;
  };
  return {
    page: index,
    page_size: size,
    first_page_url: url(0, undefined),
    previous_page_url: previous === undefined ? null : url(Math.max(0, index - 1), previous),
    url: url(index, cursor),
    next_page_url: next === undefined ? null : url(index + 1, next),
    key: itemKey,
  };
}

const tokenPrefixes = { after: "PA", before: "PB" } as const;

/** 13 hexadecimal digits, 52 bits, are enough for any sequence number. */
function writeToken({ direction, sequence }: Cursor): string {
  return tokenPrefixes[direction] + sequence.toString(16).padStart(13, "0");
}

function readToken(token: string): Cursor | undefined {
  const [, prefix, digits = ""] = /^(PA|PB)([0-9a-f]{13})$/.exec(token) ?? [];
  if (prefix === undefined) return undefined;
  return { direction: prefix === tokenPrefixes.after ? "after" : "before", sequence: parseInt(digits, 16) };
}
