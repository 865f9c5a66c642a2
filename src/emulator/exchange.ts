import { headers as names } from "../../generated/operations.ts";
import { type FaultKind, type FaultTrait, traitOf } from "./faults.ts";
import { type Context, handle } from "./handle.ts";
import { type Random, randomHex } from "./random.ts";
import { type OpenRecord, type RecordedRequest, type Recorder, redactHeaders } from "./record.ts";
import { type ApiResponse, type RawResponse, completeResponse, errorResponse } from "./responses.ts";
import type { ActiveSettings } from "./settings.ts";

/** A request, however it came. */
export interface Incoming {
  readonly method: string;
  /** Scheme and host. */
  readonly origin: string;
  readonly host: string;
  readonly path: string;
  /** With its question mark, or empty. */
  readonly search: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Calls the listener when the client gives up. Returns what takes the listener off again. */
  onGone(listener: () => void): () => void;
}

/** What becomes of a request; the transport carries it out. */
export interface Delivery {
  readonly how: FaultTrait["how"];
  readonly response: RawResponse;
  /** Of a slow body, in milliseconds. */
  readonly duration: number;
  /** To be called once it is carried out: until then the request is in flight. */
  readonly release: () => void;
}

/** Takes a request through the emulator. */
export type Serve = (request: Incoming) => Promise<Delivery>;

/** What the requests of one emulator share. */
export interface Core extends Context {
  readonly settings: ActiveSettings;
  readonly recorder: Recorder;
  readonly faultCounts: Record<FaultKind, number>;
  readonly requestIds: { random: Random };
  readonly authorized: (authorization: string | undefined) => boolean;
  readonly onRequest?: ((request: RecordedRequest) => void) | undefined;
}

const html = "<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>Bad gateway</body></html>\n";

/** Creates the one way that every request takes, over a socket or not. */
export function createServe(core: Core): Serve {
  const { settings, recorder, requestIds, errorFormat } = core;
  let inFlight = 0;
  return async (request) => {
    inFlight += 1;
    let held = 1;
    const release = () => {
      inFlight -= held;
      held = 0;
    };
    const { method, origin, host, path, search, headers } = request;
    const match = core.catalog.match(host, method, path);
    const record: OpenRecord = {
      method,
      url: origin + path + search,
      path,
      operationId: match?.operation?.id,
      headers: redactHeaders(headers),
      requestId: `RQ${randomHex(requestIds.random)}`,
      time: Date.now(),
      concurrent: inFlight,
      status: undefined,
      fault: undefined,
    };
    recorder.add(record);
    const started = performance.now();
    const deliver = (how: Delivery["how"], response?: ApiResponse): Delivery => {
      record.status = response?.status;
      const seconds = (performance.now() - started) / 1000;
      const complete = completeResponse(response ?? { status: 500 }, { ...record, seconds });
      return { how, response: complete, duration: settings.slowBodyMs(), release };
    };
    const fail = (status: number, more: ApiResponse["headers"] = {}) =>
      errorResponse({ status, path, headers: more }, errorFormat);
    const rateLimited = (by: "rateLimit" | "faults") => {
      const retryAfter = settings.retryAfter(by);
      return fail(429, retryAfter === undefined ? {} : { [names.RetryAfter]: String(retryAfter) });
    };
    const process = () =>
      core.authorized(headers["authorization"])
        ? handle(core, match, { path, search, origin: publicOrigin(request) })
        : fail(401, { "WWW-Authenticate": 'Basic realm="Twilio API", charset="UTF-8"' });
    const applyFault = async (fault: FaultKind, response: ApiResponse | undefined): Promise<Delivery> => {
      record.fault = fault;
      core.faultCounts[fault] += 1;
      const { how, status = 200 } = traitOf(fault);
      if (how === "never") await pause(Infinity, request);
      if (how === "never" || how === "reset" || how === "close") return deliver(how);
      if (how !== "whole") return deliver(how, response);
      if (fault === "rate-limited") return deliver(how, rateLimited("faults"));
      if (fault === "empty-body") return deliver(how, { status, body: "" });
      if (fault !== "invalid-body") return deliver(how, fail(status));
      return deliver(how, { status, body: html, headers: { "Content-Type": "text/html" } });
    };
    const run = async (): Promise<Delivery> => {
      if (method === "OPTIONS") return deliver("whole", { status: 204 });
      if (!settings.admits(record.concurrent)) return deliver("whole", rateLimited("rateLimit"));
      const chosen = settings.chooseFault(record);
      const trait = chosen && traitOf(chosen);
      // Latency comes first: what a client gives up on while it waits is never processed.
      if (!(await pause(settings.nextLatency(), request))) return deliver("never");
      const response = trait?.processed === false ? undefined : process();
      if (chosen === undefined) return deliver("whole", response);
      return applyFault(trait?.body && response?.body === undefined ? "reset-after" : chosen, response);
    };
    try {
      const delivery = await run();
      core.onRequest?.(record);
      return delivery;
    } catch (error) {
      release();
      throw error;
    }
  };
}

/** Where the client reaches the emulator, if a proxy says that it is elsewhere. */
function publicOrigin({ origin, headers }: Incoming): string {
  const [scheme = "http", host = ""] = origin.split("://");
  const first = (name: string) => headers[name]?.split(",", 1)[0]?.trim() ?? "";
  const proto = /^https?$/i.exec(first("x-forwarded-proto"))?.[0].toLowerCase();
  const forwarded = /^[\w.:[\]-]+$/.exec(first("x-forwarded-host"))?.[0];
  return `${proto ?? scheme}://${forwarded ?? host}`;
}

/** Waits, in milliseconds or for good. Resolves to whether the client is still there. */
function pause(milliseconds: number, request: Incoming): Promise<boolean> {
  if (milliseconds === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = milliseconds === Infinity ? undefined : setTimeout(() => end(true), milliseconds);
    const stop = request.onGone(() => end(false));
    const end = (present: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(present);
    };
  });
}

/**
 * The pieces of a body that is not sent whole: ten of them spread over the duration, or the first half and then an
 * error. Ends early if the client gives up, and releases the request at the end.
 */
export async function* bodyPieces(delivery: Delivery, request: Incoming): AsyncGenerator<Uint8Array> {
  try {
    const bytes = new TextEncoder().encode(delivery.response.body);
    if (delivery.how === "truncated-body") {
      yield bytes.subarray(0, bytes.length >> 1);
      const cause = Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });
      throw new TypeError("terminated", { cause });
    }
    const size = Math.max(1, Math.ceil(bytes.length / 10));
    for (let start = 0; start < bytes.length; start += size) {
      if (!(await pause(delivery.duration / 10, request))) return;
      yield bytes.subarray(start, start + size);
    }
  } finally {
    delivery.release();
  }
}
