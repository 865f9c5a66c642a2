import type { ListOperation } from "../../generated/operations.ts";
import { isObject, readOptions } from "../checks.ts";
import {
  type CallResult,
  type QueryValues,
  type SharedCall,
  callOperation,
  responseOf,
} from "../http/index.ts";
import { type CallOptions, callShape } from "../options.ts";
import type { AnyBinding, PageMeta } from "../types.ts";
import { type Place, keepablePageUrl, pageUrlOf, queryFromPageUrl } from "./page-url.ts";
import { createSelection } from "./selection.ts";
import type { ListTarget } from "./target.ts";

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
  readonly query: QueryValues;
  readonly call: CallResult;
  /** Tells it from other pages, by what the server sent; empty if there was nothing. */
  readonly content: string;
  /** Whether items at its end are left out. */
  readonly isCut?: boolean;
}

/** The call that requests a page. Never rejects. */
export function callPage(
  { client, operation, path }: ListTarget,
  { query }: Place,
  options: CallOptions,
  shared?: SharedCall,
): Promise<CallResult> {
  const check = (data: unknown) => findPageProblem(operation, query, data);
  return callOperation(client, { operation, path, query, options, check, shared });
}

/** Requests a page. */
export async function requestPage<Item extends AnyBinding>(
  target: ListTarget,
  place: Place,
  options: CallOptions,
  shared?: SharedCall,
): Promise<RawPage<Item>> {
  const call = await callPage(target, place, options, shared);
  responseOf(call);
  return readPage(target, place, call);
}

/** What is wrong with the body of a page, if anything is. */
function findPageProblem(operation: ListOperation, query: QueryValues, body: unknown): string | undefined {
  const key = operation.itemKey;
  if (!isObject(body)) return "Expected a page, got JSON that is not an object";
  const { meta, [key]: items } = body;
  if (!isObject(meta)) return "Expected a page, got an object without a meta block";
  if (!Array.isArray(items)) return `Expected a page, got an object without a list of ${key}`;
  const bad = items.findIndex((item) => !isObject(item) || typeof item["sid"] !== "string");
  if (bad >= 0) return `Expected a page, got ${key}[${bad}] without a sid`;
  const { next_page_url: next, previous_page_url: previous = null } = meta;
  // A page without a next one ends the list, so that it must say so itself.
  if (next !== null && typeof next !== "string") return "Expected a meta block with next_page_url";
  if (previous !== null && typeof previous !== "string") return "Expected previous_page_url to be a string";
  const isPaged = next === null || queryFromPageUrl(operation, query, next) !== undefined;
  return isPaged ? undefined : "Expected next_page_url to have paging parameters";
}

/** Reads the page of a response that has been checked. All of it, if the binding to start after is gone. */
export function readPage<Item extends AnyBinding>(
  target: ListTarget,
  { query, after }: Place,
  call: CallResult,
): RawPage<Item> {
  const { meta, [target.operation.itemKey]: all = [] } = call.data as { meta: PageMeta } & Record<
    string,
    Item[]
  >;
  const isSelected = createSelection(target.operation, query);
  const selected = all.filter(isSelected);
  const start = after === undefined ? 0 : selected.findIndex(({ sid }) => sid === after) + 1;
  const items = selected.slice(start);
  guardItems(target, items.slice(0, 1));
  const content = all.length === 0 ? "" : `${all[0]?.sid} ${all.at(-1)?.sid} ${all.length}`;
  return { items, meta, query, call, content };
}

/** Guards bindings against reading names of the official library. It takes time, so that not all of a list are. */
export function guardItems({ client }: ListTarget, items: readonly object[]): void {
  for (const item of items) client.guard?.(item);
}

/** The query of the next page; `undefined` on the last. */
export function nextQuery<Item>(target: ListTarget, { meta, query }: RawPage<Item>): QueryValues | undefined {
  const { next_page_url: url } = meta;
  return url === null ? undefined : queryFromPageUrl(target.operation, query, url);
}

/** The page as callers get it. */
export function toPage<Item extends AnyBinding>(target: ListTarget, raw: RawPage<Item>): Page<Item> {
  const { items, meta, query, isCut } = raw;
  guardItems(target, items);
  const link = (url: string | null | undefined, cut?: Place) => {
    const found = url ? queryFromPageUrl(target.operation, query, url) : undefined;
    const place = cut ?? (found && { query: found });
    return {
      url: cut ? pageUrlOf(target, cut) : url ? keepablePageUrl(target, query, url) : undefined,
      request: async (given: CallOptions = {}) => {
        const options = readOptions<CallOptions>(given, callShape);
        return place && toPage<Item>(target, await requestPage(target, place, options));
      },
    };
  };
  // Continues where a page was cut, so that nothing is missing for who goes on from here.
  const next = link(meta.next_page_url, isCut ? { query, after: items.at(-1)?.sid } : undefined);
  const previous = link(meta.previous_page_url);
  return {
    instances: items,
    meta,
    nextPageUrl: next.url,
    previousPageUrl: previous.url,
    getNextPage: next.request,
    getPreviousPage: previous.request,
  };
}
