import {
  ApiError,
  ConnectionError,
  NotFoundError,
  RateLimitError,
  TwilioBindingsError,
  createClient,
} from "twilio-bindings";

// #region options
const client = createClient({
  timeout: 5_000, // ms, one attempt including the response body
  totalTimeout: 60_000, // ms, one call including retries and waits
  maxRetries: 6,
  maxRetryAfter: 10_000, // if Retry-After is longer, the call fails immediately
  onRetry: ({ operationId, attempt, delay, error }) => {
    console.log(
      `${operationId}, attempt ${attempt}: ${error.name}, retrying in ${Math.ceil(delay / 1000)} s`,
    );
  },
});
// #endregion options

const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

// #region call
/** Fetches with its own limits and correlation ID. */
export async function typeOf(sid: string, correlationId: string): Promise<string> {
  const headers = { "x-correlation-id": correlationId };
  const { data, requestId, attempts } = await bindings(sid)
    .fetch({ maxRetries: 1, totalTimeout: 10_000, headers })
    .withResponse();
  console.log(`request ${requestId}, ${attempts} attempts`);
  return data.binding_type;
}
// #endregion call

// #region errors
/** Removes a binding, and describes the outcome. */
export async function remove(sid: string): Promise<string> {
  try {
    await bindings(sid).remove();
    return "removed";
  } catch (error) {
    if (error instanceof NotFoundError) return "was not there";
    if (error instanceof RateLimitError) return `rate-limited, retry after ${error.retryAfter ?? "?"} s`;
    if (error instanceof ConnectionError) return "no response: it may or may not be removed";
    if (error instanceof TwilioBindingsError) return `${error.name}: ${error.message}`;
    throw error;
  }
}
// #endregion errors

// #region abort
/** Counts bindings until the caller's signal aborts. */
export async function count(signal: AbortSignal): Promise<number> {
  return (await bindings.list({ signal })).length; // rejects with signal.reason
}

/** The same, with one time limit for all pages together. */
export async function countWithin(milliseconds: number): Promise<number> {
  return count(AbortSignal.timeout(milliseconds));
}
// #endregion abort

// #region express
interface Response {
  status(code: number): { json(body: unknown): unknown };
}

/** Express error handler that does not blame the user for an error from Twilio. */
export function hideUpstreamErrors(
  error: unknown,
  _request: unknown,
  response: Response,
  next: (error: unknown) => void,
): void {
  if (error instanceof ApiError || error instanceof ConnectionError) {
    console.error(error);
    response.status(502).json({ error: "Push notifications are unavailable" });
  } else next(error);
}
// #endregion express
