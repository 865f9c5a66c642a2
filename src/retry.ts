import { type Interrupt, sleep } from "./abort.ts";
import { type Answer, readReply, requestIdOf } from "./answer.ts";
import { attemptOnce } from "./attempt.ts";
import {
  ApiError,
  ConnectionError,
  NotFoundError,
  RateLimitError,
  type ResponseFacts,
  ResponseFormatError,
  TwilioBindingsError,
} from "./errors.ts";
import { MASK, hidePersonalData } from "./hide.ts";
import type { ClientOptions, RequestEvent } from "./options.ts";
import { retryDelay } from "./retry-delay.ts";
import type { Call, Settings } from "./transport.ts";

const DEFAULTS = { timeout: 30_000, maxRetries: 4, maxRetryAfter: 60_000, totalTimeout: 300_000 };

type RequestHeaders = Readonly<Record<string, string>>;

/** What stays the same over all attempts of a call. */
interface Sending {
  readonly url: string;
  /** Without the authorization. */
  readonly headers: RequestHeaders;
  readonly call: Call;
  readonly settings: Settings;
  readonly interrupt: Interrupt;
  /** When the whole call must be over, on the clock of `performance.now()`. */
  readonly deadline: number;
  /** What hooks and errors see of an attempt. */
  readonly event: (attempt: number) => RequestEvent;
}

/** One attempt: what it gave, and the error it counts as where it failed. */
interface Outcome {
  readonly answer?: Answer;
  readonly error?: TwilioBindingsError;
}

/**
 * Sends a request until it is answered, with growing waits between the attempts. Every operation may be sent
 * twice: reading changes nothing, and a binding that is removed stays so.
 *
 * Rejects with what the last attempt failed with, or with the reason of a signal that aborts.
 */
export async function sendWithRetries(
  url: string,
  call: Call,
  settings: Settings,
  headers: RequestHeaders,
  number: number,
): Promise<Answer> {
  const { options } = settings;
  const interrupt = settings.interrupts([options.signal, call.options.signal], call.cancellation);
  const deadline = performance.now() + retryLimits(options).totalTimeout;
  const event = eventOf(url, headers, call, number);
  const sending: Sending = { url, headers, call, settings, interrupt, deadline, event };
  const memory = call.memory ?? { mayBeDone: false };
  let attempt = 0;
  try {
    for (;;) {
      interrupt.throwIfAborted();
      attempt += 1;
      const { answer, error } = await tryOnce(sending, attempt);
      if (answer && (!error || (memory.mayBeDone && error instanceof NotFoundError))) return answer;
      if (!error) throw new TwilioBindingsError("An attempt ended without an answer");
      memory.mayBeDone ||= call.operation.method === "DELETE" && mayHaveBeenDone(error);
      const delay = delayBeforeRetry(error, attempt, call, options);
      if (delay === undefined || performance.now() + delay > deadline) throw error;
      await options.onRetry?.({ ...event(attempt), reason: error, delay });
      await sleep(delay, interrupt);
    }
  } catch (reason) {
    if (attempt > 0) await options.onFailure?.({ ...event(attempt), reason });
    throw reason;
  }
}

/** How long a call may wait, in milliseconds. */
export function retryLimits(options: ClientOptions): { maxRetryAfter: number; totalTimeout: number } {
  const { maxRetryAfter = DEFAULTS.maxRetryAfter, totalTimeout = DEFAULTS.totalTimeout } = options;
  return { maxRetryAfter, totalTimeout };
}

async function tryOnce(sending: Sending, attempt: number): Promise<Outcome> {
  const { call, settings } = sending;
  const { options, authorization } = settings;
  const { scrub } = authorization;
  const event = () => sending.event(attempt);
  await options.onRequest?.(event());
  const start = performance.now();
  let response: Response | undefined;
  const facts = () => {
    const { method, url } = event();
    return { method, url, attempts: attempt, ...(response && statusOf(response, scrub)) } as ResponseFacts;
  };
  try {
    const reply = await attemptOnce(sending.url, (signal) => initOf(sending, signal), {
      fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
      timeout: Math.min(
        call.options.timeout ?? options.timeout ?? DEFAULTS.timeout,
        sending.deadline - start,
      ),
      interrupt: sending.interrupt,
      scrub,
      facts,
    });
    response = reply.response;
    await options.onResponse?.({
      ...event(),
      ...statusOf(response, scrub),
      duration: performance.now() - start,
    });
    return {
      answer: {
        body: readReply(reply, call.operation, facts, scrub),
        response,
        attempts: attempt,
        facts,
        scrub,
      },
    };
  } catch (error) {
    if (!(error instanceof TwilioBindingsError)) throw error;
    return {
      error,
      ...(response && { answer: { body: undefined, response, attempts: attempt, facts, scrub } }),
    };
  }
}

async function initOf({ call, headers, settings }: Sending, signal: AbortSignal): Promise<RequestInit> {
  const authorization = await settings.authorization.header();
  return {
    signal,
    method: call.operation.method,
    headers: { ...headers, authorization },
    // A redirect would carry the request, and in some runtimes its credentials, to a host nobody chose.
    redirect: "manual",
  };
}

function statusOf(response: Response, scrub: (text: string) => string) {
  return { status: response.status, requestId: requestIdOf(response, scrub) };
}

/** In milliseconds; undefined where the error is final. */
function delayBeforeRetry(
  error: TwilioBindingsError,
  attempt: number,
  call: Call,
  options: ClientOptions,
): number | undefined {
  if (attempt > (options.maxRetries ?? DEFAULTS.maxRetries) || !isRetryable(error, call)) return undefined;
  const retryAfter = error instanceof ApiError ? error.retryAfter : undefined;
  if (retryAfter !== undefined && retryAfter * 1000 > retryLimits(options).maxRetryAfter) return undefined;
  return retryDelay(attempt, retryAfter, Math.random);
}

function isRetryable(error: TwilioBindingsError, call: Call): boolean {
  if (error instanceof RateLimitError) return !call.surfaceRefusals;
  if (error instanceof ApiError) return error.status >= 500 || error.status === 408;
  // A body that is cut without notice reads as broken JSON.
  return error instanceof ConnectionError || (error instanceof ResponseFormatError && error.retryable);
}

/** Whether nobody knows what became of the attempt. What was refused was not processed. */
function mayHaveBeenDone(error: TwilioBindingsError): boolean {
  return !(error instanceof ApiError) || error.status >= 500 || error.status === 408;
}

/** What hooks and errors see of the request. Masking takes time, so it is done when something asks. */
function eventOf(
  url: string,
  headers: RequestHeaders,
  { operation }: Call,
  call: number,
): (attempt: number) => RequestEvent {
  let shown: Omit<RequestEvent, "attempt"> | undefined;
  return (attempt) => {
    shown ??= {
      operationId: operation.id,
      method: operation.method,
      url: hidePersonalData(url, operation),
      headers: { ...headers, authorization: MASK },
      call,
    };
    return { ...shown, attempt };
  };
}
