import * as http from "../http/index.ts";
import type { AnyBinding } from "../types.ts";
import type { ListQuery } from "./options.ts";
import { type Page, toPage } from "./page.ts";
import { prefetchPages } from "./prefetch.ts";
import type { Target } from "./target.ts";

/**
 * A list: await it for an array of all bindings, or iterate over it for one at a time. Nothing is requested before
 * that, and each iteration requests anew.
 */
export interface Listing<Item> extends Promise<Item[]>, AsyncIterable<Item> {
  /** Iterates over the pages. The last one may be cut by `limit`; its `nextPageUrl` continues after the cut. */
  pages(): AsyncGenerator<Page<Item>, void, undefined>;
}

/**
 * Creates a listing.
 *
 * @param read - returns the options as they were at the call, or throws
 * @param isAwaited - whether to collect the bindings now
 */
export function createListing<Item extends AnyBinding>(
  target: Target,
  read: () => ListQuery,
  isAwaited = false,
): Listing<Item> {
  const rawPages = (allowUnordered: boolean) => prefetchPages<Item>(target, read(), allowUnordered);
  const throwIfOver = () => http.throwIfAborted([target.client.options.signal, read().call.signal]);
  async function* items() {
    for await (const page of rawPages(true)) {
      // `yield*` of an array takes half as long again.
      for (const item of page.items) {
        throwIfOver();
        yield item;
      }
    }
  }
  async function* pages() {
    for await (const page of rawPages(false)) {
      throwIfOver();
      yield toPage(target, page);
    }
  }
  const collect = async () => {
    const all: Item[] = [];
    for await (const page of rawPages(true)) for (const item of page.items) all.push(item);
    return all;
  };
  let collected = isAwaited ? collect() : undefined;
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
