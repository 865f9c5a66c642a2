import { type Operation, type SidKind, operations, sids } from "../../generated/operations.ts";
import { type Check, invalid, isSid as isSidOf, readOptions } from "../checks.ts";
import { ApiError, ResponseFormatError } from "../errors.ts";
import { type CallOptions, callShape } from "../options.ts";
import type { AttemptResult } from "./attempt.ts";
import { responseOf } from "./call-promise.ts";
import type { Call } from "./call-state.ts";
import { performCall } from "./call.ts";
import type { ClientContext } from "./context.ts";
import { routeUrl } from "./hosts.ts";
import { redactFor, responseContext } from "./observer.ts";
import { readResponse, rejectStatus } from "./operation-call.ts";
import { decodeSegment } from "./parameters.ts";
import { MASK } from "./redactor.ts";
import { type RawResponse, isNotFound, isSuccess, isTemporary, parseJson, redactBody } from "./response.ts";

/** Options of `client.fetch`: method, body, and those of every call. */
export interface FetchInit extends CallOptions {
  /**
   * HTTP method. POST, PATCH and others that are not idempotent are retried only if the request was certainly not
   * processed. @default "GET"
   */
  method?: string | undefined;
  /** A body that can be sent more than once, which a stream cannot. */
  body?: string | URLSearchParams | FormData | Blob | ArrayBuffer | undefined;
}

const method: Check = (name, value) => {
  if (typeof value === "string" && /^[a-z]+$/i.test(value)) return value.toUpperCase();
  throw invalid(name, "an HTTP method", value);
};

const body: Check = (name, value) => {
  // Copied, because the caller may change it before the request is sent or retried.
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (value instanceof URLSearchParams) return new URLSearchParams(value);
  if (value instanceof FormData) {
    const copy = new FormData();
    value.forEach((entry, key) => copy.append(key, entry as string));
    return copy;
  }
  if (typeof value === "string" || value instanceof Blob) return value;
  throw invalid(name, "a string, URLSearchParams, FormData, Blob or ArrayBuffer", value);
};

/**
 * Sends a request to any path of the products' hosts.
 *
 * @param operation - the operation at this URL, if it is known: its ID is for hooks, and its response is checked
 */
export async function fetchAuthorized(
  client: ClientContext,
  given: string | URL,
  init: FetchInit = {},
  operation?: Operation,
): Promise<Response> {
  const url = routeUrl(given, client.routing);
  const options = readOptions<FetchInit>(init, { ...callShape, method, body });
  const { method: verb = "GET" } = options;
  const call = await performCall(client, {
    id: operation?.id ?? "fetch",
    method: verb,
    url: url.href,
    redacted: () => redactRequest(url, options.body, client.routing.baseUrl),
    options,
    body: options.body,
    read: (raw, current) => readAnyStatus(raw, current, operation),
  });
  const hasResponse = call.outcome === "failed" && call.error instanceof ApiError;
  const raw = (hasResponse ? call.raw : undefined) ?? responseOf(call);
  // A retry found that an earlier attempt has removed it.
  if (operation?.method === "DELETE" && isNotFound(raw) && call.mayHaveSucceeded)
    return new Response(null, { status: operation.status });
  // An operation's error is shown as the SDK shows it; other addresses are read as they are.
  const isShown = operation !== undefined && !isSuccess(raw.response);
  return copyResponse(isShown ? { ...raw, body: redactBody(raw.body, redactFor(call)) } : raw);
}

/** Treats a status that is worth a retry as a failure, and any other as the result. */
function readAnyStatus(raw: RawResponse, call: Call, operation: Operation | undefined): AttemptResult {
  const { status } = raw.response;
  if (operation && isSuccess(raw.response)) return readResponse(raw, call, operation);
  if (raw.body === undefined) {
    const error = new ResponseFormatError("The body is too large", responseContext(call));
    return { error, isRetryable: false, mayHaveSucceeded: true };
  }
  const isFailure = status === 401 || isTemporary(status);
  return isFailure ? rejectStatus(raw, call) : { data: undefined };
}

/** The body has been read, so the caller gets a new response with the same content. */
function copyResponse({ response, body: content }: RawResponse): Response {
  const { status, statusText, headers, url } = response;
  if (status < 200 || status > 599) return response;
  const isEmpty = [204, 205, 304].includes(status);
  // A mock may have no headers but `get`.
  const given = Symbol.iterator in headers ? { headers } : {};
  const copy = new Response(isEmpty ? null : (content as BodyInit), { status, ...given });
  // No response can be created with the status texts of some servers.
  return Object.defineProperties(copy, { url: { value: url }, statusText: { value: statusText } });
}

const pagingNames = /* @__PURE__ */ new Set(
  /* @__PURE__ */ Object.values(operations).flatMap((table) =>
    Object.values(table).flatMap((operation: Operation) => Object.values(operation.paging ?? {})),
  ),
);

/**
 * Shows only the collection names, SIDs and paging parameters of a URL: anything else may be personal data, as may
 * the values of a form and the texts of a JSON body. After the version, collection names and resource identifiers
 * alternate.
 */
function redactRequest(url: URL, content: FetchInit["body"], baseUrl = "https://none") {
  const identities: string[] = [];
  const hide = (text: string) => {
    identities.push(text);
    return MASK;
  };
  const isSid = (text: string) => (Object.keys(sids) as SidKind[]).some((kind) => isSidOf(kind, text));
  const prefix = new URL(baseUrl).pathname.replace(/\/$/, "");
  let turn = 0;
  const path = url.pathname.slice(prefix.length).replace(/[^/]+/g, (segment) => {
    const isName = turn % 2 === 1 ? /^[A-Z][A-Za-z]*$/.test(segment) : turn === 0 && /^v\d+$/.test(segment);
    turn++;
    return isName || isSid(segment) ? segment : hide(decodeSegment(segment));
  });
  const query = [...url.searchParams].map(([name, value]) => [
    /^[A-Za-z.]{1,30}$/.test(name) ? name : hide(name),
    pagingNames.has(name) ? value : hide(value),
  ]);
  const hideText = (value: unknown) => {
    if (typeof value === "string") hide(value);
  };
  // FormData and URLSearchParams have it.
  (content as Partial<FormData> | undefined)?.forEach?.(hideText);
  if (typeof content === "string") {
    parseJson(content, (_, value) => hideText(value));
    new URLSearchParams(content).forEach(hideText);
  }
  const shown = new URL(url);
  shown.pathname = `${prefix}${path}`;
  shown.search = new URLSearchParams(query).toString();
  return { url: shown.href, identities };
}
