import { type Answer, requestIdOf } from "./answer.ts";

/** What a single call gave, and how it came. */
export interface WithResponse<Data> {
  /** What the call gives without `withResponse()`. */
  readonly data: Data;
  /** The response. Its body has been read. */
  readonly response: Response;
  /** `Twilio-Request-Id`, to quote to Twilio's support. */
  readonly requestId: string | undefined;
  /** How often the request was sent. */
  readonly attempts: number;
}

/** The promise of a single call. */
export interface CallPromise<Data> extends Promise<Data> {
  /** The same, with the response and what is known of it. */
  withResponse(): Promise<WithResponse<Data>>;
}

/** Runs a call and makes its promise; `read` takes the data out of the answer. */
export function callPromise<Data>(
  call: () => Promise<Answer>,
  read: (answer: Answer) => Data,
): CallPromise<Data> {
  const whole = (async (): Promise<WithResponse<Data>> => {
    const answer = await call();
    const { response, attempts, scrub } = answer;
    return { data: read(answer), response, requestId: requestIdOf(response, scrub), attempts };
  })();
  const data = whole.then((result) => result.data);
  const withResponse = () => {
    // The caller takes the other promise, so this one's rejection is not unhandled.
    data.catch(() => undefined);
    return whole;
  };
  return Object.assign(data, { withResponse });
}
