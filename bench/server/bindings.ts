import { operations } from "../../generated/operations.ts";
import { numberOf, serviceSid, types, writeArray, writeOne } from "./records.ts";

const { ListServiceBinding } = operations.conversations_v1;
const { maximum } = ListServiceBinding.query.PageSize;
/** What Twilio's own server takes where the request does not say. */
const DEFAULT_PAGE_SIZE = 50;

export const listPath = ListServiceBinding.path.replace("{ChatServiceSid}", serviceSid);

/** The answer to a request: a status, and a body where there is one. */
export interface Reply {
  readonly status: number;
  readonly body?: Buffer;
}

/** So many bindings, numbered from 0, that can be listed, fetched and removed. */
export interface Bindings {
  readonly reply: (method: string, url: URL) => Reply;
}

export function createBindings(count: number): Bindings {
  const isGone = new Uint8Array(count);
  let anyGone = false;

  const list = (url: URL): Reply => {
    const query = readQuery(url.searchParams);
    if (!query) return { status: 400 };
    const total = Math.floor((count * query.types.length) / types.length);
    const numbers: number[] = [];
    let at = query.start;
    for (; at < total && numbers.length < query.size; at++) {
      const number = nth(at, query.types);
      if (!anyGone || !isGone[number]) numbers.push(number);
    }
    return { status: 200, body: writePage(url, query, numbers, at < total ? at : undefined) };
  };
  const one = (method: string, sid: string): Reply => {
    const number = numberOf(sid);
    if (!(number < count) || isGone[number]) return { status: 404 };
    if (method === "GET") return { status: 200, body: writeOne(number) };
    isGone[number] = 1;
    anyGone = true;
    return { status: 204 };
  };
  return {
    reply: (method, url) => {
      if (url.pathname === listPath) return list(url);
      if (url.pathname.startsWith(`${listPath}/`))
        return one(method, url.pathname.slice(listPath.length + 1));
      return { status: 404 };
    },
  };
}

interface Query {
  readonly size: number;
  readonly page: number;
  readonly start: number;
  /** Which of the types, by their place. */
  readonly types: readonly number[];
}

/** Undefined where the server does not know what is asked: a contender that is misread would look fast. */
function readQuery(parameters: URLSearchParams): Query | undefined {
  if ([...parameters.keys()].some((name) => !(name in ListServiceBinding.query))) return undefined;
  const named = parameters.getAll("BindingType");
  const asked = types.flatMap((type, place) => (named.length === 0 || named.includes(type) ? [place] : []));
  const token = parameters.get("PageToken");
  return {
    size: Math.min(maximum, Number(parameters.get("PageSize") ?? DEFAULT_PAGE_SIZE)),
    page: Number(parameters.get("Page") ?? 0),
    start: token === null ? 0 : Number(token.slice("PT".length)),
    types: asked,
  };
}

/** The number of the binding at a place in the list of those of some types. */
function nth(place: number, asked: readonly number[]): number {
  const round = Math.floor(place / asked.length);
  return round * types.length + (asked[place % asked.length] ?? 0);
}

function writePage(url: URL, query: Query, numbers: readonly number[], next: number | undefined): Buffer {
  const pageUrl = (page: number, start: number) => {
    const parameters = new URLSearchParams({ PageSize: String(query.size), Page: String(page) });
    for (const type of url.searchParams.getAll("BindingType")) parameters.append("BindingType", type);
    if (start > 0) parameters.set("PageToken", `PT${start}`);
    return `${url.origin}${listPath}?${parameters.toString()}`;
  };
  const meta = {
    page: query.page,
    page_size: query.size,
    first_page_url: pageUrl(0, 0),
    previous_page_url: query.page > 0 ? pageUrl(query.page - 1, query.start - query.size) : null,
    url: pageUrl(query.page, query.start),
    next_page_url: next === undefined ? null : pageUrl(query.page + 1, next),
    key: ListServiceBinding.itemKey,
  };
  const head = `{"meta":${JSON.stringify(meta)},"${ListServiceBinding.itemKey}":`;
  return Buffer.concat([Buffer.from(head), writeArray(numbers), Buffer.from("}")]);
}
