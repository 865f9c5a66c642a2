import { LONGEST_TIMER } from "../checks.ts";
import { ApiError, TimeoutError } from "../errors.ts";
import type { CallOptions } from "../options.ts";
import { type Signals, type Stop, abort, createStop, onAbort, throwIfAborted } from "./abort.ts";
import { type AttemptResult, type Rejection, performAttempt } from "./attempt.ts";
import type { ClientContext } from "./context.ts";
import { requestContext, tellFailure, tellRetry, tellSuccess } from "./observer.ts";
import type { Redactor } from "./redactor.ts";
import type { RawResponse } from "./response.ts";
import { retryDelay } from "./retry-delay.ts";

/** A call to perform. Its URL and options have been checked. */
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
  /** Whether it can be retried although it may have been processed. */
  readonly isIdempotent: boolean;
  /** Whether a 404 response after an attempt that may have been processed is a success. */
  readonly isRemoval?: boolean;
  readonly shared?: SharedCall;
}

/** What a call shares with the other calls of a list or a removal. */
export interface SharedCall {
  /** Cancels the call in silence when its result is no longer wanted. */
  readonly cancellation?: Stop;
  /** Ends the call before its next attempt. */
  readonly drain?: Stop;
  /** Bounds the attempts of all. Waits for 429 responses until the call's time is over. */
  readonly window?: ConcurrencyWindow;
  /** Whether a 404 response is a result like others. */
  readonly acceptsNotFound?: boolean;
}

/** How many attempts run concurrently. */
export interface ConcurrencyWindow {
  /** Waits for a free place, or an abort. Returns the function that gives the place back. */
  readonly acquire: (signals: Signals) => Promise<() => void>;
  readonly succeeded: () => void;
  /** @param retryAfter - in seconds */
  readonly rateLimited: (startedAt: number, retryAfter: number | undefined) => void;
}

/** A call under way. */
export interface Call {
  readonly client: ClientContext;
  readonly request: CallRequest;
  readonly limits: typeof DEFAULTS;
  /** Its number among the calls of the client. */
  readonly id: number;
  /** The request headers without the authorization. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborts when the call is over. */
  readonly stop: Stop;
  /** When the call must be over, on the clock of `performance.now()`. */
  readonly deadline: number;
  /** Throws if the call is over, also if no timer could run. */
  readonly throwIfOver: () => void;
  attempts: number;
  /** Retries that count towards `maxRetries`. */
  retries: number;
  /** Gives the place in the window back that the call began with. */
  place: (() => void) | undefined;
  /** Whether there was a retry with a new token. */
  isRenewed: boolean;
  /** The response to the last attempt. */
  raw: RawResponse | undefined;
  /** Whether a request is under way. */
  isSent: boolean;
  /** Whether an attempt may have been processed although its response did not say so. */
  mayHaveSucceeded: boolean;
  /** Value of the Authorization header that was sent last. */
  authorization: string;
  /** The redactor, once something has asked for it, and the secrets that it knows. */
  redaction: { readonly secrets: readonly string[]; readonly redactor: Redactor } | undefined;
}

/** How a call ended. */
export interface CallResult {
  /** `aborted` by the caller, `cancelled` by this package, `drained` before its first attempt. */
  readonly outcome: "succeeded" | "failed" | "aborted" | "cancelled" | "drained";
  readonly data?: unknown;
  /** What the caller's promise rejects with, unless it succeeded. */
  readonly error?: unknown;
  readonly raw: RawResponse | undefined;
  readonly mayHaveSucceeded: boolean;
  readonly call: Call;
}

const DEFAULTS = { timeout: 30_000, totalTimeout: 300_000, maxRetries: 4, maxRetryAfter: 60_000 };

/** The limits of a call: its own, or the client's, or the defaults. */
export function limitsOf({ options }: ClientContext, own: CallOptions): typeof DEFAULTS {
  return {
    timeout: own.timeout ?? options.timeout ?? DEFAULTS.timeout,
    totalTimeout: own.totalTimeout ?? options.totalTimeout ?? DEFAULTS.totalTimeout,
    maxRetries: own.maxRetries ?? options.maxRetries ?? DEFAULTS.maxRetries,
    maxRetryAfter: own.maxRetryAfter ?? options.maxRetryAfter ?? DEFAULTS.maxRetryAfter,
  };
}

/**
 * Performs a call: attempt, wait, attempt again. It has one deadline and one way out: once it has settled, nothing
 * of it is handed to `fetch`, and no timer or listener is left. Never rejects.
 */
export async function performCall(client: ClientContext, request: CallRequest): Promise<CallResult> {
  const { options, shared } = request;
  const signals = [client.options.signal, options.signal];
  const limits = limitsOf(client, options);
  // The time in which a call waits for its turn is not its own.
  const place = await shared?.window?.acquire([...signals, shared.cancellation, shared.drain]);
  const stop = createStop();
  let outcome = "failed" as CallResult["outcome"];
  const end = (reason: unknown, how: typeof outcome) => {
    if (!stop.aborted) outcome = how;
    abort(stop, reason);
  };
  const call: Call = {
    client,
    request,
    limits,
    id: client.nextCallId(),
    headers: options.headers ? { ...client.headers, ...options.headers } : client.headers,
    stop,
    deadline: performance.now() + limits.totalTimeout,
    throwIfOver: () => {
      if (performance.now() >= call.deadline) onDeadline();
      throwIfAborted([stop]);
    },
    attempts: 0,
    retries: 0,
    place,
    isRenewed: false,
    raw: undefined,
    isSent: false,
    mayHaveSucceeded: false,
    authorization: "",
    redaction: undefined,
  };
  const onDeadline = () =>
    end(new TimeoutError("totalTimeout", limits.totalTimeout, requestContext(call)), "failed");
  const timer = limits.totalTimeout === Infinity ? undefined : setTimeout(onDeadline, limits.totalTimeout);
  const off = onAbort(signals, (reason) => end(reason, "aborted"));
  const offCancellation = onAbort([shared?.cancellation], (reason) => end(reason, "cancelled"));
  try {
    return resultOf(call, await runCall(call));
  } catch (error) {
    const result = resultOf(call, { outcome, error: stop.aborted ? stop.reason : error });
    if (outcome !== "cancelled") await tellFailure(call, result.error);
    return result;
  } finally {
    call.place?.();
    clearTimeout(timer);
    off();
    offCancellation();
  }
}

function resultOf(call: Call, rest: Pick<CallResult, "outcome" | "data" | "error">): CallResult {
  const { outcome, data, error } = rest;
  return {
    outcome,
    data,
    error,
    raw: call.raw,
    mayHaveSucceeded: call.mayHaveSucceeded || call.isSent,
    call,
  };
}

/** Attempts until one succeeds. Throws the error of one that fails for good. */
async function runCall(call: Call): Promise<Pick<CallResult, "outcome" | "data">> {
  const { drain } = call.request.shared ?? {};
  let last: Rejection | undefined;
  for (;;) {
    const result = await attemptInWindow(call);
    if (result && "data" in result) {
      tellSuccess(call);
      return { outcome: "succeeded", data: result.data };
    }
    last = result ?? last;
    // What was certainly not processed, and would be retried, counts as not attempted.
    const isOpen = !result || result.isRetryable;
    if (drain?.aborted && isOpen && !call.mayHaveSucceeded) return { outcome: "drained" };
    const delay = result && (renewToken(call) ? 0 : delayBeforeRetry(call, result));
    if (delay === undefined) throw last?.error;
    await tellRetry(call, last?.error, delay);
    await sleep(delay, [call.stop, drain]);
  }
}

/** Attempts when the window permits; `undefined` if nothing new is begun any more. */
async function attemptInWindow(call: Call): Promise<AttemptResult | undefined> {
  const { request, stop } = call;
  const { window, drain } = request.shared ?? {};
  const release = call.place ?? (await window?.acquire([stop, drain]));
  call.place = undefined;
  try {
    call.throwIfOver();
    if (drain?.aborted) return undefined;
    const startedAt = performance.now();
    call.attempts += 1;
    const result = await performAttempt(call);
    const data = "data" in result ? result : isAcceptedNotFound(call) ? { data: undefined } : undefined;
    if (data) {
      window?.succeeded();
      return data;
    }
    const rejection = result as Rejection;
    call.mayHaveSucceeded ||= rejection.mayHaveSucceeded;
    if (call.raw?.response.status === 429) window?.rateLimited(startedAt, retryAfterOf(rejection));
    return rejection;
  } finally {
    release?.();
  }
}

/** Whether a 404 response is what was asked for: it says that what is to be removed is gone. */
function isAcceptedNotFound({ raw, request, mayHaveSucceeded }: Call): boolean {
  if (raw?.response.status !== 404) return false;
  return request.shared?.acceptsNotFound === true || (request.isRemoval === true && mayHaveSucceeded);
}

function retryAfterOf({ error }: Rejection): number | undefined {
  return error instanceof ApiError ? error.retryAfter : undefined;
}

/** Whether a 401 response is worth one retry with a new token. */
function renewToken(call: Call): boolean {
  if (call.isRenewed || call.raw?.response.status !== 401) return false;
  call.isRenewed = call.client.authorization.renew(call.authorization);
  return call.isRenewed;
}

/** In milliseconds; `undefined` if the failure is final. */
function delayBeforeRetry(call: Call, rejection: Rejection): number | undefined {
  const { request, limits } = call;
  const { window, drain } = request.shared ?? {};
  if (drain?.aborted) return undefined;
  if (!rejection.isRetryable || (!request.isIdempotent && rejection.mayHaveSucceeded)) return undefined;
  // Calls that share a window wait for each other's 429 responses; these do not count.
  const isShared = window !== undefined && call.raw?.response.status === 429 && limits.maxRetries > 0;
  if (!isShared) call.retries += 1;
  if (call.retries > limits.maxRetries) return undefined;
  const retryAfter = retryAfterOf(rejection);
  if ((retryAfter ?? 0) * 1000 > limits.maxRetryAfter) return undefined;
  const delay = retryDelay(call.attempts, retryAfter, Math.random());
  return performance.now() + delay < call.deadline ? delay : undefined;
}

/** Waits in milliseconds, or until an abort. */
function sleep(milliseconds: number, signals: Signals): Promise<void> {
  return new Promise((resolve) => {
    let off = (): void => undefined;
    const done = () => {
      clearTimeout(timer);
      off();
      resolve();
    };
    const timer = setTimeout(done, Math.min(milliseconds, LONGEST_TIMER));
    off = onAbort(signals, done);
  });
}
