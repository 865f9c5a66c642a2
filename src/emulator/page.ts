import type { PageMeta } from "../types.ts";
import { own } from "./catalog.ts";
import { type Ordered, backwards, forwards } from "./ordered.ts";
import { type Cursor, writeToken } from "./page-token.ts";
import type { ListQuery } from "./query.ts";
import type { StoredBinding, StoredService, StoredUser } from "./store.ts";

/** A page: what is on it, and where its neighbours start. */
export interface Page {
  readonly bindings: readonly StoredBinding[];
  readonly next: Cursor | undefined;
  readonly previous: Cursor | undefined;
}

type Lists = readonly Ordered<StoredBinding>[];
type Matches = (binding: StoredBinding) => boolean;

/**
 * Finds a page. Cursors name places in the order of creation and not counts, so that bindings removed or added
 * between two pages make the walk neither skip nor repeat any.
 */
export function findPage(
  service: StoredService | undefined,
  user: StoredUser | undefined,
  query: ListQuery,
): Page {
  const identities = query.filters.get(own.identity);
  const lists = listsOf(service, user, identities);
  const matches = matcher(query.filters);
  return query.cursor?.direction === "before"
    ? pageBefore(lists, matches, query.cursor.sequence, query.size)
    : pageAfter(lists, matches, query.cursor?.sequence ?? 0, query.size);
}

/** The lists to look through: the shortest that hold all that can match. */
function listsOf(
  service: StoredService | undefined,
  user: StoredUser | undefined,
  identities: ReadonlySet<string> | undefined,
): Lists {
  if (user !== undefined) return [user.bindings];
  if (service === undefined) return [];
  if (identities === undefined) return [service.bindings];
  return [...identities].flatMap((identity) => service.users.get(identity)?.bindings ?? []);
}

/** What the lists have not sifted already. */
function matcher(filters: ListQuery["filters"]): Matches {
  const types = filters.get(own.type);
  const identities = filters.get(own.identity);
  return ({ type, user }) =>
    (types === undefined || types.has(type)) && (identities === undefined || identities.has(user.identity));
}

function pageAfter(lists: Lists, matches: Matches, sequence: number, size: number): Page {
  const { bindings, more } = take(forwards(lists, sequence), matches, size);
  const last = bindings.at(-1);
  const first = bindings[0]?.sequence ?? sequence + 1;
  return {
    bindings,
    next: more && last !== undefined ? { direction: "after", sequence: last.sequence } : undefined,
    // The page before may have been emptied since; whether it was is not worth a walk through the tombstones.
    previous: sequence > 0 ? { direction: "before", sequence: first } : undefined,
  };
}

function pageBefore(lists: Lists, matches: Matches, sequence: number, size: number): Page {
  const { bindings, more } = take(backwards(lists, sequence), matches, size);
  bindings.reverse();
  const [first] = bindings;
  const last = bindings.at(-1)?.sequence ?? sequence - 1;
  const { bindings: following } = take(forwards(lists, last), matches, 1);
  return {
    bindings,
    next: following.length > 0 ? { direction: "after", sequence: last } : undefined,
    previous: more && first !== undefined ? { direction: "before", sequence: first.sequence } : undefined,
  };
}

function take(walk: Iterable<StoredBinding>, matches: Matches, size: number) {
  const bindings: StoredBinding[] = [];
  for (const binding of walk) {
    if (!matches(binding)) continue;
    if (bindings.length === size) return { bindings, more: true };
    bindings.push(binding);
  }
  return { bindings, more: false };
}

/** The `meta` block of a page. */
export function writeMeta(query: ListQuery, { next, previous }: Page, key: string, path: string): PageMeta {
  const url = (page: number, cursor: Cursor | undefined) => pageUrl(query, path, page, cursor);
  return {
    page: query.page,
    page_size: query.size,
    first_page_url: url(0, undefined),
    previous_page_url: previous === undefined ? null : url(Math.max(0, query.page - 1), previous),
    url: url(query.page, query.cursor),
    next_page_url: next === undefined ? null : url(query.page + 1, next),
    key,
  };
}

function pageUrl({ sent, size, names }: ListQuery, path: string, page: number, cursor: Cursor | undefined) {
  const query = new URLSearchParams(sent.map(([name, value]) => [name, value]));
  query.append(names.size, String(size));
  query.append(names.index, String(page));
  if (cursor !== undefined) query.append(names.token, writeToken(cursor));
  return `${path}?${query.toString()}`;
}
