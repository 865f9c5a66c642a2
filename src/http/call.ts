import { LONGEST_TIMER } from "../checks.ts";
import { ApiError } from "../errors.ts";
import { createStop, onAbort, sleep, startTimer } from "./abort.ts";
import { type AttemptResult, type Rejection, performAttempt } from "./attempt.ts";
import * as state from "./call-state.ts";
import type { Call, CallRequest, CallResult, SharedCall } from "./call-state.ts";
import type { ClientContext } from "./context.ts";
import { tellFailure, tellRetry, tellSuccess } from "./observer.ts";
import { isNotFound } from "./response.ts";
import { retryDelay } from "./retry-delay.ts";

/** Methods whose requests can be repeated although they may have been processed. */
const IDEMPOTENT = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"];

/** Releases a slot of the window. */
type Release = () => void;

/**
 * Performs a call: attempts, waits, retries. It has one deadline and one exit: after it has settled, it does not
 * call `fetch`, and leaves no timer or listener. Never rejects.
 */
export async function performCall(client: ClientContext, request: CallRequest): Promise<CallResult> {
  const { options } = request;
  // Without a prototype, like options.
  const shared = Object.assign(Object.create(null), request.shared) as SharedCall;
  const limits = state.limitsOf(client, options);
  const signals = [client.options.signal, options.signal];
  // Waiting for the first slot does not count towards the time limit.
  const slot = await shared.window?.acquire([...signals, shared.cancellation, shared.drain]);
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
    mayHaveSucceeded: false,
    authorization: "",
    redaction: shared.redaction ?? {},
  };
  const offs = [
    startTimer(limits.totalTimeout, () => state.expire(call)),
    onAbort(signals, (reason) => state.end(call, "aborted", reason)),
    onAbort([shared.cancellation], (reason) => state.end(call, "cancelled", reason)),
  ];
  try {
    await attemptUntilDone(call, slot);
  } catch (error) {
    call.error = call.stop.aborted ? call.stop.reason : error;
    // A removal that was never attempted has not failed.
    const isBegun = call.attempts > 0 || !shared.drain;
    if (isBegun && call.outcome !== "cancelled") await tellFailure(call);
  } finally {
    for (const off of offs) off();
  }
  return call;
}

/** Attempts until one succeeds. Throws the error of one that fails for good. */
async function attemptUntilDone(call: Call, slot: Release | undefined): Promise<void> {
  const { stop, shared } = call;
  const { window, drain } = shared;
  const retries: Retries = { counted: 0, hasNewToken: false };
  let release = slot;
  let last: Rejection | undefined;
  for (;;) {
    const result = await attemptInWindow(call, release);
    if (result && "data" in result) {
      Object.assign(call, { outcome: "succeeded", data: result.data });
      tellSuccess(call);
      return;
    }
    last = result ?? last;
    const isDrained = drain?.aborted === true;
    // A request that was certainly not processed, and would be retried, counts as not attempted.
    if (isDrained && result?.isRetryable !== false && !call.mayHaveSucceeded) {
      call.outcome = "drained";
      return;
    }
    const delay = result && !isDrained ? delayBeforeRetry(call, result, retries) : undefined;
    if (delay === undefined) throw last?.error;
    await tellRetry(call, last?.error, delay);
    await sleep(Math.min(delay, LONGEST_TIMER), [stop, drain]);
    release = await window?.acquire([stop, drain]);
  }
}

/** Attempts, and tells the window how it went; `undefined` if nothing new may start. */
async function attemptInWindow(call: Call, release: Release | undefined): Promise<AttemptResult | undefined> {
  const { window, drain } = call.shared;
  try {
    state.throwIfOver(call);
    if (drain?.aborted) return undefined;
    const startedAt = performance.now();
    call.attempts += 1;
    const result = await performAttempt(call);
    if ("data" in result || isAcceptedNotFound(call)) {
      window?.succeeded();
      return "data" in result ? result : { data: undefined };
    }
    call.mayHaveSucceeded ||= result.mayHaveSucceeded;
    if (statusOf(call) === 429) window?.rateLimited(startedAt, retryAfterOf(result));
    return result;
  } finally {
    release?.();
  }
}

const statusOf = ({ raw }: Call): number | undefined => raw?.response.status;

/** Whether a 404 response is what was asked for: it says that what is to be removed is gone. */
function isAcceptedNotFound(call: Call): boolean {
  const { raw, request, shared, mayHaveSucceeded } = call;
  if (!isNotFound(raw)) return false;
  return shared.acceptsNotFound === true || (request.method === "DELETE" && mayHaveSucceeded);
}

function retryAfterOf({ error }: Rejection): number | undefined {
  return error instanceof ApiError ? error.retryAfter : undefined;
}

/** The retries of a call. */
interface Retries {
  /** Those that count towards `maxRetries`. */
  counted: number;
  /** Whether one had a new token. */
  hasNewToken: boolean;
}

/** In milliseconds; `undefined` if the failure is final. */
function delayBeforeRetry(call: Call, rejection: Rejection, retries: Retries): number | undefined {
  const { client, request, shared, limits } = call;
  const status = statusOf(call);
  // A 401 response is worth one retry with a new token.
  if (!retries.hasNewToken && status === 401 && client.authorization.renew(call.authorization)) {
    retries.hasNewToken = true;
    return 0;
  }
  const isRepeatable = IDEMPOTENT.includes(request.method) || !rejection.mayHaveSucceeded;
  if (!rejection.isRetryable || !isRepeatable) return undefined;
  // Where calls share a window, 429 responses are expected, and such retries do not count.
  if (!shared.window || status !== 429 || limits.maxRetries === 0) retries.counted++;
  const retryAfter = retryAfterOf(rejection);
  if (retries.counted > limits.maxRetries || (retryAfter ?? 0) * 1000 > limits.maxRetryAfter)
    return undefined;
  const delay = retryDelay(call.attempts, retryAfter, Math.random());
  return performance.now() + delay < call.deadline ? delay : undefined;
}
