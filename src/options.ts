import { anything, boolean, duration, func, integer, invalid, objectWith, oneOf, text } from "./checks.ts";
import type { Check } from "./checks.ts";
import type { CredentialOptions } from "./http/credentials.ts";
import type { Logger, LogLevel } from "./http/log.ts";
import { logLevels, logMethods } from "./http/log.ts";
import { headersOption } from "./http/headers.ts";

/** The signature of `fetch` that the SDK uses: the URL is always a string. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a hook gets for a request, with secrets and personal data replaced by `***`. */
export interface RequestEvent {
  /** `operationId` in the OpenAPI document; `fetch` for `client.fetch`. */
  readonly operationId: string;
  /** HTTP method. */
  readonly method: string;
  /** URL. */
  readonly url: string;
  /** Request headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** Number of the call within the client, from 1; the same for all its attempts. Each page of a list is a call. */
  readonly callId: number;
  /** Number of the attempt, from 1. */
  readonly attempt: number;
}

/** What a hook gets for a response. */
export interface ResponseEvent extends RequestEvent {
  /** HTTP status. */
  readonly status: number;
  /** `Twilio-Request-Id` header, which Twilio's support asks for; `undefined` if absent. */
  readonly requestId: string | undefined;
  /** Time from sending the request to the end of the response body, in milliseconds. */
  readonly duration: number;
}

/** What a hook gets for a retry. */
export interface RetryEvent extends RequestEvent {
  /** Why the attempt failed. */
  readonly error: Error;
  /** Wait before the next attempt, in milliseconds. */
  readonly delay: number;
}

/** What a hook gets for a call that failed. */
export interface FailureEvent extends RequestEvent {
  /** What the call rejects with: an error of this package, the reason of an abort, or an error of your `fetch`. */
  readonly error: unknown;
}

/** Options of every call. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Time limit of one attempt, including the response body, in milliseconds. @default 30000, or the client's */
  timeout?: number | undefined;
  /** Time limit of one call with all its attempts, waits and hooks, in milliseconds. @default 300000, or the client's */
  totalTimeout?: number | undefined;
  /** Maximum number of retries. @default 4, or the client's */
  maxRetries?: number | undefined;
  /** Longest `Retry-After` to wait for, in milliseconds; beyond it the call fails immediately. @default 60000, or the client's */
  maxRetryAfter?: number | undefined;
  /** Additional request headers, such as a correlation ID; added to the client's. */
  headers?: Readonly<Record<string, string>> | undefined;
}

/** Options of `createClient`. */
export interface ClientOptions extends CredentialOptions, CallOptions {
  /** Twilio region, such as `ie1`. @default `TWILIO_REGION` */
  region?: string | undefined;
  /** Edge location, such as `dublin`. @default `TWILIO_EDGE`, or the edge of the region */
  edge?: string | undefined;
  /** Sends all requests there, with their paths unchanged: an emulator or a proxy. @default `TWILIO_BINDINGS_BASE_URL` */
  baseUrl?: string | undefined;
  /** Sends the requests. @default the global `fetch`, looked up at each request */
  fetch?: Fetch | undefined;
  /** Appended to the `User-Agent` header, such as `my-app/1.2`. */
  userAgent?: string | undefined;
  /** Receives log lines, with secrets and personal data redacted. @default `console` */
  logger?: Logger | undefined;
  /** Least severe level that is logged. @default `TWILIO_LOG_LEVEL`, or `off` */
  logLevel?: LogLevel | undefined;
  /**
   * Whether reading a camelCase property of the official library, such as `bindingType`, from a binding throws instead
   * of returning `undefined`. @default true
   */
  migrationChecks?: boolean | undefined;
  /**
   * Called before each attempt. Hooks only observe: each is awaited within the time limits, and an error that it throws
   * is logged and changes nothing.
   */
  onRequest?: ((event: RequestEvent) => void | Promise<void>) | undefined;
  /** Called after each response, whatever its status. */
  onResponse?: ((event: ResponseEvent) => void | Promise<void>) | undefined;
  /** Called before the wait that precedes a retry. */
  onRetry?: ((event: RetryEvent) => void | Promise<void>) | undefined;
  /** Called when a call fails. */
  onFailure?: ((event: FailureEvent) => void | Promise<void>) | undefined;
}

/** What header values may hold: `fetch` would reject anything else at each call. */
const userAgent: Check = (name, value) => {
  if (typeof value === "string" && /^[!-~]([ -~]*[!-~])?$/.test(value)) return value;
  throw invalid(name, "printable ASCII without spaces around it", value);
};

/** The checks of the options of every call. */
export const callShape = {
  signal: objectWith("an AbortSignal", ["addEventListener", "removeEventListener"]),
  timeout: duration(1),
  totalTimeout: duration(1),
  maxRetries: integer(0),
  maxRetryAfter: duration(0),
  headers: headersOption,
} satisfies Record<keyof CallOptions, Check>;

/** The checks of the options of a client. */
export const clientShape = {
  ...callShape,
  accountSid: anything,
  authToken: anything,
  apiKey: anything,
  apiSecret: anything,
  token: anything,
  region: text,
  edge: text,
  baseUrl: text,
  fetch: func,
  userAgent,
  logger: objectWith(`an object with the methods ${logMethods.join(", ")}`, logMethods),
  logLevel: oneOf(logLevels),
  migrationChecks: boolean,
  onRequest: func,
  onResponse: func,
  onRetry: func,
  onFailure: func,
} satisfies Record<keyof ClientOptions, Check>;
