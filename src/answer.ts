import { type Operation, headers } from "../generated/operations.ts";
import { type ApiError, ResponseFormatError, type ResponseFacts, apiError } from "./errors.ts";
import { parseRetryAfter } from "./retry-delay.ts";

/** A response whose body has been read whole. */
export interface Reply {
  readonly response: Response;
  /** Undefined where it was too large to be read. */
  readonly text: string | undefined;
}

/** What a call gives: the body, and how it came. */
export interface Answer {
  readonly body: unknown;
  /** The response; its body has been read. */
  readonly response: Response;
  /** How often the request was sent. */
  readonly attempts: number;
  readonly facts: () => ResponseFacts;
  /** Takes secrets out of a text that came with the answer. */
  readonly scrub: (text: string) => string;
}

/** `Twilio-Request-Id` of a response. */
export function requestIdOf(response: Response, scrub: (text: string) => string): string | undefined {
  const id = response.headers.get(headers.TwilioRequestId);
  return id === null ? undefined : scrub(id);
}

/**
 * The JSON body of a success, undefined where the operation has none.
 *
 * @throws ApiError where the status is no success, ResponseFormatError where it is another success than the
 * operation's, or the body is no JSON.
 */
export function readReply(
  { response, text }: Reply,
  operation: Operation,
  facts: () => ResponseFacts,
  scrub: (text: string) => string,
): unknown {
  if (!response.ok) throw readError(text ?? "", response, facts(), scrub);
  if (response.status !== operation.status) {
    // Worth another attempt: the API does not answer so, something on the way does.
    throw new ResponseFormatError(`Expected status ${operation.status}`, facts(), true);
  }
  if (response.status === 204) return undefined;
  if (text === undefined) throw new ResponseFormatError("The body is larger than any page", facts());
  const body = parseJson(text);
  if (body !== undefined) return body;
  const type = scrub(response.headers.get("Content-Type") ?? "no content type");
  throw new ResponseFormatError(`Expected JSON, got ${text.length} characters of ${type}`, facts(), true);
}

function readError(
  text: string,
  response: Response,
  facts: ResponseFacts,
  scrub: (text: string) => string,
): ApiError {
  // Scrubbed when parsed: JSON can spell a secret in many ways.
  const body = scrubAll(parseJson(text), scrub);
  const fields: Record<string, unknown> = isObject(body) ? body : {};
  const code = Number(fields["code"] ?? NaN);
  return apiError({
    ...facts,
    message: textOf(fields, "message") ?? problemMessage(fields) ?? `HTTP status ${response.status}`,
    code: Number.isInteger(code) ? code : undefined,
    moreInfo: textOf(fields, "more_info") ?? textOf(fields, "type"),
    details: fields["details"] ?? fields["errors"],
    retryAfter: parseRetryAfter(response.headers.get("Retry-After"), Date.now()),
  });
}

/** RFC 9457 splits the message: `title` names the kind of problem, `detail` this one. */
function problemMessage(fields: Record<string, unknown>): string | undefined {
  const parts = [textOf(fields, "title"), textOf(fields, "detail")].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(": ") : undefined;
}

function textOf(fields: Record<string, unknown>, key: string): string | undefined {
  const value = fields[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Takes secrets out of all texts of a JSON value, keys included. */
function scrubAll(value: unknown, scrub: (text: string) => string): unknown {
  if (typeof value === "string") return scrub(value);
  if (Array.isArray(value)) return value.map((item) => scrubAll(item, scrub));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [scrub(key), scrubAll(item, scrub)]));
}

/** The value of a JSON text; undefined where it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
