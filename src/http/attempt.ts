import { ConnectionError, TimeoutError, TwilioBindingsError } from "../errors.ts";
import { onAbort, raceAbort } from "./abort.ts";
import type { Call } from "./call.ts";
import { classifyFailure, describeFailure } from "./network-errors.ts";
import { checkResponse, readBody } from "./body.ts";
import type { RawResponse } from "./response.ts";
import { sanitizeError } from "./sanitize.ts";

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

/** Sends a request once and reads the response. Throws only if the call is over. */
export async function performAttempt(call: Call): Promise<AttemptResult> {
  const { observer } = call;
  call.raw = undefined;
  await observer.requesting();
  const startedAt = performance.now();
  try {
    call.raw = await exchange(call);
  } catch (error) {
    call.stop.throwIfAborted();
    return rejectionOf(error, call);
  } finally {
    call.isSent &&= call.stop.aborted;
  }
  await observer.responded(performance.now() - startedAt);
  call.stop.throwIfAborted();
  return call.request.read(call.raw, observer);
}

/** Gets the response within `timeout`. */
async function exchange(call: Call): Promise<RawResponse> {
  const { client, request, limits, observer } = call;
  const controller = new AbortController();
  const { signal } = controller;
  const onTimeout = () => controller.abort(new TimeoutError("timeout", limits.timeout, observer.context()));
  const timer = limits.timeout === Infinity ? undefined : setTimeout(onTimeout, limits.timeout);
  const off = onAbort([call.stop], (reason) => controller.abort(reason));
  const receive = async (authorization: string) => {
    const response: unknown = await client.fetch(request.url, {
      method: request.method,
      headers: { ...observer.headers, authorization },
      // A redirect would take the request, and in some runtimes its credentials, to another host.
      redirect: "manual",
      signal,
      ...(request.body !== undefined && { body: request.body }),
    });
    checkResponse(response);
    return { response, body: await readBody(response) };
  };
  try {
    const header = client.authorization.header();
    call.authorization = typeof header === "string" ? header : await raceAbort([signal], header);
    call.throwIfOver();
    call.isSent = true;
    // A `fetch` that ignores the signal must not hold up the call.
    return await raceAbort([signal], receive(call.authorization));
  } finally {
    clearTimeout(timer);
    off();
  }
}

function rejectionOf(error: unknown, { observer, isSent }: Call): Rejection {
  if (error instanceof TwilioBindingsError) {
    // Of the token, about the `fetch` option, or the time-out.
    return { error, isRetryable: error instanceof TimeoutError, mayHaveSucceeded: isSent };
  }
  const { kind, mayHaveArrived } = classifyFailure(error);
  const { all: redact } = observer.redactor();
  const cause = sanitizeError(error, redact);
  if (kind === "program") return { error: cause, isRetryable: false, mayHaveSucceeded: isSent };
  const message = `The connection failed: ${redact(describeFailure(error))}`;
  return {
    error: new ConnectionError(message, observer.context(), { cause }),
    isRetryable: kind === "network",
    mayHaveSucceeded: isSent && mayHaveArrived,
  };
}
