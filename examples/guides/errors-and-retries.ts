import {
  ConnectionError,
  NotFoundError,
  RateLimitError,
  TwilioBindingsError,
  createClient,
} from "twilio-bindings";

// #region options
const client = createClient({
  timeout: 5_000, // one attempt, with its body, in ms
  maxRetries: 6,
  maxRetryAfter: 10_000, // a longer Retry-After is an error at once
  totalTimeout: 60_000, // the whole call, waits included
  onRetry: ({ operationId, attempt, delay, reason }) => {
    console.log(`${operationId}, attempt ${attempt}: ${reason.name}, again in ${Math.ceil(delay / 1000)} s`);
  },
});
// #endregion options

// #region errors
const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

/** Removes a binding, and says what became of it. */
export async function remove(sid: string): Promise<string> {
  try {
    await bindings(sid).remove();
    return "removed";
  } catch (error) {
    if (error instanceof NotFoundError) return "was not there";
    if (error instanceof RateLimitError) return `come again in ${error.retryAfter ?? "?"} s`;
    if (error instanceof ConnectionError) return "no answer; it may be gone";
    if (error instanceof TwilioBindingsError) return `${error.name}: ${error.message}`;
    throw error;
  }
}
// #endregion errors

// #region abort
/** Counts bindings, and gives up when the caller's time is over. */
export async function count(signal: AbortSignal): Promise<number> {
  return (await bindings.list({ signal })).length; // rejects with signal.reason
}
// #endregion abort
