import { ResponseFormatError } from "./errors.ts";
import type { Page, RawPage } from "./page.ts";
import { toPage } from "./page.ts";
import type { ListTarget } from "./page-url.ts";
import type { QueryValues } from "./parameters.ts";

/** A list: await it for all bindings, or iterate over it for one at a time. Each use asks anew. */
export interface Listing<Item> extends Promise<Item[]>, AsyncIterable<Item> {
  /** The pages one by one. */
  pages(): AsyncGenerator<Page<Item>, void, undefined>;
}

/**
 * Makes a listing out of what reads its pages.
 *
 * @param read gives the pages in the order of the list; or, where `mayMix`, in any
 */
export function createListing<Item extends object>(
  target: ListTarget,
  read: (mayMix: boolean) => AsyncIterable<RawPage<Item>>,
): Listing<Item> {
  async function* items() {
    // `yield*` of an array takes half as long again.
    for await (const page of read(true)) for (const item of page.items) yield item;
  }
  async function* pages() {
    for await (const page of read(false)) yield toPage(target, page);
  }
  const collect = async () => {
    const all: Item[] = [];
    for await (const page of read(true)) for (const item of page.items) all.push(item);
    return all;
  };
  // Nothing is requested before somebody asks: a listing that is iterated over must not be collected as well.
  let collected: Promise<Item[]> | undefined;
  const promise = () => (collected ??= collect());
  return {
    then: (onFulfilled, onRejected) => promise().then(onFulfilled, onRejected),
    catch: (onRejected) => promise().catch(onRejected),
    finally: (onFinally) => promise().finally(onFinally),
    [Symbol.toStringTag]: "Listing",
    [Symbol.asyncIterator]: items,
    pages,
  };
}

/**
 * Reads pages until the last. An empty page is no end: only a page without a next one is.
 *
 * @throws ResponseFormatError where the pages lead in a circle
 */
export async function* readPages<Item extends { readonly sid: string }>(
  target: ListTarget,
  start: QueryValues,
  request: (query: QueryValues) => Promise<RawPage<Item>>,
): AsyncGenerator<RawPage<Item>, void, undefined> {
  const { index, token } = target.operation.paging;
  // Without an index, the first page is asked for.
  const placeOf = (query: QueryValues) => `${String(query[index] ?? 0)} ${String(query[token] ?? "")}`;
  const seen = new Set([placeOf(start)]);
  const comesAgain = (mark: string) => seen.size === seen.add(mark).size;
  for (let query: QueryValues | undefined = start; query;) {
    const page: RawPage<Item> = await request(query);
    const [first] = page.items;
    // A list holds each binding once, so no two pages begin with the same.
    if (first && comesAgain(first.sid)) throw circle(page);
    yield page;
    query = page.next();
    if (query && comesAgain(placeOf(query))) throw circle(page);
  }
}

function circle<Item>(page: RawPage<Item>): ResponseFormatError {
  return new ResponseFormatError("The list leads back to a page that it gave before", page.answer.facts());
}
