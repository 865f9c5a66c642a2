import type { Answer } from "./answer.ts";
import type { Operation, QueryParameter } from "../generated/operations.ts";
import { ResponseFormatError, UntrustedUrlError, ValidationError, show } from "./errors.ts";
import { isProductHost } from "./hosts.ts";
import { type PathValues, type QueryValues, serializePath } from "./parameters.ts";
import { isSid } from "./sids.ts";

/** The list that a page URL has to belong to. */
export interface PageTarget {
  readonly operation: Operation;
  readonly path: PathValues;
  /** The URL that the operation's path is appended to. */
  readonly baseUrl: string;
}

/**
 * Takes the paging parameters out of a page URL that an answer carried. The URL itself is never requested: the
 * parameters go onto the list's own path and host, and its own filters stay as they are.
 *
 * @throws UntrustedUrlError where it names another host, path or scheme; ResponseFormatError where it is no URL.
 */
export function followPageUrl(pageUrl: string, target: PageTarget, answer: Answer): QueryValues {
  const query = ownQuery(pageUrl, target) ?? foreignQuery(pageUrl, target, answer);
  return pick(query, target.operation, ({ paging }) => paging !== undefined);
}

/** The query of a page URL that is the list's own to the letter, as they mostly are: nothing in it to distrust. */
function ownQuery(pageUrl: string, { operation, path, baseUrl }: PageTarget): URLSearchParams | undefined {
  const own = `${baseUrl}${serializePath(operation.path, path)}?`;
  return pageUrl.startsWith(own) && !pageUrl.includes("#")
    ? new URLSearchParams(pageUrl.slice(own.length))
    : undefined;
}

function foreignQuery(pageUrl: string, target: PageTarget, answer: Answer): URLSearchParams {
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
export function readPageUrl(pageUrl: unknown, target: PageTarget): QueryValues {
  const url = typeof pageUrl === "string" && pageUrl !== "" ? parse(pageUrl, target) : undefined;
  if (!url) throw new ValidationError("url", "the URL of a page of this list", show(pageUrl));
  checkTrust(url, target);
  return pick(url.searchParams, target.operation, () => true);
}

function parse(pageUrl: string, { baseUrl }: PageTarget): URL | undefined {
  return URL.canParse(pageUrl, `${baseUrl}/`) ? new URL(pageUrl, `${baseUrl}/`) : undefined;
}

function pick(
  params: URLSearchParams,
  { query }: Operation,
  isWanted: (parameter: QueryParameter) => boolean,
): QueryValues {
  const picked: Record<string, string | readonly string[]> = {};
  for (const [name, parameter] of Object.entries(query)) {
    const values = isWanted(parameter) ? params.getAll(name) : [];
    if (values[0] !== undefined) picked[name] = parameter.type === "array" ? values : values[0];
  }
  return picked;
}

function checkTrust(url: URL, target: PageTarget, answer?: Answer): void {
  const base = new URL(target.baseUrl);
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

function isSamePath(pathname: string, { operation, path }: PageTarget): boolean {
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
