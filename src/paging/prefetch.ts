import * as http from "../http/index.ts";
import type { AnyBinding } from "../types.ts";
import type { ListQuery } from "./options.ts";
import { type RawPage, guardItems, requestPage } from "./page.ts";
import type { Place } from "./page-url.ts";
import { readPages } from "./pages.ts";
import { splitQuery } from "./selection.ts";
import type { Target } from "./target.ts";

type Chain<Item> = AsyncGenerator<RawPage<Item>, void, undefined>;

/**
 * Reads the pages of a list until `limit` items have come, or for as long as it is asked if that is not exact. While
 * the caller works on a page, the next one is requested already: one page ahead, never more.
 *
 * @param allowUnordered - whether a list that names several binding types may read them concurrently. The first page
 * is still the whole list's, because one request is enough for a short list.
 */
export async function* prefetchPages<Item extends AnyBinding>(
  target: Target,
  { query, after, limit, isExact = true, parallel, call }: ListQuery,
  allowUnordered: boolean,
  shared?: http.SharedCall,
): Chain<Item> {
  const cancellation = http.createStop();
  const read = (start: Place): Chain<Item> =>
    readPages(target, start, (place) => requestPage(target, place, call, { ...shared, cancellation }));
  const pending = new Map<Chain<Item>, ReturnType<typeof advance<Item>>>();
  const start = (chain: Chain<Item>) => pending.set(chain, advance(chain));
  let parts = parallel && allowUnordered ? splitQuery(target.operations.list, query) : [];
  let isFirst = true;
  let left = limit;
  try {
    if (left > 0) start(read({ query, after }));
    while (pending.size > 0) {
      const { chain, result } = await Promise.race(pending.values());
      pending.delete(chain);
      if (result.done) continue;
      const page = result.value;
      if (isFirst) guardItems(target, page.items);
      isFirst = false;
      left -= page.items.length;
      const isSplit = parts.length > 0 && page.next !== undefined;
      const rest = isSplit ? parts.map((part) => without(page, read({ query: part }))) : [chain];
      parts = [];
      if (left > 0) rest.forEach(start);
      yield isExact && left < 0 ? { ...page, items: page.items.slice(0, left), isCut: true } : page;
      if (left > 0) continue;
      if (isExact) return;
      rest.forEach(start);
    }
  } finally {
    http.abort(cancellation);
    // A cancelled call ends now, but not synchronously. No timer of it may outlive the list.
    await Promise.allSettled(pending.values());
  }
}

function advance<Item>(chain: Chain<Item>) {
  const next = chain.next().then((result) => ({ chain, result }));
  // A rejection is reported when its page is due, which is never if the caller stops reading.
  next.catch(() => undefined);
  return next;
}

/** A part of a list without what a page has given. */
async function* without<Item extends AnyBinding>(given: RawPage<Item>, chain: Chain<Item>): Chain<Item> {
  const sids = new Set(given.items.map(({ sid }) => sid));
  for await (const page of chain) {
    yield { ...page, items: page.items.filter(({ sid }) => !sids.has(sid)) };
  }
}
