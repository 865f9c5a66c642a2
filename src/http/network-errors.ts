import isNetworkError from "is-network-error";
import { isError, propertyOf } from "./sanitize.ts";

/** What an error of `fetch` means. */
export interface Failure {
  /** `network`: known to pass, such as a reset. `connection`: will not pass, such as a bad certificate. `program`: a bug. */
  readonly kind: "network" | "connection" | "program";
  /** Whether the server may have received the request. */
  readonly mayHaveArrived: boolean;
}

/** The connection was never made. Node, then Bun. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTDOWN",
  "EHOSTUNREACH",
  "ENETDOWN",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "ConnectionRefused",
  "FailedToOpenSocket",
]);

/** The connection failed at some moment. */
const INTERRUPTED =
  /^(ECONNRESET|ECONNABORTED|EPIPE|EPROTO|ETIMEDOUT|ESOCKETTIMEDOUT|ERR_STREAM_PREMATURE_CLOSE|ERR_HTTP2_\w+|HPE_\w+|Z_\w+|ERR_\w*BROTLI\w*|ERR__ERROR_FORMAT\w*|UND_ERR_(SOCKET|HEADERS_TIMEOUT|BODY_TIMEOUT|HEADERS_OVERFLOW|RES_CONTENT_LENGTH_MISMATCH)|Connection(Closed|Reset))$/;

/** undici and Node refused the arguments. */
const MISUSED = /^(UND_ERR_(INVALID|NOT_SUPPORTED|ABORTED)|ERR_INVALID)/;

/** Messages of Deno and workerd that `is-network-error` does not know. */
const OTHER_MESSAGES = /^(error reading a body from connection|Network connection lost|connection error)/i;

/** Classifies what `fetch`, or reading a body, threw. */
export function classifyFailure(error: unknown): Failure {
  const chain = errorsOf(error);
  const codes = chain.flatMap(({ code }) => (typeof code === "string" ? [code] : []));
  const isUnsent = (code: string) => NEVER_SENT.has(code);
  if (codes.length > 0 && codes.every(isUnsent)) return { kind: "network", mayHaveArrived: false };
  if (chain.some(({ syscall }) => syscall === "connect")) return { kind: "network", mayHaveArrived: false };
  if (codes.some((code) => isUnsent(code) || INTERRUPTED.test(code)))
    return { kind: "network", mayHaveArrived: true };
  const isMisuse = codes.some((code) => MISUSED.test(code));
  if (!isMisuse && chain.some(isNetworkFailure)) {
    // A code that says nothing of an interruption is a certificate's, most likely.
    const isCertificate = codes.some((code) => /CERT|SSL|TLS|SIGNATURE/.test(code));
    return { kind: codes.length > 0 ? "connection" : "network", mayHaveArrived: !isCertificate };
  }
  return { kind: "program", mayHaveArrived: true };
}

function isNetworkFailure(error: ErrorLike): boolean {
  try {
    if (isNetworkError(error.error)) return true;
  } catch {
    // A getter of the error threw.
  }
  // A time-out that a caller's `fetch` sets by itself.
  if (error.name === "TimeoutError") return true;
  return typeof error.message === "string" && OTHER_MESSAGES.test(error.message);
}

/** What matters of an error. */
type ErrorLike = Readonly<Record<"name" | "message" | "code" | "syscall", unknown>> & {
  readonly error: Error;
};

/** An error, its causes, and the errors of an `AggregateError`. */
function errorsOf(error: unknown, depth = 0): ErrorLike[] {
  if (!isError(error) || depth > 5) return [];
  const get = (name: string) => propertyOf(error, name);
  const errors = get("errors");
  const inner = [get("cause"), ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  const own = {
    error,
    name: get("name"),
    message: get("message"),
    code: get("code"),
    syscall: get("syscall"),
  };
  return [own, ...inner.flatMap((one) => errorsOf(one, depth + 1))];
}

/** The message and code of the innermost cause: `fetch` itself only says that it failed. */
export function describeFailure(error: unknown): string {
  const last = errorsOf(error).findLast(({ message, code }) => Boolean(message ?? code));
  const parts = [last?.message, last?.code].filter((part) => typeof part === "string" && part !== "");
  return parts.length > 0 ? parts.join(", ") : "unknown failure";
}
