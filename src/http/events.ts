/** What a hook sees of a request, with secrets and personal data as `***`. */
export interface RequestEvent {
  /** The operation's id in the OpenAPI document; `fetch` for `client.fetch`. */
  readonly operationId: string;
  /** HTTP method. */
  readonly method: string;
  /** URL. */
  readonly url: string;
  /** Request headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** Number of the client's call, from 1; the same for all its attempts. Each page of a list is a call. */
  readonly callId: number;
  /** Number of the attempt, from 1. */
  readonly attempt: number;
}

/** What a hook sees of a response. */
export interface ResponseEvent extends RequestEvent {
  /** HTTP status. */
  readonly status: number;
  /** `Twilio-Request-Id`, to quote to Twilio's support; `undefined` if absent. */
  readonly requestId: string | undefined;
  /** Time from sending the request to the end of the body, in milliseconds. */
  readonly duration: number;
}

/** What a hook sees of a retry. */
export interface RetryEvent extends RequestEvent {
  /** Why the attempt failed. */
  readonly error: Error;
  /** Wait before the next attempt, in milliseconds. */
  readonly delay: number;
}

/** What a hook sees of a call that failed. */
export interface FailureEvent extends RequestEvent {
  /** What the call rejects with: an error of this package, the reason of an abort, or an error of your `fetch`. */
  readonly error: unknown;
}
