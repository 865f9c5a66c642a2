import { successHeaders } from "../../generated/emulation.ts";
import { headers as names } from "../../generated/operations.ts";
import { MASK, type Stop, sleep } from "../http/index.ts";
import { findMatch } from "./catalog.ts";
import { type FaultTrait, traitOf } from "./faults.ts";
import { handle } from "./handle.ts";
import { randomHex } from "./random.ts";
import type { RecordedRequest } from "./record.ts";
import { type ApiResponse, errorBody } from "./responses.ts";
import type { EmulatorState } from "./state.ts";

/** A request, however it came. */
export interface Incoming {
  readonly method: string;
  /** Scheme and host. */
  readonly origin: string;
  readonly path: string;
  /** With its question mark, or empty. */
  readonly search: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborts when the client gives up. */
  readonly gone: AbortSignal | Stop;
}

/** What becomes of a request; the transport carries it out. */
export interface Delivery {
  readonly how: FaultTrait["how"];
  readonly response: Required<Omit<ApiResponse, "wrong">>;
  readonly slowBodyMs: number;
  /** To be called once it is carried out: until then the request is in flight. */
  readonly release: () => void;
}

export type Serve = (request: Incoming) => Promise<Delivery>;

/** Creates the one way that every request takes, over a socket or not. */
export function createServe(state: EmulatorState): Serve {
  let inFlight = 0;
  return async (request) => {
    inFlight += 1;
    let held = 1;
    const release = () => {
      inFlight -= held;
      held = 0;
    };
    try {
      return { ...(await respond(state, request, inFlight)), release };
    } catch (error) {
      release();
      throw error;
    }
  };
}

async function respond(state: EmulatorState, request: Incoming, concurrent: number) {
  const { method, origin, path, search, headers } = request;
  const { options, settings } = state;
  const { latency, rateLimit, faults } = settings;
  const match = findMatch(origin, method, path);
  const secrets = ["authorization", "proxy-authorization", "cookie"].filter((name) => name in headers);
  const record: RecordedRequest = {
    method,
    url: origin + path + search,
    path,
    operationId: match?.operation?.id,
    headers: { ...headers, ...Object.fromEntries(secrets.map((name) => [name, MASK])) },
    requestId: `RQ${randomHex(state.requestIds)}`,
    time: Date.now(),
    concurrent,
    status: undefined,
    fault: undefined,
  };
  if (state.requests.push(record) > options.maxRecordedRequests) state.requests.shift();
  const started = performance.now();
  const deliver = async (how: FaultTrait["how"], given?: ApiResponse) => {
    if (how === "never") await pause(Infinity, request);
    const response = how === "reset" || how === "close" || how === "never" ? undefined : given;
    Object.assign(record, { status: response?.status });
    options.onRequest?.(record);
    const { status, headers: own, ...content } = response ?? { status: 500 };
    const body = response && status >= 400 ? errorBody(response, path, options.errorFormat) : content.body;
    const complete = {
      ...(body !== undefined && { "Content-Type": "application/json" }),
      [names.TwilioRequestId]: record.requestId,
      [names.TwilioConcurrentRequests]: String(concurrent),
      [names.TwilioRequestDuration]: ((performance.now() - started) / 1000).toFixed(3),
      ...(status < 300 && successHeaders),
      ...own,
    };
    return { how, response: { status, body, headers: complete }, slowBodyMs: faults.slowBodyMs };
  };
  const rateLimited = ({ retryAfter }: { readonly retryAfter: number | undefined }) => {
    return { status: 429, headers: retryAfter === undefined ? {} : { [names.RetryAfter]: `${retryAfter}` } };
  };
  const process = () => {
    if (!options.isAuthorized(headers["authorization"]))
      return { status: 401, headers: { "WWW-Authenticate": 'Basic realm="Twilio API", charset="UTF-8"' } };
    const { accountSid, defaultPageSize } = options;
    return handle(state, match, { accountSid, origin: publicOrigin(request), path, search, defaultPageSize });
  };

  if (method === "OPTIONS") return deliver("whole", { status: 204 });
  if (!rateLimit.admits(concurrent)) return deliver("whole", rateLimited(rateLimit));
  const chosen = faults.choose(record);
  // Latency comes first: what a client gives up on while it waits is never processed.
  if (!(await pause(latency(), request))) return deliver("never");
  const response = traitOf(chosen).processed ? process() : undefined;
  const hasBody = method !== "HEAD" && response?.status !== 204;
  const fault = chosen?.endsWith("-body") && !hasBody ? "reset-after" : chosen;
  if (fault === undefined) return deliver("whole", response);
  Object.assign(record, { fault });
  state.faultCounts[fault] += 1;
  const { how, replacement } = traitOf(fault);
  return deliver(how, fault === "rate-limited" ? rateLimited(faults) : (replacement ?? response));
}

/** Where the client reaches the emulator, if a proxy says that it is elsewhere. */
function publicOrigin({ origin, headers }: Incoming): string {
  const [scheme = "http", host = ""] = origin.split("://");
  const first = (name: string) => headers[name]?.split(",", 1)[0]?.trim() ?? "";
  const proto = /^https?$/i.exec(first("x-forwarded-proto"))?.[0].toLowerCase();
  const forwarded = /^[\w.:[\]-]+$/.exec(first("x-forwarded-host"))?.[0];
  return `${proto ?? scheme}://${forwarded ?? host}`;
}

/** Waits in milliseconds. Resolves to whether the client is still there. */
async function pause(milliseconds: number, { gone }: Incoming): Promise<boolean> {
  if (milliseconds > 0) await sleep(milliseconds, [gone]);
  return !gone.aborted;
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
      if (!(await pause(delivery.slowBodyMs / 10, request))) return;
      yield bytes.subarray(start, start + size);
    }
  } finally {
    delivery.release();
  }
}
