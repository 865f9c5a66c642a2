import { TimeoutError } from "../errors.ts";
import type { CallOptions } from "../options.ts";
import { type Signals, type Stop, abort, throwIfAborted } from "./abort.ts";
import type { AttemptResult } from "./attempt.ts";
import type { ClientContext } from "./context.ts";
import { requestContext } from "./observer.ts";
import type { Redactor } from "./redactor.ts";
import type { RawResponse } from "./response.ts";

/** A call to perform, with checked URL and options. */
export interface CallRequest {
  /** The operation's id, for hooks. */
  readonly id: string;
  readonly method: string;
  readonly url: string;
  /** The URL without personal data, and that data: the identities that the request is about. */
  readonly redacted: () => { readonly url: string; readonly identities: readonly string[] };
  readonly options: CallOptions;
  readonly body?: BodyInit | undefined;
  readonly read: (raw: RawResponse, call: Call) => AttemptResult;
  readonly shared?: SharedCall | undefined;
}

/** What a call shares with the other calls of a list or a removal. */
export interface SharedCall {
  /** Cancels the call without an event or a log line, because its result is no longer needed. */
  readonly cancellation?: Stop;
  /** Ends the call before its next attempt. */
  readonly drain?: Stop;
  /** Limits the concurrent attempts of all. 429 responses are then retried until the call's time limit. */
  readonly window?: ConcurrencyWindow;
  /** Whether a 404 response is a result like others. */
  readonly acceptsNotFound?: boolean;
  /** What the requests are about although they do not name it. */
  readonly identities?: readonly string[];
  /** The redactor of all, because creating one for many identities takes time. */
  readonly redaction?: Redaction;
}

/** The redactor of a call, once something has asked for it, and the secrets that it knows. */
export interface Redaction {
  secrets?: readonly string[];
  redactor?: Redactor;
}

/** How many attempts run concurrently. */
export interface ConcurrencyWindow {
  /** Waits for a slot, or an abort. Returns the function that releases the slot. */
  readonly acquire: (signals: Signals) => Promise<() => void>;
  readonly succeeded: () => void;
  /** @param retryAfter - in seconds */
  readonly rateLimited: (startedAt: number, retryAfter: number | undefined) => void;
}

/** How a call ended: `aborted` by the caller, `cancelled` by this package, `drained` before its first attempt. */
type Outcome = "succeeded" | "failed" | "aborted" | "cancelled" | "drained";

/** A call under way, or its result. */
export interface Call {
  readonly client: ClientContext;
  readonly request: CallRequest;
  readonly limits: Limits;
  readonly shared: SharedCall;
  /** Number of the call within the client. */
  readonly id: number;
  /** The request headers without the authorization. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborts when the call ends. */
  readonly stop: Stop;
  /** When the call must be over, on the clock of `performance.now()`. */
  readonly deadline: number;
  outcome: Outcome;
  data?: unknown;
  /** What the caller's promise rejects with, unless it succeeded. */
  error?: unknown;
  attempts: number;
  /** The response to the last attempt. */
  raw?: RawResponse | undefined;
  /** Whether an attempt may have been processed although its response did not say so. */
  mayHaveSucceeded: boolean;
  /** Value of the Authorization header that was sent last. */
  authorization: string;
  readonly redaction: Redaction;
}

/** The result of a call. */
export type CallResult = Readonly<Call>;

const DEFAULTS = { timeout: 30_000, totalTimeout: 300_000, maxRetries: 4, maxRetryAfter: 60_000 };

type Limits = Readonly<typeof DEFAULTS>;

const limitNames = /* @__PURE__ */ Object.keys(DEFAULTS) as (keyof Limits)[];

/** The limits of a call: its own, or the client's, or the defaults. */
export function limitsOf({ options }: ClientContext, own: CallOptions): Limits {
  const limits = { ...DEFAULTS };
  for (const name of limitNames) limits[name] = own[name] ?? options[name] ?? limits[name];
  return limits;
}

/** Ends a call before its time. */
export function end(call: Call, outcome: Outcome, reason: unknown): void {
  if (!call.stop.aborted) call.outcome = outcome;
  abort(call.stop, reason);
}

export function expire(call: Call): void {
  end(call, "failed", new TimeoutError("totalTimeout", call.limits.totalTimeout, requestContext(call)));
}

/** Throws if the call has ended, or its deadline has passed: a busy event loop delays timers. */
export function throwIfOver(call: Call): void {
  if (performance.now() >= call.deadline) expire(call);
  throwIfAborted([call.stop]);
}
