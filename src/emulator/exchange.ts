import { headers as names } from "../../generated/operations.ts";
import type { Catalog, Match } from "./catalog.ts";
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
interface Outcome {
  readonly how: FaultTrait["how"];
  readonly response: RawResponse;
  /** Of a slow body, in milliseconds. */
  readonly duration: number;
}

/** An outcome, and what the transport calls once it is carried out: until then the request is in flight. */
export type Delivery = Outcome & { readonly release: () => void };

/** Takes a request through the emulator. */
export type Serve = (request: Incoming) => Promise<Delivery>;

/** What the requests of one emulator share. */
export interface Core extends Context {
  readonly catalog: Catalog;
  readonly settings: ActiveSettings;
  readonly recorder: Recorder;
  readonly faultCounts: Record<FaultKind, number>;
  readonly requestIds: { random: Random };
  readonly authorized: (authorization: string | undefined) => boolean;
  readonly onRequest: ((request: RecordedRequest) => void) | undefined;
}

interface Exchange {
  readonly request: Incoming;
  readonly match: Match | undefined;
  readonly record: OpenRecord;
  readonly started: number;
}

/** Nothing is sent: the client gave up. */
const gone: Outcome = { how: "never", response: { status: 0, headers: {}, body: "" }, duration: 0 };
const html = "<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>Bad gateway</body></html>\n";

/** Creates the one way that every request takes, over a socket or not. */
export function createServe(core: Core): Serve {
  let inFlight = 0;
  return async (request) => {
    inFlight += 1;
    let held = 1;
    const release = () => {
      inFlight -= held;
      held = 0;
    };
    try {
      const exchange = open(core, request, inFlight);
      const outcome = await run(core, exchange);
      core.onRequest?.(exchange.record);
      return { ...outcome, release };
    } catch (error) {
      release();
      throw error;
    }
  };
}

function open({ catalog, requestIds, recorder }: Core, request: Incoming, concurrent: number): Exchange {
  const { method, origin, host, path, search } = request;
  const match = catalog.match(host, method, path);
  const record: OpenRecord = {
    method,
    url: origin + path + search,
    path,
    operationId: match?.operation?.id,
    headers: redactHeaders(request.headers),
    requestId: `RQ${randomHex(requestIds.random)}`,
    time: Date.now(),
    concurrent,
    status: undefined,
    fault: undefined,
  };
  recorder.add(record);
  return { request, match, record, started: performance.now() };
}

async function run(core: Core, exchange: Exchange): Promise<Outcome> {
  const { settings } = core;
  const { request, record } = exchange;
  if (request.method === "OPTIONS") return send(exchange, { status: 204 });
  if (!settings.admits(record.concurrent)) return send(exchange, rateLimited(core, exchange, "rateLimit"));
  const chosen = settings.chooseFault(record);
  const { processed, body } = chosen === undefined ? { processed: true } : traitOf(chosen);
  // Latency comes first: what a client gives up on while it waits is never processed.
  if (!(await pause(settings.nextLatency(), request))) return gone;
  const response = processed ? process(core, exchange) : { status: 503 };
  if (chosen === undefined) return send(exchange, response);
  const fault = body && response.body === undefined ? "reset-after" : chosen;
  core.faultCounts[fault] += 1;
  record.fault = fault;
  const { how } = traitOf(fault);
  if (how === "never") await pause(Infinity, request);
  if (how === "never" || how === "reset" || how === "close") return { ...gone, how };
  return send(
    exchange,
    how === "whole" ? falseResponse(core, exchange, fault) : response,
    how,
    settings.slowBodyMs(),
  );
}

function process(core: Core, { request, match }: Exchange): ApiResponse {
  const { authorized, errorFormat } = core;
  if (authorized(request.headers["authorization"]))
    return handle(core, match, { ...request, origin: publicOrigin(request) });
  const headers = { "WWW-Authenticate": 'Basic realm="Twilio API", charset="UTF-8"' };
  return errorResponse({ status: 401, path: request.path, headers }, errorFormat);
}

/** Where the client reaches the emulator, if a proxy says that it is elsewhere. */
function publicOrigin({ origin, headers }: Incoming): string {
  const [scheme, host] = origin.split("://");
  const first = (name: string) => headers[name]?.split(",", 1)[0]?.trim() ?? "";
  const proto = /^https?$/i.exec(first("x-forwarded-proto"))?.[0].toLowerCase();
  const forwarded = /^[\w.:[\]-]+$/.exec(first("x-forwarded-host"))?.[0];
  return `${proto ?? scheme ?? "http"}://${forwarded ?? host ?? ""}`;
}

/** A complete response that is not the request's own. */
function falseResponse(core: Core, exchange: Exchange, fault: FaultKind): ApiResponse {
  if (fault === "rate-limited") return rateLimited(core, exchange, "faults");
  if (fault === "empty-body") return { status: 200, body: "" };
  if (fault === "invalid-body") return { status: 200, body: html, headers: { "Content-Type": "text/html" } };
  const { status = 500 } = traitOf(fault);
  return errorResponse({ status, path: exchange.request.path }, core.errorFormat);
}

function rateLimited(core: Core, { request }: Exchange, by: "rateLimit" | "faults"): ApiResponse {
  const retryAfter = core.settings.retryAfter(by);
  const headers = retryAfter === undefined ? {} : { [names.RetryAfter]: String(retryAfter) };
  return errorResponse({ status: 429, path: request.path, headers }, core.errorFormat);
}

function send(
  { record, started }: Exchange,
  response: ApiResponse,
  how: FaultTrait["how"] = "whole",
  duration = 0,
): Outcome {
  const { requestId, concurrent } = record;
  record.status = response.status;
  const seconds = (performance.now() - started) / 1000;
  return { how, response: completeResponse(response, { requestId, concurrent, seconds }), duration };
}

/** Waits, in milliseconds or for good. Resolves to whether the client is still there. */
export function pause(milliseconds: number, { onGone }: Pick<Incoming, "onGone">): Promise<boolean> {
  if (milliseconds === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = milliseconds === Infinity ? undefined : setTimeout(() => end(true), milliseconds);
    const stop = onGone(() => end(false));
    const end = (present: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(present);
    };
  });
}
