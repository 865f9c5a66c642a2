import type { ListOperation } from "../../generated/operations.ts";
import { ValidationError } from "../errors.ts";
import { describeValue, isSid } from "../checks.ts";
import { type QueryValues, serializePath, optionName, serializeQuery } from "../http/index.ts";
import type { ListTarget } from "./target.ts";

/** The fragment of the URL of a page that was given in part; a fragment is never sent. */
const AFTER = "#after=";

/**
 * The query of the page that a page URL of an answer leads to: the filters of this one, and the paging parameters of
 * the URL. Nothing else of it is used: gateways rewrite scheme, host and path.
 *
 * @returns `undefined` if the URL has no paging parameters
 */
export function queryFromPageUrl(
  operation: ListOperation,
  query: QueryValues,
  pageUrl: string,
): QueryValues | undefined {
  const found = new URLSearchParams(/\?([^#]*)/.exec(pageUrl)?.[1]);
  const { size, index, token } = operation.paging;
  if (!found.has(index) && !found.has(token)) return undefined;
  return {
    ...query,
    [size]: found.get(size) ?? query[size],
    [index]: found.get(index) ?? undefined,
    [token]: found.get(token) ?? undefined,
  };
}

/** The URL of a page of the list. @param after - the SID of the last binding of the page that was given */
export function pageUrlOf(target: ListTarget, query: QueryValues, after?: string): string {
  const { client, operation, path } = target;
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
  const textOf = (values: QueryValues) =>
    serializeQuery(Object.fromEntries(Object.keys(operation.query).map((name) => [name, values[name]])));
  try {
    const { query: own } = readPageUrl(target, pageUrl, "url");
    const { size } = operation.paging;
    if (!next || textOf({ [size]: next[size], ...own }) === textOf(next)) return pageUrl;
  } catch {
    // Not a URL of this list.
  }
  return next ? pageUrlOf(target, next) : pageUrl;
}

/**
 * Reads the query of a page URL that the caller kept.
 *
 * @throws {@link ValidationError} if it is not a URL of this list
 */
export function readPageUrl(target: ListTarget, pageUrl: unknown, parameter: string) {
  const url = typeof pageUrl === "string" && pageUrl !== "" ? parse(target, pageUrl) : undefined;
  if (!url || !isOwnPath(url.pathname, target)) {
    throw new ValidationError(parameter, "a page URL of this list", describeValue(pageUrl));
  }
  const { query, paging } = target.operation;
  const values: Record<string, QueryValues[string]> = {};
  for (const [name, { type }] of Object.entries(query)) {
    if (!url.searchParams.has(name)) continue;
    const texts = url.searchParams.getAll(name);
    const value = type === "array" ? texts : type === "integer" ? Number(texts[0]) : texts[0];
    // An empty token is none.
    if (name === paging.token && value === "") continue;
    values[name] = target.shape[optionName(name)]?.(parameter, value) as QueryValues[string];
  }
  const after = url.hash.startsWith(AFTER) ? url.hash.slice(AFTER.length) : undefined;
  return { query: values, after };
}

function parse({ client, operation }: ListTarget, pageUrl: string): URL | undefined {
  const base = `${client.baseUrl(operation)}/`;
  return URL.canParse(pageUrl, base) ? new URL(pageUrl, base) : undefined;
}

/** Whether a path ends as the list's own: a gateway may have put something before it. */
function isOwnPath(pathname: string, { operation, path }: ListTarget): boolean {
  const template = operation.path.split("/").slice(1);
  const segments = pathname.split("/").slice(-template.length);
  return (
    segments.length === template.length &&
    template.every((part, index) => {
      const segment = decode(segments[index]);
      const name = part.slice(1, -1);
      const value = part.startsWith("{") ? path[name] : part;
      if (segment === value) return true;
      // A user that was named by identity may come back by SID.
      const isUser = part.startsWith("{") && operation.pathParameters[name]?.sid === undefined;
      return isUser && !isSid("User", value) && isSid("User", segment);
    })
  );
}

function decode(segment: string | undefined): string | undefined {
  try {
    return decodeURIComponent(segment ?? "");
  } catch {
    return undefined;
  }
}
