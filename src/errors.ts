import type { SidKind } from "../generated/operations.ts";
import type { RemovalReport } from "./removal/report.ts";

// Each class has its properties by an interface of the same name, which is filled by Object.assign().
/* eslint-disable @typescript-eslint/no-unsafe-declaration-merging */

export interface TwilioBindingsError {
  // Programs that target less than ES2022 know no `cause` of errors, and no `ErrorOptions`.
  /** What led to the error, often another error. */
  cause?: unknown;
}
/**
 * Base class of all errors of this package. An aborted call does not reject with one of them, but with the signal's
 * reason.
 */
export class TwilioBindingsError extends Error {
  /** Name of the class, also after minification. */
  static readonly errorName: string = "TwilioBindingsError";

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.errorName;
  }

  /** Also recognizes the errors of the package's other build: ES module and CommonJS have classes of their own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    // A user's subclass inherits its name, and has no twin in the other build.
    if (!Object.hasOwn(this, "errorName") || !(value instanceof Error)) return false;
    const names: unknown[] = [];
    for (
      let type: unknown = value.constructor;
      typeof type === "function";
      type = Object.getPrototypeOf(type)
    ) {
      if (Object.hasOwn(type, "errorName")) names.push((type as { errorName?: unknown }).errorName);
    }
    return names.includes(this.errorName) && names.at(-1) === "TwilioBindingsError";
  }
}

/** Request context of an error. */
export interface RequestContext {
  /** HTTP method of the request. */
  readonly method: string;
  /** URL of the request, with personal data replaced by `***`. */
  readonly url: string;
  /** Number of attempts so far. */
  readonly attempts: number;
}

/** Response context of an error. */
export interface ResponseContext extends RequestContext {
  /** HTTP status. */
  readonly status: number;
  /** `Twilio-Request-Id` header, which Twilio's support asks for; `undefined` if absent. */
  readonly requestId: string | undefined;
}

/** Content of an error response, in either of Twilio's two formats. */
export interface ApiErrorContext extends ResponseContext {
  /** The server's message. */
  readonly message: string;
  /** Twilio's [error code](https://www.twilio.com/docs/api/errors); `undefined` if absent. */
  readonly code: number | undefined;
  /** URL of a page about the code; `undefined` if absent. */
  readonly moreInfo: string | undefined;
  /** `details` of the body, or `errors` of RFC 9457; `undefined` if absent. */
  readonly details: unknown;
  /** `Retry-After` in seconds after the response; `undefined` if absent. */
  readonly retryAfter: number | undefined;
}

export interface ApiError extends Omit<ApiErrorContext, "message"> {}
/** Twilio responded with an error status. */
export class ApiError extends TwilioBindingsError {
  static override readonly errorName: string = "ApiError";
  constructor({ message, ...context }: ApiErrorContext) {
    super(`${message} (${describeContext(context)})`);
    Object.assign(this, context);
  }
}

/** 401: the credentials are missing or wrong. */
export class AuthenticationError extends ApiError {
  static override readonly errorName: string = "AuthenticationError";
}

/** 403: the credentials are valid, but lack the permission. */
export class PermissionError extends ApiError {
  static override readonly errorName: string = "PermissionError";
}

/** 404: the resource does not exist, or not any more. */
export class NotFoundError extends ApiError {
  static override readonly errorName: string = "NotFoundError";
}

/** 429: the account exceeds a rate limit. The request was not processed. */
export class RateLimitError extends ApiError {
  static override readonly errorName: string = "RateLimitError";
}

/** 5xx: Twilio failed. The request may or may not have been processed. */
export class ServerError extends ApiError {
  static override readonly errorName: string = "ServerError";
}

export interface ConnectionError extends RequestContext {}
/** The connection failed, or the response is incomplete; see `cause`. */
export class ConnectionError extends TwilioBindingsError {
  static override readonly errorName: string = "ConnectionError";

  constructor(message: string, context: RequestContext, options?: { cause?: unknown }) {
    super(`${message} (${describeContext(context)})`, options);
    Object.assign(this, context);
  }
}

/** A time limit was exceeded: `timeout` of an attempt, or `totalTimeout` of the call. */
export class TimeoutError extends ConnectionError {
  static override readonly errorName: string = "TimeoutError";
  /** The option that set the limit. */
  readonly limit: "timeout" | "totalTimeout";
  /** The limit in milliseconds. */
  readonly timeout: number;

  constructor(limit: "timeout" | "totalTimeout", timeout: number, context: RequestContext) {
    super(`Timed out after ${timeout} ms (${limit})`, context);
    this.limit = limit;
    this.timeout = timeout;
  }
}

export interface ResponseFormatError extends ResponseContext {}
/** The status says success, but the body is not what the operation returns. */
export class ResponseFormatError extends TwilioBindingsError {
  static override readonly errorName: string = "ResponseFormatError";

  constructor(message: string, context: ResponseContext) {
    super(`${message} (${describeContext(context)})`);
    Object.assign(this, context);
  }
}

/** A bulk removal ended early; `report` says how far it got, and `cause` why it ended. */
export class RemovalError extends TwilioBindingsError {
  static override readonly errorName: string = "RemovalError";
  /** What this removal did until it ended. */
  readonly report: RemovalReport;

  constructor(message: string, report: RemovalReport, cause: unknown) {
    super(message, { cause });
    this.report = report;
  }
}

/** An argument or option is invalid. Nothing was sent, unless `parameter` is `fetch`. */
export class ValidationError extends TwilioBindingsError {
  static override readonly errorName: string = "ValidationError";
  /** Name of the parameter or option. */
  readonly parameter: string;

  constructor(
    parameter: string,
    expected: string,
    received: string,
    message = `${parameter}: expected ${expected}, got ${received}`,
  ) {
    super(message);
    this.parameter = parameter;
  }
}

/** An argument is not a SID of the expected kind. Nothing was sent. */
export class InvalidSidError extends ValidationError {
  static override readonly errorName: string = "InvalidSidError";
  /** The expected kind. */
  readonly kind: SidKind;

  constructor(parameter: string, kind: SidKind, expected: string, received: string) {
    super(parameter, expected, received);
    this.kind = kind;
  }
}

function describeContext(context: RequestContext & Partial<ApiErrorContext>): string {
  const { method, url, status, code, requestId, attempts } = context;
  const parts = [status === undefined ? `${method} ${url}` : `${method} ${url}: ${status}`];
  if (code !== undefined) parts.push(`code ${code}`);
  if (requestId !== undefined) parts.push(`request ${requestId}`);
  if (attempts > 1) parts.push(`${attempts} attempts`);
  return parts.join(", ");
}
