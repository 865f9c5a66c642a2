import { ApiError, TimeoutError } from "../errors.ts";
import type { CallOptions } from "../options.ts";
import { onAbort } from "./abort.ts";
import { performAttempt } from "./attempt.ts";
import type { ClientContext } from "./context.ts";
import { type Lifetime, startLifetime } from "./lifetime.ts";
import { type Observer, createObserver } from "./observer.ts";
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
  readonly read: (raw: RawResponse, observer: Observer) => AttemptResult;
  /** Whether a 404 response after an attempt that may have been processed is a success. */
  readonly isRemoval?: boolean;
  /** Whether it can be retried although it may have been processed. */
  readonly isIdempotent: boolean;
  readonly shared?: SharedCall;
}

/** What a call shares with the other calls of a list or a removal. */
export interface SharedCall {
  /** Cancels the call in silence when its result is no longer wanted. */
  readonly cancellation?: AbortSignal;
  /** Ends the call before its next attempt. */
  readonly drain?: AbortSignal;
  /** Bounds the attempts of all. Waits for 429 responses until the call's time is over. */
  readonly window?: ConcurrencyWindow;
}

/** How many attempts run concurrently. */
export interface ConcurrencyWindow {
  /** Waits for a free place, or until the call is over. Returns the function that gives the place back. */
  readonly acquire: (onOver: (listener: () => void) => () => void) => Promise<() => void>;
  readonly succeeded: () => void;
  /** @param retryAfter - in seconds */
  readonly rateLimited: (startedAt: number, retryAfter: number | undefined) => void;
}

/** The result of an attempt: the data, or why there is none. */
export type AttemptResult = { readonly data: unknown } | Rejection;

/** An attempt that did not succeed. */
export interface Rejection {
  /** An error of this package, or of the caller's own `fetch`. */
  readonly error: unknown;
  /** Whether the failure is known to pass. */
  readonly isRetryable: boolean;
  /** Whether the request may have been processed nevertheless. */
  readonly mayHaveSucceeded: boolean;
}

/** What changes while a call runs. */
export interface CallState {
  attempts: number;
  /** The response to the last attempt. */
  raw: RawResponse | undefined;
  /** Whether a request is under way. */
  isSent: boolean;
  /** Whether an attempt may have been processed although its response did not say so. */
  mayHaveSucceeded: boolean;
  /** Value of the Authorization header that was sent last. */
  authorization: string;
  /** How the call ends, once only hooks are waited for. */
  decided: CallResult | undefined;
}

/** How a call ended. */
export interface CallResult {
  /** `aborted` by the caller, `cancelled` by this package, `drained` before its first attempt. */
  readonly outcome: "succeeded" | "failed" | "aborted" | "cancelled" | "drained";
  readonly data?: unknown;
  /** What the caller's promise rejects with, unless it succeeded. */
  readonly error?: unknown;
  readonly state: Readonly<CallState>;
  readonly observer: Observer;
}

/** A call under way. */
export interface Call {
  readonly client: ClientContext;
  readonly request: CallRequest;
  readonly limits: typeof DEFAULTS;
  readonly lifetime: Lifetime;
  readonly observer: Observer;
  readonly state: CallState;
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
export function performCall(client: ClientContext, request: CallRequest): Promise<CallResult> {
  return new Promise((resolve) => {
    const limits = limitsOf(client, request.options);
    const state: CallState = {
      attempts: 0,
      raw: undefined,
      isSent: false,
      mayHaveSucceeded: false,
      authorization: "",
      decided: undefined,
    };
    const settle = (result: CallResult) => {
      resolve(state.decided ?? result);
      lifetime.end();
    };
    const stop = (outcome: CallResult["outcome"], error: unknown) => {
      const isNews = state.decided === undefined && outcome !== "cancelled";
      settle(resultOf(call, outcome, { error }));
      if (isNews) void observer.failed(error);
    };
    const lifetime = startLifetime(limits.totalTimeout, () =>
      stop("failed", new TimeoutError("totalTimeout", limits.totalTimeout, observer.context())),
    );
    const observer = createObserver(client, request, state, lifetime);
    const call: Call = { client, request, limits, lifetime, observer, state };
    const signals = [client.options.signal, request.options.signal];
    lifetime.onEnd(onAbort(signals, (reason) => stop("aborted", reason)));
    lifetime.onEnd(onAbort([request.shared?.cancellation], () => stop("cancelled", undefined)));
    if (!lifetime.isOver()) void runCall(call).then(settle);
  });
}

/** The result of a call. Its state is a copy: what still happens to a request under way does not change it. */
function resultOf(
  { state, observer }: Call,
  outcome: CallResult["outcome"],
  rest: Pick<CallResult, "data" | "error">,
): CallResult {
  const mayHaveSucceeded = state.mayHaveSucceeded || state.isSent;
  return { outcome, ...rest, state: { ...state, mayHaveSucceeded }, observer };
}

/** Attempts until one succeeds or fails for good. The result does not count once the call has settled. */
async function runCall(call: Call): Promise<CallResult> {
  const { client, request, lifetime, observer, state } = call;
  const { window, drain } = request.shared ?? {};
  let retries = 0;
  let isRenewed = false;
  let last: Rejection | undefined;
  for (;;) {
    const release = await window?.acquire((listener) => onOver(call, listener));
    if (lifetime.isOver() || drain?.aborted) {
      release?.();
      return last ? fail(call, last) : resultOf(call, "drained", {});
    }
    const startedAt = performance.now();
    state.attempts += 1;
    const result = await performAttempt(call);
    release?.();
    const status = state.raw?.response.status;
    const isGone = request.isRemoval === true && status === 404 && state.mayHaveSucceeded;
    if ("data" in result || isGone) {
      window?.succeeded();
      observer.succeeded();
      return resultOf(call, "succeeded", "data" in result ? result : {});
    }
    last = result;
    state.mayHaveSucceeded ||= result.mayHaveSucceeded;
    if (status === 429) window?.rateLimited(startedAt, retryAfterOf(result));
    const mayRenew: boolean = status === 401 && !isRenewed && client.authorization.renew(state.authorization);
    isRenewed ||= mayRenew;
    const delay = mayRenew ? 0 : delayBeforeRetry(call, result, ++retries);
    if (delay === undefined || lifetime.isOver()) return fail(call, result);
    await observer.retrying(result.error as Error, delay);
    if (delay > 0) await lifetime.sleep(delay, drain);
  }
}

/** Calls back when the call is over, or begins nothing new. */
function onOver({ lifetime, request }: Call, listener: () => void): () => void {
  const offs = [lifetime.onEnd(listener), onAbort([request.shared?.drain], listener)];
  return () => {
    for (const off of offs) off();
  };
}

/** Decides that a call has failed, whatever happens while the hook is waited for. */
async function fail(call: Call, { error }: Rejection): Promise<CallResult> {
  const result = resultOf(call, "failed", { error });
  if (call.lifetime.isOver()) return result;
  call.state.decided = result;
  await call.observer.failed(error);
  return result;
}

function retryAfterOf({ error }: Rejection): number | undefined {
  return error instanceof ApiError ? error.retryAfter : undefined;
}

/** In milliseconds; `undefined` if the failure is final. */
function delayBeforeRetry(call: Call, result: Rejection, retries: number): number | undefined {
  const { request, limits, lifetime, state } = call;
  if (!result.isRetryable || request.shared?.drain?.aborted) return undefined;
  if (!request.isIdempotent && result.mayHaveSucceeded) return undefined;
  // Calls that share a window wait for each other's 429 responses; these do not count.
  const isRateLimit = state.raw?.response.status === 429;
  const isShared = request.shared?.window !== undefined && isRateLimit && limits.maxRetries > 0;
  if (retries > limits.maxRetries && !isShared) return undefined;
  const retryAfter = retryAfterOf(result);
  if ((retryAfter ?? 0) * 1000 > limits.maxRetryAfter) return undefined;
  const delay = retryDelay(retries, retryAfter, Math.random());
  return delay < lifetime.timeLeft() ? delay : undefined;
}
