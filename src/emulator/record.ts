import type { FaultKind } from "./faults.ts";

/** A recorded request. */
export interface RecordedRequest {
  /** HTTP method. */
  readonly method: string;
  /** The complete URL, without user name and password. */
  readonly url: string;
  /** The path, percent-encoded as it was sent. */
  readonly path: string;
  /** `operationId` in the OpenAPI document; `undefined` if no operation has this path and method. */
  readonly operationId: string | undefined;
  /** Headers by name in lower case, with `***` for values that contain credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** `Twilio-Request-Id` of its response. */
  readonly requestId: string;
  /** When it arrived, in milliseconds since 1970. */
  readonly time: number;
  /** Number of concurrent requests when it arrived, including this one. */
  readonly concurrent: number;
  /** Status of the response; `undefined` until there is one. */
  readonly status: number | undefined;
  /** The injected fault; `undefined` if there was none. */
  readonly fault: FaultKind | undefined;
}
