import { ConnectionError, TimeoutError, TwilioBindingsError } from "../errors.ts";
import { checkResponse, readBody } from "./body.ts";
import type { AttemptResult, Call, Rejection } from "./call.ts";
import { classifyFailure, describeFailure } from "./network-errors.ts";
import { sanitizeError } from "./sanitize.ts";

/** The result of an attempt that nothing waits for any more. */
const ABANDONED: Rejection = { error: undefined, isRetryable: false, mayHaveSucceeded: false };

/** Sends a request once and reads the response. Never rejects. */
export async function performAttempt(call: Call): Promise<AttemptResult> {
  const { lifetime, observer, request, state } = call;
  state.raw = undefined;
  await observer.requesting();
  if (lifetime.isOver()) return ABANDONED;
  const startedAt = performance.now();
  const failure = await exchange(call);
  if (failure) return failure;
  await observer.responded(performance.now() - startedAt);
  return state.raw && !lifetime.isOver() ? request.read(state.raw, observer) : ABANDONED;
}

/** Fills `state.raw` within `timeout`, or returns why there is no response. */
function exchange(call: Call): Promise<Rejection | undefined> {
  const { limits, lifetime, observer, state } = call;
  return new Promise((resolve) => {
    const controller = new AbortController();
    let isDone = false;
    const finish = (failure: Rejection | undefined) => {
      isDone = true;
      state.isSent = false;
      clearTimeout(timer);
      off();
      resolve(failure);
    };
    // By itself, because a `fetch` that ignores the signal must not hold up the call.
    const giveUp = (failure: Rejection) => {
      finish(failure);
      controller.abort();
    };
    const onTimeout = () => {
      const error = new TimeoutError("timeout", limits.timeout, observer.context());
      giveUp({ error, isRetryable: true, mayHaveSucceeded: state.isSent });
    };
    const timer = limits.timeout === Infinity ? undefined : setTimeout(onTimeout, limits.timeout);
    const off = lifetime.onEnd(() => giveUp(ABANDONED));
    send(call, controller.signal, () => isDone).then(
      () => !isDone && finish(undefined),
      (error: unknown) => !isDone && finish(rejectionOf(error, call)),
    );
  });
}

async function send(call: Call, signal: AbortSignal, isDone: () => boolean): Promise<void> {
  const { client, request, lifetime, observer, state } = call;
  const header = client.authorization.header();
  const authorization = typeof header === "string" ? header : await header;
  if (isDone() || lifetime.isOver()) return;
  state.authorization = authorization;
  state.isSent = true;
  const response: unknown = await client.fetch(request.url, {
    method: request.method,
    headers: { ...observer.headers, authorization },
    // A redirect would take the request, and in some runtimes its credentials, to another host.
    redirect: "manual",
    signal,
    ...(request.body !== undefined && { body: request.body }),
  });
  checkResponse(response);
  const body = await readBody(response);
  if (!isDone()) state.raw = { response, body };
}

function rejectionOf(error: unknown, { observer, state }: Call): Rejection {
  const mayHaveSucceeded = state.isSent;
  // Of the token, or about the `fetch` option.
  if (error instanceof TwilioBindingsError) return { error, isRetryable: false, mayHaveSucceeded };
  const { kind, mayHaveArrived } = classifyFailure(error);
  const { all: redact } = observer.redactor();
  const cause = sanitizeError(error, redact);
  if (kind === "program") return { error: cause, isRetryable: false, mayHaveSucceeded };
  const message = `The connection failed: ${redact(describeFailure(error))}`;
  return {
    error: new ConnectionError(message, observer.context(), { cause }),
    isRetryable: kind === "network",
    mayHaveSucceeded: mayHaveSucceeded && mayHaveArrived,
  };
}
