import type { Fetch, ServiceBinding } from "../../src/index.ts";
import { bindingsUrl, failure, noContent, pageAnswer } from "./answers.ts";

export interface StoreOptions {
  /** How pages are told apart: by the last SID before them, or by counting, which shifts while bindings go. */
  readonly paging?: "token" | "offset";
  readonly ignoresFilters?: boolean;
  /** Whether a list still shows what was removed. */
  readonly isStale?: boolean;
  /** Says what a removal is answered with instead; undefined lets it through. Called with its number, from 1. */
  readonly onRemove?: (
    sid: string,
    count: number,
  ) => Response | Error | undefined | Promise<Response | undefined>;
  /** The same for a list. */
  readonly onList?: (count: number) => Response | Error | undefined;
}

export interface Store {
  readonly fetch: Fetch;
  readonly sids: () => string[];
  /** Takes a binding out behind the client's back. */
  readonly lose: (sid: string) => void;
  /** SIDs of the removals that were asked for, in their order, repeated ones included. */
  readonly removals: readonly string[];
  /** How many lists were asked for. */
  readonly lists: () => number;
  /** Most requests that were under way at once. */
  readonly mostAtOnce: () => number;
}

/** A service with bindings in it, as a `fetch`. It does by itself what the emulator does, to be a second opinion. */
export function storeOf(bindings: readonly ServiceBinding[], options: StoreOptions = {}): Store {
  const present = new Map<string, ServiceBinding>(bindings.map((binding) => [binding.sid, binding]));
  const removals: string[] = [];
  let lists = 0;
  let underWay = 0;
  let mostAtOnce = 0;

  const remove = async (sid: string): Promise<Response> => {
    removals.push(sid);
    const instead = await options.onRemove?.(sid, removals.length);
    if (instead instanceof Error) throw instead;
    if (instead) return instead;
    return present.delete(sid) ? noContent() : failure(404);
  };
  const list = (query: URLSearchParams): Response => {
    const instead = options.onList?.(++lists);
    if (instead instanceof Error) throw instead;
    if (instead) return instead;
    const shown = (options.isStale ? [...bindings] : [...present.values()]).filter(
      (binding) => options.ignoresFilters === true || isAskedFor(binding, query),
    );
    return options.paging === "offset" ? pageByIndex(shown, query) : pageByToken(shown, query);
  };
  const fetch: Fetch = async (url, init) => {
    mostAtOnce = Math.max(mostAtOnce, ++underWay);
    try {
      await new Promise((resolve) => setImmediate(resolve));
      init.signal?.throwIfAborted();
      const { pathname, searchParams } = new URL(url);
      return init.method === "DELETE" ? await remove(pathname.split("/").at(-1) ?? "") : list(searchParams);
    } finally {
      underWay--;
    }
  };
  return {
    fetch,
    sids: () => [...present.keys()],
    lose: (sid) => void present.delete(sid),
    removals,
    lists: () => lists,
    mostAtOnce: () => mostAtOnce,
  };
}

function isAskedFor(binding: ServiceBinding, query: URLSearchParams): boolean {
  const isAmong = (name: string, value: string | null) =>
    !query.has(name) || (value !== null && query.getAll(name).includes(value));
  return isAmong("BindingType", binding.binding_type) && isAmong("Identity", binding.identity);
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
