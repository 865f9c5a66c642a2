import type { ListOperation } from "../generated/operations.ts";
import type { Answer } from "./answer.ts";
import { ResponseFormatError, UntrustedUrlError, ValidationError, show } from "./errors.ts";
import { isProductHost } from "./hosts.ts";
import type { PathValues, QueryValues } from "./parameters.ts";
import { isSid } from "./sids.ts";
import type { Transport } from "./transport.ts";

/** A list operation on its path. */
export interface ListTarget {
  readonly transport: Transport;
  readonly operation: ListOperation;
  readonly path: PathValues;
  /** The operation's URL on this path, without a query. */
  readonly url: string;
}

/**
 * The query of another page: the filters of this one, the place from the page URL that its answer carried. The URL
 * itself is never requested: what pages goes onto the list's own path and host.
 *
 * @throws UntrustedUrlError where it names another host, path or scheme; ResponseFormatError where it is no URL.
 */
export function turnPage(
  target: ListTarget,
  query: QueryValues,
  pageUrl: string,
  answer: Answer,
): QueryValues {
  const found = ownQuery(pageUrl, target) ?? foreignQuery(pageUrl, target, answer);
  const { size, index, token } = target.operation.paging;
  return {
    ...query,
    [size]: found.get(size) ?? query[size],
    [index]: found.get(index) ?? undefined,
    [token]: found.get(token) ?? undefined,
  };
}

/** The query of a page URL that is the list's own to the letter, as they mostly are: nothing in it to distrust. */
function ownQuery(pageUrl: string, { url }: ListTarget): URLSearchParams | undefined {
  return pageUrl.startsWith(`${url}?`) && !pageUrl.includes("#")
    ? new URLSearchParams(pageUrl.slice(url.length))
    : undefined;
}

function foreignQuery(pageUrl: string, target: ListTarget, answer: Answer): URLSearchParams {
  const url = parse(pageUrl, target);
  if (!url) {
    throw new ResponseFormatError(`Expected a page URL, got ${show(answer.scrub(pageUrl))}`, answer.facts());
  }
  checkTrust(url, target, answer);
  return url.searchParams;
}

/**
 * Takes everything that the operation knows out of the query of a page URL that the caller kept.
 *
 * @throws UntrustedUrlError as above; ValidationError where it is no URL.
 */
export function readPageUrl(pageUrl: unknown, target: ListTarget): QueryValues {
  const url = typeof pageUrl === "string" && pageUrl !== "" ? parse(pageUrl, target) : undefined;
  if (!url) throw new ValidationError("url", "the URL of a page of this list", show(pageUrl));
  checkTrust(url, target);
  const picked: Record<string, QueryValues[string]> = {};
  for (const [name, { type }] of Object.entries(target.operation.query)) {
    const values = url.searchParams.getAll(name);
    if (values.length > 0) picked[name] = type === "array" ? values : values[0];
  }
  return picked;
}

function parse(pageUrl: string, { transport, operation }: ListTarget): URL | undefined {
  const base = `${transport.baseUrl(operation)}/`;
  return URL.canParse(pageUrl, base) ? new URL(pageUrl, base) : undefined;
}

function checkTrust(url: URL, target: ListTarget, answer?: Answer): void {
  const base = new URL(target.transport.baseUrl(target.operation));
  const refuse = (reason: string) => {
    // Its path may name a user, and the rest of it whatever a hostile answer put there.
    const shown = url.host === "" ? url.protocol : url.origin;
    throw new UntrustedUrlError(reason, answer ? answer.scrub(shown) : shown, answer?.facts());
  };
  if (url.username || url.password) refuse("it carries a user name or password");
  const own = url.origin === base.origin;
  if (!own && url.host === base.host) refuse(`its scheme is not ${base.protocol.slice(0, -1)}`);
  if (!own && !isProductHost(url, target.operation.server)) refuse("it is on another host");
  const prefix = own && url.pathname.startsWith(`${base.pathname}/`) ? base.pathname.replace(/\/$/, "") : "";
  if (!isSamePath(url.pathname.slice(prefix.length), target)) refuse("it names another path");
}

function isSamePath(pathname: string, { operation, path }: ListTarget): boolean {
  const template = operation.path.split("/");
  const segments = pathname.split("/");
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
