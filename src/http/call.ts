import { LONGEST_TIMER } from "../checks.ts";
import { ApiError } from "../errors.ts";
import { createStop, onAbort, sleep, startTimer } from "./abort.ts";
import { type AttemptResult, type Rejection, performAttempt } from "./attempt.ts";
import {
  type Call,
  type CallRequest,
  type CallResult,
  type SharedCall,
  end,
  expire,
  limitsOf,
  throwIfOver,
} from "./call-state.ts";
import type { ClientContext } from "./context.ts";
import { tellFailure, tellRetry, tellSuccess } from "./observer.ts";
import { retryDelay } from "./retry-delay.ts";

/**
 * Performs a call: attempt, wait, attempt again. It has one deadline and one way out: once it has settled, nothing
 * of it is handed to `fetch`, and no timer or listener is left. Never rejects.
 */
export async function performCall(client: ClientContext, request: CallRequest): Promise<CallResult> {
  const { options } = request;
  // Without a prototype, like options.
  const shared = Object.assign(Object.create(null), request.shared) as SharedCall;
  const limits = limitsOf(client, options);
  const signals = [client.options.signal, options.signal];
  // The time in which a call waits for its turn is not its own.
  const place = await shared.window?.acquire([...signals, shared.cancellation, shared.drain]);
  const call: Call = {
    client,
    request,
    limits,
    shared,
    id: client.nextCallId(),
    headers: options.headers ? { ...client.headers, ...options.headers } : client.headers,
    stop: createStop(),
    deadline: performance.now() + limits.totalTimeout,
    outcome: "failed",
    attempts: 0,
    retries: 0,
    place,
    isRenewed: false,
    isSent: false,
    mayHaveSucceeded: false,
    authorization: "",
  };
  const offs = [
    startTimer(limits.totalTimeout, () => expire(call)),
    onAbort(signals, (reason) => end(call, "aborted", reason)),
    onAbort([shared.cancellation], (reason) => end(call, "cancelled", reason)),
  ];
  try {
    await attemptUntilDone(call);
  } catch (error) {
    call.error = call.stop.aborted ? call.stop.reason : error;
    // What a removal has not begun has not failed.
    const isBegun = call.attempts > 0 || !shared.drain;
    if (isBegun && call.outcome !== "cancelled") await tellFailure(call);
  } finally {
    for (const off of offs) off();
    call.mayHaveSucceeded ||= call.isSent;
  }
  return call;
}

/** Attempts until one succeeds. Throws the error of one that fails for good. */
async function attemptUntilDone(call: Call): Promise<void> {
  const { drain } = call.shared;
  let last: Rejection | undefined;
  for (;;) {
    const result = await attemptInWindow(call);
    if (result && "data" in result) {
      Object.assign(call, { outcome: "succeeded", data: result.data });
      tellSuccess(call);
      return;
    }
    last = result ?? last;
    // What was certainly not processed, and would be retried, counts as not attempted.
    if (drain?.aborted && (!result || result.isRetryable) && !call.mayHaveSucceeded) {
      call.outcome = "drained";
      return;
    }
    const delay = result && (renewToken(call) ? 0 : delayBeforeRetry(call, result));
    if (delay === undefined) throw last?.error;
    await tellRetry(call, last?.error, delay);
    await sleep(Math.min(delay, LONGEST_TIMER), [call.stop, drain]);
  }
}

/** Attempts when the window permits; `undefined` if nothing new is begun any more. */
async function attemptInWindow(call: Call): Promise<AttemptResult | undefined> {
  const { stop } = call;
  const { window, drain } = call.shared;
  const release = call.place ?? (await window?.acquire([stop, drain]));
  call.place = undefined;
  try {
    throwIfOver(call);
    if (drain?.aborted) return undefined;
    const startedAt = performance.now();
    call.attempts += 1;
    const result = await performAttempt(call);
    if ("data" in result || isAcceptedNotFound(call)) {
      window?.succeeded();
      return "data" in result ? result : { data: undefined };
    }
    call.mayHaveSucceeded ||= result.mayHaveSucceeded;
    if (call.raw?.response.status === 429) window?.rateLimited(startedAt, retryAfterOf(result));
    return result;
  } finally {
    release?.();
  }
}

/** Whether a 404 response is what was asked for: it says that what is to be removed is gone. */
function isAcceptedNotFound({ raw, request, shared, mayHaveSucceeded }: Call): boolean {
  if (raw?.response.status !== 404) return false;
  return shared.acceptsNotFound === true || (request.isRemoval === true && mayHaveSucceeded);
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
  const { window, drain } = call.shared;
  if (drain?.aborted) return undefined;
  if (!rejection.isRetryable || (!request.isIdempotent && rejection.mayHaveSucceeded)) return undefined;
  // Calls that share a window wait for each other's 429 responses; these do not count.
  const isShared = window !== undefined && call.raw?.response.status === 429 && limits.maxRetries > 0;
  if (!isShared) call.retries += 1;
  const retryAfter = retryAfterOf(rejection);
  if (call.retries > limits.maxRetries || (retryAfter ?? 0) * 1000 > limits.maxRetryAfter) return undefined;
  const delay = retryDelay(call.attempts, retryAfter, Math.random());
  return performance.now() + delay < call.deadline ? delay : undefined;
}
