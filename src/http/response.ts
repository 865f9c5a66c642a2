import { type Operation, headers } from "../../generated/operations.ts";
import { isObject } from "../checks.ts";
import {
  ApiError,
  AuthenticationError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  type ResponseContext,
  ServerError,
} from "../errors.ts";
import { type Body, textOf } from "./body.ts";
import { parseRetryAfter } from "./retry-delay.ts";

/** A response whose body has been read. */
export interface RawResponse {
  readonly response: Response;
  readonly body: Body;
}

/** Longest text that an error shows of a response, in characters. */
const MAX_TEXT = 4096;
/** Longest text that is searched for secrets. Its end is not shown, because the cut may leave one in part. */
const MAX_SEARCHED = 65_536;
/** Limits of `details`: a body may be nested, or long, without end. */
const MAX_DEPTH = 8;
const MAX_ENTRIES = 100;

type Redact = (text: string) => string;

/** Redacts a text of the server and cuts it. */
function showText(text: string, redact: Redact): string {
  const searched = redact(text.slice(0, MAX_SEARCHED));
  const redacted = text.length > MAX_SEARCHED ? `${searched.slice(0, -MAX_TEXT)}…` : searched;
  return redacted.length > MAX_TEXT ? `${redacted.slice(0, MAX_TEXT)}…` : redacted;
}

/** A header of a response. Mocks may have a `Map` with names in lower case, and other values than strings. */
function headerOf({ headers: received }: Response, name: string): string | undefined {
  return (received.get(name) ?? received.get(name.toLowerCase()))?.toString();
}

/** `Twilio-Request-Id` of a response. */
export function requestIdOf(response: Response, redact: Redact): string | undefined {
  const id = headerOf(response, headers.TwilioRequestId) ?? "";
  return id === "" ? undefined : showText(id, redact).slice(0, 200);
}

/** Whether a status is a success. Mocks may have no `ok`. */
export function isSuccess({ status }: Response): boolean {
  return status >= 200 && status < 300;
}

/**
 * Whether a response says that the resource does not exist. A page in HTML is a gateway's, about an address that it
 * does not know, and says nothing about the resource.
 */
export function isNotFound(raw: RawResponse | undefined): boolean {
  return raw?.response.status === 404 && !/^\s*</.test(textOf(raw.body));
}

/** Whether a status leaves open if the request was processed. */
export function isUnclear(status: number): boolean {
  return status === 408 || status >= 500;
}

/** Whether a status is worth a retry. */
export function isTemporary(status: number): boolean {
  return status === 429 || isUnclear(status);
}

/** What is wrong with a success response, which a proxy may have written. */
export interface FormatProblem {
  readonly problem: string;
  /** Whether a retry may help. */
  readonly isForeign: boolean;
}

/** Reads the JSON body of an operation's success; `data` is `undefined` if the operation has none. */
export function readSuccess(
  { response, body }: RawResponse,
  operation: Operation,
  redact: Redact,
): FormatProblem | { readonly data: unknown } {
  if (response.status !== operation.status)
    return { problem: `Expected status ${operation.status}`, isForeign: true };
  if (response.status === 204) return { data: undefined };
  if (body === undefined) return { problem: "The body is larger than any page", isForeign: false };
  const text = textOf(body);
  const data = parseJson(text);
  if (data !== undefined) return { data };
  const type = showText(headerOf(response, "Content-Type") ?? "no content type", redact);
  return { problem: `Expected JSON, got ${text.length} characters of ${type}`, isForeign: true };
}

const apiErrors: Readonly<Record<number, typeof ApiError>> = {
  401: AuthenticationError,
  403: PermissionError,
  404: NotFoundError,
  429: RateLimitError,
};

/** The error of a response that is not a success. Keys are read before anything is redacted. */
export function readError(
  { response, body }: RawResponse,
  context: ResponseContext,
  redact: Redact,
): ApiError {
  const text = textOf(body);
  const parsed = parseJson(text);
  const fields: Record<string, unknown> = isObject(parsed) ? parsed : {};
  const get = (key: string) => {
    const value = fields[key];
    return typeof value === "string" && value !== "" ? showText(value, redact) : undefined;
  };
  // RFC 9457 splits the message: `title` is the kind of problem, `detail` this occurrence.
  const problem = [get("title"), get("detail")].filter(Boolean).join(": ");
  const code = String(fields["code"]);
  const { status } = response;
  const Class = apiErrors[status] ?? (status >= 500 ? ServerError : ApiError);
  return new Class({
    ...context,
    message: get("message") ?? (problem || `HTTP status ${status}`),
    code: /^\d+$/.test(code) ? Number(code) : undefined,
    moreInfo: get("more_info") ?? get("type"),
    details:
      text.length > MAX_SEARCHED ? undefined : limitDetails(fields["details"] ?? fields["errors"], redact),
    retryAfter: parseRetryAfter(headerOf(response, headers.RetryAfter), Date.now()),
  });
}

/** A JSON value with its texts redacted, cut where it is deep or long. */
function limitDetails(value: unknown, redact: Redact, depth = 0): unknown {
  if (typeof value === "string") return showText(value, redact);
  if (typeof value === "number" && redact(String(value)) !== String(value)) return redact(String(value));
  if (typeof value !== "object" || value === null) return value;
  if (depth === MAX_DEPTH) return "…";
  const show = (one: unknown) => limitDetails(one, redact, depth + 1);
  if (Array.isArray(value)) return value.slice(0, MAX_ENTRIES).map(show);
  const entries = Object.entries(value).slice(0, MAX_ENTRIES);
  return Object.fromEntries(entries.map(([key, item]) => [showText(key, redact), show(item)]));
}

/** The body of an error for those who read it themselves: its JSON, redacted, or nothing of what is not JSON. */
export function redactBody(body: Body, redact: Redact): string {
  const parsed = parseJson(textOf(body));
  return parsed === undefined ? "" : JSON.stringify(limitDetails(parsed, redact));
}

/** The value of a JSON text; `undefined` if it is not JSON. */
export function parseJson(text: string, reviver?: Parameters<typeof JSON.parse>[1]): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch {
    return undefined;
  }
}
