import type { Fetch, RemovalReport, ServiceBinding } from "../../src/index.ts";
import { binding, bindingsUrl, failure, json, noContent, pageAnswer } from "./answers.ts";

// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- what a function without a result returns
type Instead = Response | Error | undefined | void;

export interface StoreOptions {
  /** How pages are told apart: by the last SID before them, or by counting, which shifts while bindings go. */
  readonly paging?: "token" | "offset";
  readonly ignoresFilters?: boolean;
  /** Whether a list still shows what was removed. */
  readonly isStale?: boolean;
  /** The same for some of it. */
  readonly staysListed?: (sid: string) => boolean;
  /** Returns another response to a removal; undefined lets it through. Called with its number, from 1. */
  readonly onRemove?: (sid: string, count: number) => Instead | Promise<Instead>;
  /** The same for a list. */
  readonly onList?: (count: number) => Instead;
  /** The same for a binding that is fetched by itself. */
  readonly onLookUp?: (sid: string, count: number) => Instead;
}

export interface Store {
  readonly fetch: Fetch;
  readonly sids: () => string[];
  /** Removes a binding, as somebody else. */
  readonly lose: (sid: string) => void;
  /** SIDs of the removals that were requested, in their order, repeated ones included. */
  readonly removals: readonly string[];
  /** SIDs of the bindings that were fetched one by one. */
  readonly lookUps: readonly string[];
  /** How many pages were requested. */
  readonly lists: () => number;
  /** Maximum number of concurrent requests. */
  readonly maxConcurrent: () => number;
}

/** So many bindings. */
export const manyBindings = (count: number): ServiceBinding[] =>
  Array.from({ length: count }, (_, index) => binding(index + 1));

/** The report of a removal of so many bindings that all went well, or with other numbers. */
export const reportOf = (count: number, change: Partial<RemovalReport> = {}): RemovalReport => ({
  matched: count,
  removed: count,
  alreadyGone: 0,
  failed: [],
  notAttempted: 0,
  ...change,
});

/** A service with bindings in it, as a `fetch`. Independent of the emulator. */
export function storeOf(bindings: readonly ServiceBinding[], options: StoreOptions = {}): Store {
  const present = new Map<string, ServiceBinding>(bindings.map((item) => [item.sid, item]));
  const removals: string[] = [];
  const lookUps: string[] = [];
  let lists = 0;
  let inFlight = 0;
  let maxConcurrent = 0;

  const remove = async (sid: string): Promise<Response> => {
    removals.push(sid);
    const instead = await options.onRemove?.(sid, removals.length);
    if (instead instanceof Error) throw instead;
    if (instead) return instead;
    return present.delete(sid) ? noContent() : failure(404);
  };
  const fetchOne = (sid: string): Response => {
    lookUps.push(sid);
    const instead = options.onLookUp?.(sid, lookUps.length);
    if (instead instanceof Error) throw instead;
    if (instead) return instead;
    const found = present.get(sid);
    return found ? json(found) : failure(404);
  };
  const list = (query: URLSearchParams): Response => {
    lists += 1;
    const instead = options.onList?.(lists);
    if (instead instanceof Error) throw instead;
    if (instead) return instead;
    const { isStale = false, staysListed = () => isStale, ignoresFilters = false } = options;
    const shown = bindings.filter(
      (item) =>
        (staysListed(item.sid) || present.has(item.sid)) && (ignoresFilters || isSelected(item, query)),
    );
    return options.paging === "offset" ? pageByIndex(shown, query) : pageByToken(shown, query);
  };
  const fetch: Fetch = async (url, init) => {
    maxConcurrent = Math.max(maxConcurrent, ++inFlight);
    try {
      await new Promise((resolve) => setImmediate(resolve));
      init.signal?.throwIfAborted();
      const { pathname, searchParams } = new URL(url);
      const last = pathname.split("/").at(-1) ?? "";
      if (init.method === "DELETE") return await remove(last);
      return last === "Bindings" ? list(searchParams) : fetchOne(last);
    } finally {
      inFlight--;
    }
  };
  return {
    fetch,
    sids: () => [...present.keys()],
    lose: (sid) => void present.delete(sid),
    removals,
    lookUps,
    lists: () => lists,
    maxConcurrent: () => maxConcurrent,
  };
}

function isSelected(item: ServiceBinding, query: URLSearchParams): boolean {
  const isAmong = (name: string, value: string | null) =>
    !query.has(name) || (value !== null && query.getAll(name).includes(value));
  return isAmong("BindingType", item.binding_type) && isAmong("Identity", item.identity);
}

function pageByToken(shown: readonly ServiceBinding[], query: URLSearchParams): Response {
  const after = query.get("PageToken") ?? "";
  const rest = shown.filter(({ sid }) => sid > after);
  const page = rest.slice(0, Number(query.get("PageSize")));
  const last = page.at(-1);
  return answer(page, last && rest.length > page.length ? `PageToken=${last.sid}` : undefined);
}

function pageByIndex(shown: readonly ServiceBinding[], query: URLSearchParams): Response {
  const size = Number(query.get("PageSize"));
  const index = Number(query.get("Page") ?? 0);
  const page = shown.slice(index * size, (index + 1) * size);
  return answer(page, shown.length > (index + 1) * size ? `Page=${index + 1}` : undefined);
}

function answer(page: readonly ServiceBinding[], next: string | undefined): Response {
  return pageAnswer(page, { next: next === undefined ? null : `${bindingsUrl}?${next}` });
}
