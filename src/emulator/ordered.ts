/** What a list holds: its place in the order of creation, and whether it is gone. */
export interface Entry {
  readonly sequence: number;
  removed: boolean;
}

/** Entries in order of creation. Removed ones stay as tombstones until there are many. */
export interface Ordered<Item extends Entry> {
  items: Item[];
  tombstones: number;
}

/** An empty list. */
export function createOrdered<Item extends Entry>(): Ordered<Item> {
  return { items: [], tombstones: 0 };
}

/** Counts an entry as removed. Compacts once a quarter is tombstones, so that a removal costs O(1) on average. */
export function buryOne<Item extends Entry>(list: Ordered<Item>): void {
  list.tombstones += 1;
  if (list.tombstones * 4 <= list.items.length) return;
  list.items = list.items.filter((item) => !item.removed);
  list.tombstones = 0;
}

/** Entries after a sequence number, over several lists, in order. */
export function* forwards<Item extends Entry>(
  lists: readonly Ordered<Item>[],
  after: number,
): Generator<Item, void> {
  yield* merge(
    lists.map(({ items }) => ({ items, index: firstAfter(items, after) })),
    1,
  );
}

/** Entries before a sequence number, over several lists, last first. */
export function* backwards<Item extends Entry>(
  lists: readonly Ordered<Item>[],
  before: number,
): Generator<Item, void> {
  yield* merge(
    lists.map(({ items }) => ({ items, index: firstAfter(items, before - 1) - 1 })),
    -1,
  );
}

interface Cursor<Item> {
  readonly items: readonly Item[];
  index: number;
}

function* merge<Item extends Entry>(cursors: readonly Cursor<Item>[], step: 1 | -1): Generator<Item, void> {
  for (;;) {
    const cursor = nearest(cursors, step);
    const item = cursor?.items[cursor.index];
    if (cursor === undefined || item === undefined) return;
    cursor.index += step;
    if (!item.removed) yield item;
  }
}

/** The cursor whose entry comes first in the direction of travel. */
function nearest<Item extends Entry>(
  cursors: readonly Cursor<Item>[],
  step: number,
): Cursor<Item> | undefined {
  if (cursors.length === 1) return cursors[0];
  let best: Cursor<Item> | undefined;
  let bestSequence = Infinity;
  for (const cursor of cursors) {
    const item = cursor.items[cursor.index];
    if (item === undefined || item.sequence * step >= bestSequence) continue;
    best = cursor;
    bestSequence = item.sequence * step;
  }
  return best;
}

/** Index of the first entry whose sequence number is greater. */
function firstAfter(items: readonly Entry[], sequence: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && item.sequence <= sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}
