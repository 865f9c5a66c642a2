import { type Answer, isObject } from "./answer.ts";
import { ResponseFormatError } from "./errors.ts";
import { type CallOptions, callOptionNames, checkCallOptions, checkNames } from "./options.ts";
import { type ListTarget, turnPage } from "./page-url.ts";
import type { QueryValues } from "./parameters.ts";
import type { Call } from "./transport.ts";
import type { PageMeta } from "./types.ts";

/** One page of a list. */
export interface Page<Item> {
  /** The bindings of this page. */
  readonly instances: Item[];
  /** The `meta` block as Twilio sent it. */
  readonly meta: PageMeta;
  /** URL of the next page, to keep and hand to `getPage`; undefined on the last page. */
  readonly nextPageUrl: string | undefined;
  /** URL of the page before; undefined on the first page. */
  readonly previousPageUrl: string | undefined;
  /** The next page; undefined on the last. */
  getNextPage(options?: CallOptions): Promise<Page<Item> | undefined>;
  /** The page before; undefined on the first. */
  getPreviousPage(options?: CallOptions): Promise<Page<Item> | undefined>;
}

/** A page as it came: the items, and the query that the next one is asked for with. */
export interface RawPage<Item> {
  readonly items: Item[];
  readonly meta: PageMeta;
  readonly query: QueryValues;
  readonly answer: Answer;
  /** The query of the next page; undefined on the last. Throws where the page URL is not to be trusted. */
  readonly next: () => QueryValues | undefined;
  readonly previous: () => QueryValues | undefined;
}

/** Asks for a page. */
export async function requestPage<Item>(
  target: ListTarget,
  query: QueryValues,
  call: Pick<Call, "options" | "surfaceRefusals" | "cancellation">,
): Promise<RawPage<Item>> {
  const { transport, operation, url } = target;
  return readPage(target, query, await transport.send({ operation, url, query, ...call }));
}

/** Checks the body of a page. @throws ResponseFormatError where it is none. */
export function readPage<Item>(target: ListTarget, query: QueryValues, answer: Answer): RawPage<Item> {
  const { body } = answer;
  const fail = (what: string): never => {
    throw new ResponseFormatError(`Expected a page, got ${what}`, answer.facts());
  };
  if (!isObject(body)) return fail("no JSON object");
  const { meta } = body;
  if (!isObject(meta)) return fail("no meta block");
  const key = target.operation.itemKey;
  const items = body[key];
  if (!Array.isArray(items)) return fail(`no list of ${key}`);
  const bad = items.findIndex((item) => !isObject(item) || typeof item["sid"] !== "string");
  if (bad >= 0) return fail(`${key}[${bad}] without a sid`);
  const { next_page_url: nextUrl, previous_page_url: previousUrl = null } = meta;
  // A page without a next one ends the list, so it must say so itself.
  if (nextUrl !== null && typeof nextUrl !== "string") return fail("a meta block without next_page_url");
  if (previousUrl !== null && typeof previousUrl !== "string") return fail("a strange previous_page_url");
  const pageMeta = meta as PageMeta;
  const follow = (url: string | null) => (url === null ? undefined : turnPage(target, query, url, answer));
  return {
    items: items as Item[],
    meta: pageMeta,
    query,
    answer,
    next: () => follow(nextUrl),
    previous: () => follow(previousUrl),
  };
}

/** The page as callers get it. */
export function toPage<Item>(target: ListTarget, raw: RawPage<Item>): Page<Item> {
  const get = async (query: () => QueryValues | undefined, options: CallOptions = {}) => {
    checkNames(options, callOptionNames);
    checkCallOptions(options);
    const values = query();
    return values && toPage(target, await requestPage<Item>(target, values, { options }));
  };
  return {
    instances: raw.items,
    meta: raw.meta,
    nextPageUrl: raw.meta.next_page_url ?? undefined,
    previousPageUrl: raw.meta.previous_page_url ?? undefined,
    getNextPage: (options) => get(raw.next, options),
    getPreviousPage: (options) => get(raw.previous, options),
  };
}
