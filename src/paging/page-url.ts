import type { ListOperation } from "../../generated/operations.ts";
import { invalid, isSid } from "../checks.ts";
import { type QueryValues, decodeSegment, optionName, serializePath, serializeQuery } from "../http/index.ts";
import type { ListTarget } from "./target.ts";

/** Where a page starts. */
export interface Place {
  readonly query: QueryValues;
  /** The SID of the last binding of the page that was given, if it was given in part. */
  readonly after?: string | undefined;
}

/** The fragment of the URL of a page that was given in part; a fragment is never sent. */
const AFTER = "#after=";

/**
 * The query of the page that a page URL of a response leads to: the filters of this one, and the paging parameters
 * of the URL. Nothing else of it is used: gateways rewrite scheme, host and path.
 *
 * @returns `undefined` if the URL has no paging parameters
 */
export function queryFromPageUrl(
  { paging: { size, index, token } }: ListOperation,
  query: QueryValues,
  pageUrl: string,
): QueryValues | undefined {
  const found = new URLSearchParams(/\?([^#]*)/.exec(pageUrl)?.[1]);
  if (!found.has(index) && !found.has(token)) return undefined;
  return {
    ...query,
    [size]: found.get(size) ?? query[size],
    [index]: found.get(index) ?? undefined,
    [token]: found.get(token) ?? undefined,
  };
}

/** The URL of a page of the list. */
export function pageUrlOf({ client, operation, path }: ListTarget, { query, after }: Place): string {
  const url = client.baseUrl(operation) + serializePath(operation, path) + serializeQuery(query);
  return after === undefined ? url : `${url}${AFTER}${after}`;
}

/**
 * A page URL to keep: the server's, if it leads this list to where it leads now. Gateways rewrite paths, and a server
 * may leave out filters; then one of the list's own.
 */
export function keepablePageUrl(target: ListTarget, query: QueryValues, pageUrl: string): string {
  const { operation } = target;
  const next = queryFromPageUrl(operation, query, pageUrl);
  if (!next) return pageUrl;
  const names = Object.keys(operation.query);
  const textOf = (values: QueryValues) =>
    serializeQuery(Object.fromEntries(names.map((name) => [name, values[name]])));
  try {
    const { size } = operation.paging;
    const own = { [size]: next[size], ...readPageUrl(target, pageUrl, "url").query };
    if (textOf(own) === textOf(next)) return pageUrl;
  } catch {
    // Not a URL of this list.
  }
  return pageUrlOf(target, { query: next });
}

/**
 * Reads a page URL that the caller kept.
 *
 * @throws {@link ValidationError} if it is not a URL of this list
 */
export function readPageUrl(target: ListTarget, pageUrl: unknown, parameter: string): Place {
  const { client, operation, shape } = target;
  const base = `${client.baseUrl(operation)}/`;
  const isUrl = typeof pageUrl === "string" && pageUrl !== "" && URL.canParse(pageUrl, base);
  const url = isUrl ? new URL(pageUrl, base) : undefined;
  if (!url || !isOwnPath(url.pathname, target)) throw invalid(parameter, "a page URL of this list", pageUrl);
  const query: Record<string, QueryValues[string]> = {};
  for (const [name, { type }] of Object.entries(operation.query)) {
    const texts = url.searchParams.getAll(name);
    const [first] = texts;
    // An empty token is none.
    if (first === undefined || (name === operation.paging.token && first === "")) continue;
    const value = type === "array" ? texts : type === "integer" ? Number(first) : first;
    query[name] = shape[optionName(name)]?.(parameter, value) as QueryValues[string];
  }
  return { query, after: url.hash.startsWith(AFTER) ? url.hash.slice(AFTER.length) : undefined };
}

/** Whether a path ends as the list's own: a gateway may have put something before it. */
function isOwnPath(pathname: string, { operation, path }: ListTarget): boolean {
  const template = operation.path.split("/").slice(1);
  const segments = pathname.split("/").slice(-template.length).map(decodeSegment);
  return (
    segments.length === template.length &&
    template.every((part, index) => {
      const name = part.startsWith("{") ? part.slice(1, -1) : undefined;
      const value = name === undefined ? part : path[name];
      if (segments[index] === value) return true;
      // A user that was named by identity may come back by SID.
      const isUser = name !== undefined && operation.pathParameters[name]?.sid === undefined;
      return isUser && !isSid("User", value) && isSid("User", segments[index]);
    })
  );
}
