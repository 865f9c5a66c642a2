import type { ListOperation, QueryParameter } from "../../generated/operations.ts";
import type { PageMeta } from "../types.ts";
import type { ApiResponse } from "./responses.ts";
import { type BindingList, type Cursor, type Filter, type StoredBinding, takeFrom } from "./state.ts";
import type { Location, ReadBinding } from "./values.ts";

/** What an operation needs to know of its request. */
export interface Target extends Location {
  readonly path: string;
  readonly search: string;
  readonly defaultPageSize: number;
}

/** Reads a page of a list. Parameters that the operation does not have are ignored. */
export function readPage(
  operation: ListOperation,
  target: Target,
  read: ReadBinding,
  listOf: (identity: string | undefined) => BindingList,
): ApiResponse {
  const { query, paging, itemKey, status, filterProperties } = operation;
  const params = new URLSearchParams(target.search);
  const wrong = findWrong(operation, params);
  if (wrong !== undefined) return { status: 400, wrong };
  const names = operation.filters.filter((name) => params.has(name));
  const filters = names.map((name) => [filterProperties[name] ?? "", new Set(params.getAll(name))] as const);
  const defaultSize = Math.min(target.defaultPageSize, query[paging.size]?.maximum ?? Infinity);
  const size = Number(params.get(paging.size) ?? defaultSize);
  const index = Number(params.get(paging.index) ?? 0);
  const cursor = readToken(params.get(paging.token) ?? "");
  const valueOf = (binding: StoredBinding, property: string) => {
    // What the store knows takes no more than a look.
    if (property === "binding_type") return binding.type;
    if (property === "identity") return binding.user.identity;
    return String(new Map<string, unknown>(Object.entries(read(binding, target))).get(property));
  };
  const matches: Filter = (binding) =>
    filters.every(([property, values]) => values.has(valueOf(binding, property)));
  const [identity, ...others] = filters.find(([property]) => property === "identity")?.[1] ?? [];
  const list = listOf(others.length === 0 ? identity : undefined);
  const { bindings, next, previous } = findPage(list, matches, size, cursor);
  const sent = names.flatMap((name) => params.getAll(name).map((value) => [name, value]));
  const urlOf = (at: number, from?: Cursor) => {
    const own = new URLSearchParams([...sent, [paging.size, `${size}`], [paging.index, `${at}`]]);
    if (from !== undefined) own.append(paging.token, writeToken(from));
    return `${target.origin}${target.path}?${own.toString()}`;
  };
  const meta: PageMeta = {
    page: index,
    page_size: size,
    first_page_url: urlOf(0),
    previous_page_url: previous === undefined ? null : urlOf(Math.max(0, index - 1), previous),
    url: urlOf(index, cursor),
    next_page_url: next === undefined ? null : urlOf(index + 1, next),
    key: itemKey,
  };
  return { status, body: JSON.stringify({ meta, [itemKey]: bindings.map((one) => read(one, target)) }) };
}

function findWrong({ query, paging }: ListOperation, params: URLSearchParams): ApiResponse["wrong"] {
  for (const [name, parameter] of Object.entries(query)) {
    for (const value of params.getAll(name)) {
      const isToken = name !== paging.token || readToken(value) !== undefined;
      const expected = isToken ? expectedOf(parameter, value) : "a token from a page URL";
      if (expected !== undefined) return { parameter: name, expected };
    }
  }
  return undefined;
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
 * Finds a page, and where its neighbors start. Cursors name places in the order of creation and not counts, so that
 * bindings removed or added between two pages make the walk neither skip nor repeat any.
 */
function findPage(list: BindingList, matches: Filter, size: number, cursor: Cursor = 0) {
  const at = Math.abs(cursor);
  const found = takeFrom(list, cursor, size + 1, matches);
  const more = found.length > size;
  const bindings = found.slice(0, size);
  if (cursor < 0) bindings.reverse();
  const before: Cursor = -(bindings[0]?.sequence ?? at + 1);
  const after: Cursor = bindings.at(-1)?.sequence ?? at - 1;
  const hasNext = cursor < 0 ? takeFrom(list, after, 1, matches).length > 0 : more;
  // The page before may have been emptied since: whether it was is not worth a walk.
  const hasPrevious = cursor < 0 ? more : cursor > 0;
  return { bindings, next: hasNext ? after : undefined, previous: hasPrevious ? before : undefined };
}

/** 13 hexadecimal digits, 52 bits, are enough for any sequence number. */
function writeToken(cursor: Cursor): string {
  return (cursor < 0 ? "PB" : "PA") + Math.abs(cursor).toString(16).padStart(13, "0");
}

function readToken(token: string): Cursor | undefined {
  const [, prefix, digits = ""] = /^(PA|PB)([0-9a-f]{13})$/.exec(token) ?? [];
  return prefix === undefined ? undefined : (prefix === "PB" ? -1 : 1) * parseInt(digits, 16);
}
