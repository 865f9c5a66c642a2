import type { FaultKind } from "./faults.ts";

/** A request as the emulator saw it. */
export interface RecordedRequest {
  /** HTTP method. */
  readonly method: string;
  /** The whole URL, without a user name or password that stood in it. */
  readonly url: string;
  /** Its path, percent-encoded as it was sent. */
  readonly path: string;
  /** The operation's id in the OpenAPI document; undefined if path or method is none of the API's. */
  readonly operationId: string | undefined;
  /** By name in lower case, with `***` for the values that hold credentials: Authorization, cookies. */
  readonly headers: Readonly<Record<string, string>>;
  /** The `Twilio-Request-Id` of its response. */
  readonly requestId: string;
  /** When it came, in milliseconds since 1970. */
  readonly time: number;
  /** How many requests were in flight when it came, this one included. */
  readonly concurrent: number;
  /** Of the response; undefined while there is none, and for good if none was sent. */
  readonly status: number | undefined;
  /** The fault it met. */
  readonly fault: FaultKind | undefined;
}

/** A record that is still being written. */
export type OpenRecord = { -readonly [Name in keyof RecordedRequest]: RecordedRequest[Name] };

/** Adds a record. Old ones are dropped now and then, not each time: to cut off the first of many is slow. */
export function addRecord(records: OpenRecord[], record: OpenRecord, limit: number): void {
  records.push(record);
  if (records.length > 2 * limit) records.splice(0, records.length - limit);
}
