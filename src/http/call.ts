import { LONGEST_TIMER } from "../checks.ts";
import { ApiError, TimeoutError } from "../errors.ts";
import type { CallOptions } from "../options.ts";
import { type Signals, onAbort } from "./abort.ts";
import { type AttemptResult, type Rejection, performAttempt } from "./attempt.ts";
import type { ClientContext } from "./context.ts";
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
  /** Whether it can be retried although it may have been processed. */
  readonly isIdempotent: boolean;
  /** Whether a 404 response after an attempt that may have been processed is a success. */
  readonly isRemoval?: boolean;
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
  readonly observer: Observer;
  /** Aborts when the call is over. */
  readonly stop: AbortSignal;
  /** When the call must be over, on the clock of `performance.now()`. */
  readonly deadline: number;
  /** Throws if the call is over, also if no timer could run. */
  readonly throwIfOver: () => void;
  attempts: number;
  /** The response to the last attempt. */
  raw: RawResponse | undefined;
  /** Whether a request is under way. */
  isSent: boolean;
  /** Whether an attempt may have been processed although its response did not say so. */
  mayHaveSucceeded: boolean;
  /** Value of the Authorization header that was sent last. */
  authorization: string;
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
  readonly observer: Observer;
}

const DEFAULTS = { timeout: 30_000, totalTimeout: 300_000, maxRetries: 4, maxRetryAfter: 60_000 };

/** The limits of a call: its own, or the client's, or the defaults. */
export function limitsOf({ options }: ClientContext, own: CallOptions): typeof DEFAULTS {
  const limits = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[]) {
    limits[name] = own[name] ?? options[name] ?? DEFAULTS[name];
  }
  return limits;
}

/**
 * Performs a call: attempt, wait, attempt again. It has one deadline and one way out: once it has settled, nothing
 * of it is handed to `fetch`, and no timer or listener is left. Never rejects.
 */
export async function performCall(client: ClientContext, request: CallRequest): Promise<CallResult> {
  const limits = limitsOf(client, request.options);
  const { totalTimeout } = limits;
  const controller = new AbortController();
  const stop = controller.signal;
  let outcome = "failed" as CallResult["outcome"];
  const end = (reason: unknown, how: typeof outcome) => {
    if (!stop.aborted) outcome = how;
    controller.abort(reason);
  };
  const deadline = performance.now() + totalTimeout;
  const onDeadline = () =>
    end(new TimeoutError("totalTimeout", totalTimeout, call.observer.context()), "failed");
  const call: Call = {
    ...{ client, request, limits, stop, deadline },
    ...{ attempts: 0, raw: undefined, isSent: false, mayHaveSucceeded: false },
    observer: createObserver(client, request, () => call),
    authorization: "",
    throwIfOver: () => {
      if (performance.now() >= deadline) onDeadline();
      stop.throwIfAborted();
    },
  };
  const timer = totalTimeout === Infinity ? undefined : setTimeout(onDeadline, totalTimeout);
  const offs = [
    onAbort([client.options.signal, request.options.signal], (reason) => end(reason, "aborted")),
    onAbort([request.shared?.cancellation], (reason) => end(reason, "cancelled")),
  ];
  const resultOf = (rest: Pick<CallResult, "outcome" | "data" | "error">): CallResult => {
    const { raw, isSent, mayHaveSucceeded, observer } = call;
    return { ...rest, raw, mayHaveSucceeded: mayHaveSucceeded || isSent, observer };
  };
  try {
    return resultOf(await runCall(call));
  } catch (error) {
    const result = resultOf({ outcome, error: stop.aborted ? (stop.reason as unknown) : error });
    if (outcome !== "cancelled") await call.observer.failed(result.error);
    return result;
  } finally {
    clearTimeout(timer);
    for (const off of offs) off();
  }
}

/** Attempts until one succeeds. Throws the error of one that fails for good. */
async function runCall(call: Call): Promise<Pick<CallResult, "outcome" | "data">> {
  const { client, request, stop } = call;
  const { window, drain } = request.shared ?? {};
  let last: Rejection | undefined;
  let isRenewed = false;
  for (let retries = 0; ;) {
    const release = await window?.acquire([stop, drain]);
    try {
      call.throwIfOver();
      if (drain?.aborted && last) throw last.error;
      if (drain?.aborted) return { outcome: "drained" };
      const startedAt = performance.now();
      call.attempts += 1;
      const result = await performAttempt(call);
      const status = call.raw?.response.status;
      const isGone = request.isRemoval === true && status === 404 && call.mayHaveSucceeded;
      if ("data" in result || isGone) {
        window?.succeeded();
        call.observer.succeeded();
        return { outcome: "succeeded", data: "data" in result ? result.data : undefined };
      }
      last = result;
      call.mayHaveSucceeded ||= result.mayHaveSucceeded;
      if (status === 429) window?.rateLimited(startedAt, retryAfterOf(result));
    } finally {
      release?.();
    }
    const mayRenew: boolean = call.raw?.response.status === 401 && !isRenewed;
    isRenewed ||= mayRenew && client.authorization.renew(call.authorization);
    const delay = mayRenew && isRenewed ? 0 : delayBeforeRetry(call, last, ++retries);
    if (delay === undefined) throw last.error;
    await call.observer.retrying(last.error as Error, delay);
    await sleep(delay, [stop, drain]);
  }
}

function retryAfterOf({ error }: Rejection): number | undefined {
  return error instanceof ApiError ? error.retryAfter : undefined;
}

/** In milliseconds; `undefined` if the failure is final. */
function delayBeforeRetry(call: Call, rejection: Rejection, retries: number): number | undefined {
  const { request, limits } = call;
  const { window, drain } = request.shared ?? {};
  if (!rejection.isRetryable || drain?.aborted) return undefined;
  if (!request.isIdempotent && rejection.mayHaveSucceeded) return undefined;
  // Calls that share a window wait for each other's 429 responses; these do not count.
  const isShared = window !== undefined && call.raw?.response.status === 429 && limits.maxRetries > 0;
  if (retries > limits.maxRetries && !isShared) return undefined;
  const retryAfter = retryAfterOf(rejection);
  if ((retryAfter ?? 0) * 1000 > limits.maxRetryAfter) return undefined;
  const delay = retryDelay(retries, retryAfter, Math.random());
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
