import type { ListOperation } from "../../generated/operations.ts";
import { readOptions } from "../checks.ts";
import {
  type CallResult,
  type QueryValues,
  type SharedCall,
  callOperation,
  isObject,
  responseOf,
} from "../http/index.ts";
import { type CallOptions, callShape } from "../options.ts";
import type { AnyBinding, PageMeta } from "../types.ts";
import { keepablePageUrl, pageUrlOf, queryFromPageUrl } from "./page-url.ts";
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
  readonly result: CallResult;
  /** Tells it from other pages, by what the server sent; empty if there was nothing. */
  readonly content: string;
  /** Whether items at its end are left out. */
  readonly isCut?: boolean;
}

/** The call that requests a page. Never rejects. */
export function callPage(
  { client, operation, path }: ListTarget,
  query: QueryValues,
  options: CallOptions,
  shared?: SharedCall,
): Promise<CallResult> {
  return callOperation(client, {
    options,
    ...(shared && { shared }),
    operation,
    path,
    query,
    check: (data) => findPageProblem(operation, query, data),
  });
}

/** Requests a page. */
export async function requestPage<Item>(
  target: ListTarget,
  query: QueryValues,
  options: CallOptions,
  shared?: SharedCall,
): Promise<RawPage<Item>> {
  const result = await callPage(target, query, options, shared);
  responseOf(result);
  return readPage(target, query, result);
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
  return isPaged ? undefined : "Expected next_page_url to have the parameters of a page";
}

/** Reads the page of a response that has been checked. */
export function readPage<Item>(target: ListTarget, query: QueryValues, result: CallResult): RawPage<Item> {
  const { meta, [target.operation.itemKey]: all } = result.data as { meta: PageMeta } & Record<
    string,
    Item[]
  >;
  const isSelected = createSelection(target.operation, query);
  const items = (all ?? []).filter((item) => isSelected(item as object));
  guardItems(target, items.slice(0, 1));
  const sids = (all as unknown as AnyBinding[] | undefined)?.map(({ sid }) => sid) ?? [];
  const content = sids.length === 0 ? "" : `${sids[0]} ${sids.at(-1)} ${sids.length}`;
  return { items, meta, query, result, content };
}

/** Guards bindings against reading names of the official library. It takes time, so that not all of a list are. */
export function guardItems({ client }: ListTarget, items: readonly unknown[]): void {
  for (const item of items) client.guard?.(item as object);
}

/** The rest of a page that was given in part. All of it, if the binding where it was cut is gone. */
export function startAfter<Item extends AnyBinding>(
  page: RawPage<Item>,
  after: string | undefined,
): RawPage<Item> {
  const index = after === undefined ? -1 : page.items.findIndex(({ sid }) => sid === after);
  return index < 0 ? page : { ...page, items: page.items.slice(index + 1) };
}

/** The query of the next page; `undefined` on the last. */
export function nextQuery<Item>(target: ListTarget, page: RawPage<Item>): QueryValues | undefined {
  const { next_page_url: url } = page.meta;
  return url === null ? undefined : queryFromPageUrl(target.operation, page.query, url);
}

/** The page as callers get it. */
export function toPage<Item>(target: ListTarget, raw: RawPage<Item>): Page<Item> {
  const { items, meta, query } = raw;
  guardItems(target, items);
  const request = async (url: string | null | undefined, given: CallOptions = {}, after?: string) => {
    const options = readOptions<CallOptions>(given, callShape);
    const values = after === undefined && url ? queryFromPageUrl(target.operation, query, url) : undefined;
    if (!values && after === undefined) return undefined;
    const page = await requestPage<Item>(target, values ?? query, options);
    return toPage(target, startAfter(page as RawPage<Item & AnyBinding>, after)) as Page<Item>;
  };
  const keep = (url: string | null | undefined) => (url ? keepablePageUrl(target, query, url) : undefined);
  // Continues where a page was cut, so that nothing is missing for who goes on from here.
  const after = raw.isCut ? (items.at(-1) as AnyBinding | undefined)?.sid : undefined;
  return {
    instances: items,
    meta,
    nextPageUrl: after === undefined ? keep(meta.next_page_url) : pageUrlOf(target, query, after),
    previousPageUrl: keep(meta.previous_page_url),
    getNextPage: (options) => request(meta.next_page_url, options, after),
    getPreviousPage: (options) => request(meta.previous_page_url, options),
  };
}
