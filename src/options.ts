import type { CredentialOptions } from "./credentials.ts";
import { ValidationError, show } from "./errors.ts";

/** A `fetch` as the SDK calls it: always with the URL as a string. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a hook sees of a request: everything but credentials and personal data, which are masked. */
export interface RequestEvent {
  /** The operation's id in the OpenAPI document. */
  readonly operationId: string;
  /** HTTP method. */
  readonly method: string;
  /** The URL, with personal data as `***`. */
  readonly url: string;
  /** Request headers, with the Authorization value as `***`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Which call of the client this is, from 1: the same for all its attempts. A page of a list is a call. */
  readonly call: number;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
}

/** What a hook sees of a response. */
export interface ResponseEvent extends RequestEvent {
  /** HTTP status. */
  readonly status: number;
  /** `Twilio-Request-Id`, to quote to Twilio's support. */
  readonly requestId: string | undefined;
  /** From sending the request to having read the body, in milliseconds. */
  readonly duration: number;
}

/** What a hook sees of a retry. */
export interface RetryEvent extends RequestEvent {
  /** What the attempt failed with. */
  readonly reason: Error;
  /** How long the SDK waits before it tries again, in milliseconds. */
  readonly delay: number;
}

/** What a hook sees of a call that failed for good. */
export interface FailureEvent extends RequestEvent {
  /** What the call rejects with: an error of this package, the reason of an abort, or what a hook threw. */
  readonly reason: unknown;
}

/** Options of `createClient`. */
export interface ClientOptions extends CredentialOptions {
  /** Twilio region, such as `ie1`. @default `TWILIO_REGION` */
  region?: string | undefined;
  /** Twilio edge location, such as `dublin`. Without a region, region `us1` is taken. @default `TWILIO_EDGE` */
  edge?: string | undefined;
  /** Where to send every product, path unchanged: an emulator or a proxy. @default `TWILIO_BINDINGS_BASE_URL` */
  baseUrl?: string | undefined;
  /** Longest time for one attempt, body included, in milliseconds. @default 30000 */
  timeout?: number | undefined;
  /** How often a failed request is sent again. Every operation is safe to send twice. @default 4 */
  maxRetries?: number | undefined;
  /** Longest `Retry-After` to wait for, in milliseconds; past it the error surfaces at once. @default 60000 */
  maxRetryAfter?: number | undefined;
  /** Longest time for one call, all attempts and waits together, in milliseconds. @default 300000 */
  totalTimeout?: number | undefined;
  /** What requests are sent with. @default the global `fetch`, looked up at each call */
  fetch?: Fetch | undefined;
  /** Added to the `User-Agent`, which names this package and the runtime: such as `my-app/1.2`. */
  userAgent?: string | undefined;
  /** Ends every call of this client. */
  signal?: AbortSignal | undefined;
  /** Called before each attempt, and awaited. What a hook throws fails the call. */
  onRequest?: ((event: RequestEvent) => void | Promise<void>) | undefined;
  /** Called when an attempt was answered, whatever the status. */
  onResponse?: ((event: ResponseEvent) => void | Promise<void>) | undefined;
  /** Called before the wait that precedes a retry. */
  onRetry?: ((event: RetryEvent) => void | Promise<void>) | undefined;
  /** Called when a call fails and is not sent again, unless it failed before its first attempt. */
  onFailure?: ((event: FailureEvent) => void | Promise<void>) | undefined;
}

/** Options of every call. */
export interface CallOptions {
  /** Ends the call; it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Longest time for one attempt, in milliseconds. @default the client's */
  timeout?: number | undefined;
}

const clientOptionNames = {
  accountSid: true,
  authToken: true,
  apiKey: true,
  apiSecret: true,
  token: true,
  region: true,
  edge: true,
  baseUrl: true,
  timeout: true,
  maxRetries: true,
  maxRetryAfter: true,
  totalTimeout: true,
  fetch: true,
  userAgent: true,
  signal: true,
  onRequest: true,
  onResponse: true,
  onRetry: true,
  onFailure: true,
} satisfies Record<keyof ClientOptions, true>;

/** Names of the options of every call. */
export const callOptionNames = ["signal", "timeout"] as const satisfies readonly (keyof CallOptions)[];

/** @throws ValidationError where a client option is unknown or of the wrong type. */
export function checkClientOptions(options: ClientOptions): void {
  checkNames(options, Object.keys(clientOptionNames));
  checkCallOptions(options);
  checkInteger("maxRetries", options.maxRetries, 0);
  checkDuration("maxRetryAfter", options.maxRetryAfter, 0);
  checkDuration("totalTimeout", options.totalTimeout, 1);
  checkFunction("fetch", options.fetch);
  checkUserAgent(options.userAgent);
  checkFunction("onRequest", options.onRequest);
  checkFunction("onResponse", options.onResponse);
  checkFunction("onRetry", options.onRetry);
  checkFunction("onFailure", options.onFailure);
}

/** @throws ValidationError where an option of a call is of the wrong type. */
export function checkCallOptions({ signal, timeout }: CallOptions): void {
  checkDuration("timeout", timeout, 1);
  if (signal !== undefined && typeof (signal as Partial<AbortSignal>).addEventListener !== "function") {
    throw new ValidationError("signal", "an AbortSignal", show(signal));
  }
}

/** A misspelt option would be ignored, and a filter that is ignored removes too much. @throws ValidationError */
export function checkNames(
  options: unknown,
  known: readonly string[],
  ignored: readonly string[] = [],
): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    // Not shown: a secret may have been given in its place.
    throw new ValidationError("options", "an object", options === null ? "null" : `a ${typeof options}`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name) && !ignored.includes(name));
  if (unknown !== undefined)
    throw new ValidationError(unknown, `one of ${known.join(", ")}`, "an unknown option");
}

/** @throws ValidationError where the value is given and no whole number of `minimum` or more. */
export function checkInteger(name: string, value: unknown, minimum: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= minimum)) return;
  throw new ValidationError(name, `a whole number of ${minimum} or more`, show(value));
}

function checkDuration(name: string, value: unknown, minimum: number): void {
  // setTimeout() takes 2^31-1 ms at most and fires at once beyond that.
  if (value === undefined || value === Infinity) return;
  if (typeof value === "number" && value >= minimum && value < 2 ** 31) return;
  throw new ValidationError(name, `milliseconds, from ${minimum} to 2147483647 or Infinity`, show(value));
}

/** What a header cannot hold, `fetch` would refuse at every call, or worse, take for the next header. */
function checkUserAgent(value: unknown): void {
  if (value === undefined || (typeof value === "string" && /^[!-~]([ -~]*[!-~])?$/.test(value))) return;
  throw new ValidationError("userAgent", "printable ASCII without spaces around it", show(value));
}

/** @throws ValidationError where the value is given and neither true nor false. */
export function checkBoolean(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "boolean")
    throw new ValidationError(name, "true or false", show(value));
}

/** @throws ValidationError where the value is given and no function. */
export function checkFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function")
    throw new ValidationError(name, "a function", show(value));
}
