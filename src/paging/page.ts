import type { ListOperation } from "../../generated/operations.ts";
import { isObject, readOptions } from "../checks.ts";
import * as http from "../http/index.ts";
import { type CallOptions, callShape } from "../options.ts";
import type { AnyBinding, PageMeta } from "../types.ts";
import { type Place, keepablePageUrl, queryFromPageUrl } from "./page-url.ts";
import { createSelection } from "./selection.ts";
import type { Target } from "./target.ts";

/** One page of a list. */
export interface Page<Item> {
  /** The bindings of this page. */
  readonly instances: Item[];
  /** The `meta` block as Twilio sent it. */
  readonly meta: PageMeta;
  /** URL of the next page, to keep and pass to `getPage` or `from`; `undefined` on the last page. */
  readonly nextPageUrl: string | undefined;
  /** URL of the previous page; `undefined` on the first page. */
  readonly previousPageUrl: string | undefined;
  /** Requests the next page. @returns `undefined` on the last page */
  getNextPage(options?: CallOptions): Promise<Page<Item> | undefined>;
  /** Requests the previous page. @returns `undefined` on the first page */
  getPreviousPage(options?: CallOptions): Promise<Page<Item> | undefined>;
}

/** A page of a list that is being read. */
export interface RawPage<Item> {
  readonly items: Item[];
  readonly meta: PageMeta;
  /** The query that it was requested with. */
  readonly query: http.QueryValues;
  /** The query of the next page; `undefined` on the last. */
  readonly next: http.QueryValues | undefined;
  readonly call: http.CallResult;
  /** Identifies the page by its content; empty for an empty page. */
  readonly content: string;
  /** Whether items at its end are left out. */
  readonly isCut?: boolean;
}

/** The call that requests a page. Never rejects. */
export function callPage(
  { client, operations: { list }, path }: Target,
  { query }: Place,
  options: CallOptions,
  shared?: http.SharedCall,
): Promise<http.CallResult> {
  const check = (data: unknown) => findPageProblem(list, data);
  return http.callOperation(client, { operation: list, path, query, options, check, shared });
}

/** Requests a page. */
export async function requestPage<Item extends AnyBinding>(
  target: Target,
  place: Place,
  options: CallOptions,
  shared?: http.SharedCall,
): Promise<RawPage<Item>> {
  const call = await callPage(target, place, options, shared);
  http.responseOf(call);
  return readPage(target, place, call);
}

/** What is wrong with the body of a page, if anything is. */
function findPageProblem(list: ListOperation, body: unknown): string | undefined {
  const key = list.itemKey;
  if (!isObject(body)) return "Expected a page, got JSON that is not an object";
  const { meta, [key]: items } = body;
  if (!isObject(meta)) return "Expected a page, got an object without meta";
  if (!Array.isArray(items)) return `Expected a page, got an object without ${key}`;
  const bad = items.findIndex((item) => !isObject(item) || typeof item["sid"] !== "string");
  if (bad >= 0) return `Expected a page, got ${key}[${bad}] without a sid`;
  const { next_page_url: next, previous_page_url: previous = null } = meta;
  // A page without a next one ends the list, so that it must say so itself.
  const hasUrls =
    (next === null || isPageUrl(list, next)) && (previous === null || typeof previous === "string");
  return hasUrls ? undefined : "Expected next_page_url and previous_page_url to be page URLs or null";
}

function isPageUrl(list: ListOperation, url: unknown): boolean {
  const { index, token } = list.paging;
  if (typeof url !== "string") return false;
  const query = queryFromPageUrl(list, {}, url);
  return (query[index] ?? query[token]) !== undefined;
}

/** Reads the page of a response that has been checked. All of it, if the binding to start after is gone. */
export function readPage<Item extends AnyBinding>(
  target: Target,
  { query, after }: Place,
  call: http.CallResult,
): RawPage<Item> {
  const { list } = target.operations;
  const { meta, [list.itemKey]: all = [] } = call.data as { meta: PageMeta } & Record<string, Item[]>;
  const selected = all.filter(createSelection(list, query));
  const start = after === undefined ? 0 : selected.findIndex(({ sid }) => sid === after) + 1;
  const items = selected.slice(start);
  guardItems(target, items.slice(0, 1));
  const { next_page_url: url } = meta;
  return {
    items,
    meta,
    query,
    next: url === null ? undefined : queryFromPageUrl(list, query, url),
    call,
    content: all.length === 0 ? "" : `${all[0]?.sid} ${all.at(-1)?.sid} ${all.length}`,
  };
}

/** Guards bindings against reading names of the official library. It takes time, so a list guards only some. */
export function guardItems({ client }: Target, items: readonly object[]): void {
  for (const item of items) client.guard?.(item);
}

/** The page as callers get it. */
export function toPage<Item extends AnyBinding>(target: Target, raw: RawPage<Item>): Page<Item> {
  const { items, meta, query, isCut } = raw;
  const { next_page_url: nextUrl, previous_page_url: previousUrl } = meta;
  guardItems(target, items);
  // Continues where a page was cut, so that nothing is missing for who goes on from here.
  const next = isCut ? { query, after: items.at(-1)?.sid } : raw.next && { query: raw.next };
  const previous = previousUrl
    ? { query: queryFromPageUrl(target.operations.list, query, previousUrl) }
    : undefined;
  const request = async (place: Place | undefined, given: CallOptions = {}) => {
    const options = readOptions<CallOptions>(given, callShape);
    return place && toPage<Item>(target, await requestPage(target, place, options));
  };
  return {
    instances: items,
    meta,
    nextPageUrl: next && keepablePageUrl(target, next, nextUrl),
    previousPageUrl: previous && keepablePageUrl(target, previous, previousUrl),
    getNextPage: (options) => request(next, options),
    getPreviousPage: (options) => request(previous, options),
  };
}
