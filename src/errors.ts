import type { SidKind } from "../generated/operations.ts";

/** Root of every error this package throws. A caller's abort is none of them: it rejects with the signal's own reason. */
export class TwilioBindingsError extends Error {
  /** Name of the class, which survives minification. */
  override name = "TwilioBindingsError";
}

/** What is known of the request that an error is about. PII in the URL is masked. */
export interface RequestFacts {
  /** HTTP method of the request. */
  readonly method: string;
  /** URL of the request, with personal data as `***`. */
  readonly url: string;
  /** How often the request was sent. */
  readonly attempts: number;
}

/** What is known of the response that an error is about. */
export interface ResponseFacts extends RequestFacts {
  /** HTTP status. */
  readonly status: number;
  /** `Twilio-Request-Id`, to quote to Twilio's support. */
  readonly requestId: string | undefined;
}

/** What an error response says, whichever of Twilio's two bodies it carries. */
export interface ApiErrorFacts extends ResponseFacts {
  readonly message: string;
  readonly code: number | undefined;
  readonly moreInfo: string | undefined;
  readonly details: unknown;
  readonly retryAfter: number | undefined;
}

/** Twilio answered with a status other than the operation's own. */
export class ApiError extends TwilioBindingsError implements Omit<ApiErrorFacts, "message"> {
  override name = "ApiError";
  /** HTTP status. */
  declare readonly status: number;
  /** Twilio's error code, see https://www.twilio.com/docs/api/errors. */
  declare readonly code: number | undefined;
  /** Page about the code. */
  declare readonly moreInfo: string | undefined;
  /** What else the body said: `details`, or the `errors` of RFC 9457. */
  declare readonly details: unknown;
  declare readonly requestId: string | undefined;
  declare readonly method: string;
  declare readonly url: string;
  declare readonly attempts: number;
  /** `Retry-After`, in seconds from when the answer came; undefined where there was none. */
  declare readonly retryAfter: number | undefined;

  constructor({ message, ...facts }: ApiErrorFacts) {
    super(`${message} (${describe(facts, facts.code)})`);
    Object.assign(this, facts);
  }
}

/** 401: the credentials are missing or wrong. */
export class AuthenticationError extends ApiError {
  override name = "AuthenticationError";
}

/** 403: the credentials are valid and may not do this. */
export class PermissionError extends ApiError {
  override name = "PermissionError";
}

/** 404: there is no such resource (any more). */
export class NotFoundError extends ApiError {
  override name = "NotFoundError";
}

/** 429: too many requests in flight; this one was not processed. */
export class RateLimitError extends ApiError {
  override name = "RateLimitError";
}

/** 5xx: Twilio failed; whether the request was processed is not known. */
export class ServerError extends ApiError {
  override name = "ServerError";
}

const apiErrors: Readonly<Record<number, typeof ApiError>> = {
  401: AuthenticationError,
  403: PermissionError,
  404: NotFoundError,
  429: RateLimitError,
};

/** The error class for a status. */
export function apiError(facts: ApiErrorFacts): ApiError {
  const Class = apiErrors[facts.status] ?? (facts.status >= 500 ? ServerError : ApiError);
  return new Class(facts);
}

/** The request was sent and no whole answer came back: refused, reset, cut, or name not found. `cause` says which. */
export class ConnectionError extends TwilioBindingsError implements RequestFacts {
  override name = "ConnectionError";
  declare readonly method: string;
  declare readonly url: string;
  declare readonly attempts: number;

  constructor(message: string, facts: RequestFacts, options?: ErrorOptions) {
    super(`${message} (${describe(facts)})`, options);
    Object.assign(this, facts);
  }
}

/** An attempt took longer than `timeout`, from the first byte sent to the last one read. */
export class TimeoutError extends ConnectionError {
  override name = "TimeoutError";
  /** The time-out that was exceeded, in milliseconds. */
  readonly timeout: number;

  constructor(timeout: number, facts: RequestFacts) {
    super(`No whole answer within ${timeout} ms`, facts);
    this.timeout = timeout;
  }
}

/** Twilio answered with success, and the body is not what the operation returns. */
export class ResponseFormatError extends TwilioBindingsError implements ResponseFacts {
  override name = "ResponseFormatError";
  declare readonly status: number;
  declare readonly requestId: string | undefined;
  declare readonly method: string;
  declare readonly url: string;
  declare readonly attempts: number;
  /** Whether something on the way may have made the answer what it is, as when JSON is cut: worth another attempt. */
  readonly retryable: boolean;

  constructor(message: string, facts: ResponseFacts, retryable = false) {
    super(`${message} (${describe(facts)})`);
    Object.assign(this, facts);
    this.retryable = retryable;
  }
}

/** A page URL names another host, another path or an insecure scheme. It was not requested. */
export class UntrustedUrlError extends TwilioBindingsError implements Partial<ResponseFacts> {
  override name = "UntrustedUrlError";
  /** Scheme and host of the page URL that was refused; the rest may hold personal data. */
  readonly untrustedUrl: string;
  /** Of the response that carried the page URL; undefined where the caller gave it. */
  declare readonly status?: number;
  declare readonly requestId?: string | undefined;
  declare readonly method?: string;
  declare readonly url?: string;
  declare readonly attempts?: number;

  constructor(reason: string, untrustedUrl: string, facts?: ResponseFacts) {
    super(`Refused to follow the page URL ${untrustedUrl}: ${reason}${facts ? ` (${describe(facts)})` : ""}`);
    this.untrustedUrl = untrustedUrl;
    Object.assign(this, facts);
  }
}

/** An argument cannot be sent. Nothing was. */
export class ValidationError extends TwilioBindingsError {
  override name = "ValidationError";
  /** Name of the parameter or option, as the caller wrote it. */
  readonly parameter: string;

  constructor(parameter: string, expected: string, received: string) {
    super(`${parameter}: expected ${expected}, got ${received}`);
    this.parameter = parameter;
  }
}

/** An argument is not a SID of the kind that belongs there. */
export class InvalidSidError extends ValidationError {
  override name = "InvalidSidError";
  /** The kind that was expected. */
  readonly kind: SidKind;

  constructor(parameter: string, kind: SidKind, expected: string, received: string) {
    super(parameter, expected, received);
    this.kind = kind;
  }
}

/** Shows a value in an error message: strings quoted, escaped and cut, anything else by its type. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : "an array";
  return typeof value === "object"
    ? "an object"
    : typeof value === "undefined"
      ? "undefined"
      : `a ${typeof value}`;
}

function describe(facts: RequestFacts & Partial<ResponseFacts>, code?: number): string {
  const { method, url, status, requestId, attempts } = facts;
  const parts = [status === undefined ? `${method} ${url}` : `${method} ${url} answered ${status}`];
  if (code !== undefined) parts.push(`code ${code}`);
  if (requestId !== undefined) parts.push(`request ${requestId}`);
  if (attempts > 1) parts.push(`${attempts} attempts`);
  return parts.join(", ");
}
