import { ConnectionError, TimeoutError, TwilioBindingsError } from "../errors.ts";
import { type Stop, abort, createStop, onAbort, raceAbort, startTimer, throwIfAborted } from "./abort.ts";
import { checkResponse, readBody } from "./body.ts";
import { type Call, throwIfOver } from "./call-state.ts";
import { classifyFailure, describeFailure } from "./network-errors.ts";
import { redactFor, requestContext, tellRequest, tellResponse } from "./observer.ts";
import type { RawResponse } from "./response.ts";
import { sanitizeError } from "./sanitize.ts";

/** The result of an attempt: the data, or why it failed. */
export type AttemptResult = { readonly data: unknown } | Rejection;

/** An attempt that did not succeed. */
export interface Rejection {
  /** An error of this package, or of the caller's own `fetch`. */
  readonly error: unknown;
  /** Whether the failure is temporary. */
  readonly isRetryable: boolean;
  /** Whether the server may have processed the request. */
  readonly mayHaveSucceeded: boolean;
}

/** Sends a request once and reads the response. Throws only if the call is over. */
export async function performAttempt(call: Call): Promise<AttemptResult> {
  call.raw = undefined;
  await tellRequest(call);
  throwIfOver(call);
  const startedAt = performance.now();
  const progress = { isSent: false };
  try {
    call.raw = await exchange(call, progress);
  } catch (error) {
    call.mayHaveSucceeded ||= progress.isSent && call.stop.aborted;
    throwIfAborted([call.stop]);
    return rejectionOf(error, call, progress.isSent);
  }
  await tellResponse(call, performance.now() - startedAt);
  throwIfAborted([call.stop]);
  try {
    return call.request.read(call.raw, call);
  } catch (error) {
    // Reading the headers of a mock can throw.
    return rejectionOf(error, call, true);
  }
}

/** Gets the response within `timeout`. */
async function exchange(call: Call, progress: { isSent: boolean }): Promise<RawResponse> {
  const { timeout } = call.limits;
  const controller = new AbortController();
  const stop = createStop();
  const end = (reason: unknown) => {
    abort(stop, reason);
    controller.abort(reason);
  };
  const stopTimer = startTimer(timeout, () =>
    end(new TimeoutError("timeout", timeout, requestContext(call))),
  );
  const off = onAbort([call.stop], end);
  try {
    call.authorization = await waitForAuthorization(call, stop);
    throwIfOver(call);
    progress.isSent = true;
    // A `fetch` that ignores the signal must not block the call.
    return await raceAbort([stop], send(call, controller.signal));
  } finally {
    stopTimer();
    off();
  }
}

/** Returns the header value. A token that is late is requested again by the next attempt. */
async function waitForAuthorization({ client: { authorization } }: Call, stop: Stop): Promise<string> {
  const header = authorization.header();
  if (typeof header === "string") return header;
  try {
    return await raceAbort([stop], header);
  } catch (error) {
    if (error instanceof TimeoutError) authorization.renew("");
    throw error;
  }
}

async function send(call: Call, signal: AbortSignal): Promise<RawResponse> {
  const { method, url, body } = call.request;
  // Called without a receiver: the native `fetch` of browsers rejects any, and a custom one must not get the client.
  const { fetch } = call.client;
  const response: unknown = await fetch(url, {
    method,
    headers: { ...call.headers, authorization: call.authorization },
    // A redirect would take the request, and in some runtimes its credentials, to another host.
    redirect: "manual",
    signal,
    ...(body !== undefined && { body }),
  });
  checkResponse(response);
  return { response, body: await readBody(response) };
}

function rejectionOf(error: unknown, call: Call, isSent: boolean): Rejection {
  if (error instanceof TwilioBindingsError) {
    // From the token function, about the `fetch` option, or a time-out.
    return { error, isRetryable: error instanceof TimeoutError, mayHaveSucceeded: isSent };
  }
  const { kind, mayHaveArrived } = classifyFailure(error);
  const redact = redactFor(call);
  const cause = sanitizeError(error, redact);
  if (kind === "program") return { error: cause, isRetryable: false, mayHaveSucceeded: isSent };
  const message = `The connection failed: ${redact(describeFailure(error))}`;
  return {
    error: new ConnectionError(message, requestContext(call), { cause }),
    isRetryable: kind === "network",
    mayHaveSucceeded: isSent && mayHaveArrived,
  };
}
