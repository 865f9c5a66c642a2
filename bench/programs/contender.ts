/** What every contender does, in its own way. */
export interface Contender {
  /** All bindings as an array. Without a page size, what the contender asks for by itself. */
  readonly list: (options: ListOptions) => Promise<readonly unknown[]>;
  /** Each binding in turn, with no more than a page in memory where the contender can. */
  readonly stream: (visit: (binding: unknown) => void, options: ListOptions) => Promise<void>;
  readonly fetchOne: (sid: string) => Promise<unknown>;
  /** Removes all bindings; only where the contender has a call for it. */
  readonly removeAll?: () => Promise<{ readonly removed: number }>;
}

export interface ListOptions {
  readonly pageSize?: number | undefined;
  readonly types?: readonly string[] | undefined;
}

/** Opens a contender on a server. */
export type Open = (url: string, serviceSid: string) => Contender;

export const accountSid = `AC${"a".repeat(32)}`;
export const authToken = "any";
export const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;

/** A page, as the API writes it. */
export interface Page {
  readonly meta: { readonly next_page_url: string | null };
  readonly bindings: readonly unknown[];
}

/** The URL of a list's first page, for contenders that have nothing that makes one. */
export function listUrl(url: string, serviceSid: string, { pageSize, types = [] }: ListOptions): string {
  const list = new URL(`/v1/Services/${serviceSid}/Bindings`, url);
  if (pageSize !== undefined) list.searchParams.set("PageSize", String(pageSize));
  for (const type of types) list.searchParams.append("BindingType", type);
  return list.href;
}

/** A contender made of what gets a URL and gives the parsed body: the loop that a user would write. */
export function loopOver(get: (url: string) => Promise<unknown>): Open {
  return (url, serviceSid) => ({
    list: async (options) => {
      const all: unknown[] = [];
      for (let next: string | null = listUrl(url, serviceSid, options); next !== null;) {
        const { bindings, meta } = (await get(next)) as Page;
        all.push(...bindings);
        next = meta.next_page_url;
      }
      return all;
    },
    stream: async (visit, options) => {
      for (let next: string | null = listUrl(url, serviceSid, options); next !== null;) {
        const { bindings, meta } = (await get(next)) as Page;
        for (const binding of bindings) visit(binding);
        next = meta.next_page_url;
      }
    },
    fetchOne: (sid) => get(`${url}/v1/Services/${serviceSid}/Bindings/${sid}`),
  });
}
