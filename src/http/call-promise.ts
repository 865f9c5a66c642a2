import type { CallResult } from "./call-state.ts";
import { responseContext } from "./observer.ts";
import type { RawResponse } from "./response.ts";

/** The data of a call with its response. */
export interface WithResponse<Data> {
  /** What the promise without `withResponse()` resolves to. */
  readonly data: Data;
  /** The response. Its body has been read. */
  readonly response: Response;
  /** `Twilio-Request-Id`, to quote to Twilio's support; `undefined` if absent. */
  readonly requestId: string | undefined;
  /** Number of attempts. */
  readonly attempts: number;
}

/** The promise of a single call. */
export interface CallPromise<Data> extends Promise<Data> {
  /** Resolves to the data with the response. */
  withResponse(): Promise<WithResponse<Data>>;
}

/** Performs a call and creates its promise. What `perform` throws rejects it. */
export function createCallPromise<Data>(
  perform: () => Promise<CallResult>,
  read: (call: CallResult) => Data,
): CallPromise<Data> {
  const whole = (async () => {
    const call = await perform();
    const { response } = responseOf(call);
    return { call, response, data: read(call) };
  })();
  const promise = whole.then(({ data }) => data);
  const withResponse = async (): Promise<WithResponse<Data>> => {
    // The caller awaits the other promise, so a rejection of this one must not count as unhandled.
    promise.catch(() => undefined);
    const { call, response, data } = await whole;
    const { requestId, attempts } = responseContext(call);
    return { data, response, requestId, attempts };
  };
  return Object.assign(promise, { withResponse });
}

/** The response of a call that succeeded. Throws the error of one that did not. */
export function responseOf({ outcome, error, raw }: CallResult): RawResponse {
  if (outcome === "succeeded" && raw) return raw;
  throw error;
}
