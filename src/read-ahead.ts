import { type Interrupt, createCancellation } from "./abort.ts";
import { selectorOf } from "./list-query.ts";
import { readPages } from "./listing.ts";
import type { RawPage } from "./page.ts";
import type { ListTarget } from "./page-url.ts";
import type { QueryValues } from "./parameters.ts";
import type { AnyBinding } from "./types.ts";

type Chain<Item> = AsyncGenerator<RawPage<Item>, void, undefined>;

/** What a list reads. */
export interface Reading<Item> {
  readonly target: ListTarget;
  readonly query: QueryValues;
  /** Queries that together give the same list; where there are several, they are read at once. */
  readonly parts: readonly QueryValues[];
  /** Most items to give. */
  readonly limit: number;
  /** @param cancellation ends the request when the page is no longer wanted */
  readonly request: (query: QueryValues, cancellation: Interrupt) => Promise<RawPage<Item>>;
}

/**
 * Gives the pages of a list until `limit` items have come. While the caller works on a page, the next one is asked
 * for already; one page ahead, never more.
 *
 * Where the list comes in parts, the first page is still the whole list's: one request is enough for a short list.
 * Only where there is more, the parts are read, all at once.
 */
export async function* readAhead<Item extends AnyBinding>({
  target,
  query,
  parts,
  limit,
  request,
}: Reading<Item>): Chain<Item> {
  const cancellation = createCancellation();
  const read = (start: QueryValues) => readPages<Item>(target, start, (next) => request(next, cancellation));
  const ahead = new Map<Chain<Item>, ReturnType<typeof take<Item>>>();
  const advance = (chain: Chain<Item>) => ahead.set(chain, take(chain));
  let isFirst = true;
  let left = limit;
  try {
    if (left > 0) advance(read(query));
    while (left > 0 && ahead.size > 0) {
      const { chain, result } = await Promise.race(ahead.values());
      ahead.delete(chain);
      if (result.done) continue;
      const page = result.value;
      left -= page.items.length;
      const isSplit = isFirst && parts.length > 1 && page.meta.next_page_url !== null;
      isFirst = false;
      if (left > 0 && isSplit)
        for (const part of parts) advance(without(page.items, target, part, read(part)));
      else if (left > 0) advance(chain);
      yield left < 0 ? { ...page, items: page.items.slice(0, left) } : page;
    }
  } finally {
    cancellation.cancel();
  }
}

function take<Item>(chain: Chain<Item>) {
  const next = chain.next().then((result) => ({ chain, result }));
  // It surfaces when its turn comes, which is never where the caller has had enough.
  next.catch(() => undefined);
  return next;
}

/**
 * A part of a list without what the caller has had. It keeps to its own filters, too: a server that ignores them
 * would give everything once for each part.
 */
async function* without<Item extends AnyBinding>(
  had: readonly Item[],
  { operation }: ListTarget,
  part: QueryValues,
  chain: Chain<Item>,
): Chain<Item> {
  const sids = new Set(had.map(({ sid }) => sid));
  const isSelected = selectorOf(operation, part);
  for await (const page of chain) {
    yield { ...page, items: page.items.filter((item) => !sids.has(item.sid) && isSelected(item)) };
  }
}
