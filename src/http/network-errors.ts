import isNetworkError from "is-network-error";
import { isError, propertyOf, textOf } from "./sanitize.ts";

/** What an error of `fetch` means. */
export interface Failure {
  /** `network`: temporary, such as a reset. `connection`: permanent, such as a bad certificate. `program`: a bug. */
  readonly kind: "network" | "connection" | "program";
  /** Whether the server may have received the request. */
  readonly mayHaveArrived: boolean;
}

/** The connection was never made. Node, then Bun. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTDOWN|EHOSTUNREACH|ENETDOWN|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_SOCKET_CONNECTION_TIMEOUT|ConnectionRefused|FailedToOpenSocket)$/;

/** The connection failed at some moment, or the body could not be decoded. */
const INTERRUPTED =
  /^(ECONNRESET|ECONNABORTED|EPIPE|EPROTO|ETIMEDOUT|ESOCKETTIMEDOUT|ERR_STREAM_PREMATURE_CLOSE|ERR_HTTP2_\w+|HPE_\w+|Z_\w+|ERR_\w*BROTLI\w*|ERR__ERROR_FORMAT\w*|UND_ERR_(SOCKET|HEADERS_TIMEOUT|BODY_TIMEOUT|HEADERS_OVERFLOW|RES_CONTENT_LENGTH_MISMATCH)|Connection(Closed|Reset))$/;

/** undici and Node refused the arguments. */
const MISUSED = /^(UND_ERR_(INVALID|NOT_SUPPORTED|ABORTED)|ERR_INVALID)/;

/** The same in messages of Deno and Node. */
const NEVER_SENT_MESSAGE = /client error \(Connect\)|before secure TLS connection/;

/** Messages of Deno, workerd and node-fetch that `is-network-error` does not know. */
const OTHER_MESSAGES =
  /^(error reading a body from connection|Network connection lost|connection error|network timeout at|Response timeout while)/i;

/** How many errors of a chain are looked at. */
const MAX_ERRORS = 20;

/** Classifies what `fetch`, or reading a body, threw. */
export function classifyFailure(error: unknown): Failure {
  const chain = errorsOf(error);
  const codes = chain.map((one) => textOf(one, "code")).filter(Boolean);
  const calls = chain.map((one) => textOf(one, "syscall")).join();
  const isUnsent =
    // A network that goes down also ends connections that have sent something.
    (codes.length > 0 && codes.every((code) => NEVER_SENT.test(code)) && !/read|write/.test(calls)) ||
    /connect|getaddrinfo/.test(calls) ||
    chain.some((one) => NEVER_SENT_MESSAGE.test(textOf(one, "message")));
  if (isUnsent) return { kind: "network", mayHaveArrived: false };
  if (codes.some((code) => NEVER_SENT.test(code) || INTERRUPTED.test(code)))
    return { kind: "network", mayHaveArrived: true };
  if (codes.some((code) => MISUSED.test(code)) || !chain.some(isNetworkFailure))
    return { kind: "program", mayHaveArrived: true };
  if (codes.some((code) => /^UND_ERR_(CLOSED|DESTROYED)$/.test(code)))
    return { kind: "connection", mayHaveArrived: true };
  // A bad certificate stays bad, and is found before anything is sent.
  const isCertificate = codes.some((code) => /CERT|SSL|TLS|SIGNATURE/.test(code));
  return { kind: isCertificate ? "connection" : "network", mayHaveArrived: !isCertificate };
}

function isNetworkFailure(error: Error): boolean {
  try {
    // A caller's `fetch` may set a time-out by itself.
    const { name, message } = error;
    return name === "TimeoutError" || OTHER_MESSAGES.test(message) || isNetworkError(error);
  } catch {
    // A getter of the error threw.
    return false;
  }
}

/** An error, its causes, and the errors of an `AggregateError`. */
function errorsOf(error: unknown, seen = new Set<Error>()): Error[] {
  if (!isError(error) || seen.has(error) || seen.size > MAX_ERRORS) return [];
  seen.add(error);
  const inner = [propertyOf(error, "cause"), propertyOf(error, "errors")].flat();
  return [error, ...inner.flatMap((one) => errorsOf(one, seen))];
}

/** The message and code of the innermost cause: `fetch` itself only says that it failed. */
export function describeFailure(error: unknown): string {
  const texts = errorsOf(error).map((one) => [textOf(one, "message"), textOf(one, "code")].filter(Boolean));
  return texts.findLast(({ length }) => length > 0)?.join(", ") ?? "unknown failure";
}
