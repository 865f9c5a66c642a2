import type { ListOperation } from "../../generated/operations.ts";
import { invalid, isSid } from "../checks.ts";
import * as http from "../http/index.ts";
import type { Target } from "./target.ts";

/** Where a page starts. */
export interface Place {
  readonly query: http.QueryValues;
  /** The SID of the last binding of the page that was given, if it was given in part. */
  readonly after?: string | undefined;
}

/** The fragment of the URL of a page that was given in part; a fragment is never sent. */
const AFTER = "#after=";

/**
 * The query of the page at a page URL of a response: the filters of this one, and the paging parameters of the URL.
 * Nothing else of it is used: gateways rewrite scheme, host and path.
 */
export function queryFromPageUrl(
  { paging: { size, index, token } }: ListOperation,
  query: http.QueryValues,
  pageUrl: string,
): http.QueryValues {
  const found = new URLSearchParams(/\?([^#]*)/.exec(pageUrl)?.[1]);
  return {
    ...query,
    [size]: found.get(size) ?? query[size],
    [index]: found.get(index) ?? undefined,
    [token]: found.get(token) ?? undefined,
  };
}

function pageUrlOf({ client, operations: { list }, path }: Target, { query, after }: Place): string {
  const url = client.baseUrl(list) + http.serializePath(list, path) + http.serializeQuery(query);
  return after === undefined ? url : `${url}${AFTER}${after}`;
}

/**
 * The URL of a place, to keep: the server's, if that is read as the same place. Gateways rewrite paths, and a server
 * may leave out filters; then one of the list's own.
 */
export function keepablePageUrl(target: Target, place: Place, pageUrl: string | null | undefined): string {
  const own = pageUrlOf(target, place);
  const { size } = target.operations.list.paging;
  try {
    const { query } = readPageUrl(target, pageUrl, "url");
    // A URL may leave the page size to who requests it.
    const read = { query: { ...query, [size]: query[size] ?? place.query[size] } };
    return pageUrl && pageUrlOf(target, read) === own ? pageUrl : own;
  } catch {
    // Not a URL of this list.
    return own;
  }
}

/**
 * Reads a page URL that the caller kept.
 *
 * @throws {@link ValidationError} if it is not a URL of this list
 */
export function readPageUrl(target: Target, pageUrl: unknown, parameter: string): Place {
  const { client, operations, shape } = target;
  const { list } = operations;
  const base = `${client.baseUrl(list)}/`;
  const isUrl = typeof pageUrl === "string" && pageUrl !== "" && URL.canParse(pageUrl, base);
  const url = isUrl ? new URL(pageUrl, base) : undefined;
  if (!url || !isOwnPath(url.pathname, target)) throw invalid(parameter, "a page URL of this list", pageUrl);
  const query = Object.entries(list.query).map(([name, { type }]) => {
    const texts = url.searchParams.getAll(name);
    const [first] = texts;
    // An empty value counts as absent, but not that of a filter, which would select everybody.
    if (first === undefined || (type !== "array" && first === "")) return [name, undefined];
    const value = type === "array" ? texts : type === "integer" ? Number(first) : first;
    return [name, shape[http.optionName(name)]?.(parameter, value)];
  });
  return {
    query: Object.fromEntries(query) as http.QueryValues,
    after: url.hash.startsWith(AFTER) ? url.hash.slice(AFTER.length) : undefined,
  };
}

/** Whether a path ends as the list's own: a gateway may have put something before it. */
function isOwnPath(pathname: string, { operations: { list }, path }: Target): boolean {
  const template = list.path.split("/").slice(1);
  const segments = pathname.split("/").slice(-template.length).map(http.decodeSegment);
  return (
    segments.length === template.length &&
    template.every((part, index) => {
      const name = part.startsWith("{") ? part.slice(1, -1) : undefined;
      const value = name === undefined ? part : path[name];
      if (segments[index] === value) return true;
      // The server may name a user by SID whom the caller named by identity.
      const isUser = name !== undefined && list.pathParameters[name]?.sid === undefined;
      return isUser && !isSid("User", value) && isSid("User", segments[index]);
    })
  );
}
