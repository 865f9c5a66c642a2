import { headers as names } from "../../generated/operations.ts";
import type { Catalog } from "./catalog.ts";
import { type FaultKind, effectiveFault, traitOf } from "./fault-kinds.ts";
import { type World, handle } from "./handle.ts";
import { type Random, randomHex } from "./random.ts";
import { type OpenRecord, type RecordedRequest, type Recorder, maskHeaders } from "./record.ts";
import { type Answer, type Reply, completeReply, errorAnswer } from "./reply.ts";
import { type Route, findRoute } from "./router.ts";
import type { Switchboard } from "./switches.ts";

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

/** What becomes of a request. The transport carries it out. */
export type Delivery =
  | { readonly manner: "whole" | "cut-headers" | "cut-body"; readonly reply: Reply }
  | { readonly manner: "slow"; readonly reply: Reply; readonly duration: number }
  | { readonly manner: "reset" | "hang-up" }
  | { readonly manner: "gone" };

/** Takes a request through the emulator. Without latency it is done at once. */
export type Serve = (request: Incoming) => Delivery | Promise<Delivery>;

/** What the requests of one emulator share. */
export interface Surroundings {
  readonly catalog: Catalog;
  readonly world: World;
  readonly switches: Switchboard;
  readonly recorder: Recorder;
  readonly injected: Record<FaultKind, number>;
  readonly requestIds: { random: Random };
  readonly authorized: (authorization: string | undefined) => boolean;
  readonly onRequest: ((request: RecordedRequest) => void) | undefined;
}

interface Exchange {
  readonly request: Incoming;
  readonly route: Route | undefined;
  readonly record: OpenRecord;
  readonly started: number;
}

const garbage =
  "<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>Bad gateway</body></html>\n";

/** Makes the one way that every request takes, whichever transport it came by. */
export function createServe(surroundings: Surroundings): Serve {
  let inFlight = 0;
  return (request) => {
    inFlight += 1;
    const exchange = open(surroundings, request, inFlight);
    const end = () => {
      inFlight -= 1;
      surroundings.onRequest?.(exchange.record);
    };
    let later = false;
    try {
      const delivery = start(surroundings, exchange);
      later = delivery instanceof Promise;
      return delivery instanceof Promise ? delivery.finally(end) : delivery;
    } finally {
      if (!later) end();
    }
  };
}

function start(surroundings: Surroundings, exchange: Exchange): Delivery | Promise<Delivery> {
  const { switches } = surroundings;
  if (exchange.request.method === "OPTIONS") return send(exchange, { status: 204 });
  if (!switches.admits(exchange.record.concurrent)) {
    return send(exchange, tooMany(surroundings, exchange, switches.rateLimitRetryAfter()));
  }
  const fault = switches.chooseFault(exchange.record);
  const delay = switches.nextLatency();
  if (delay > 0 || isEndless(fault)) return finishLater(surroundings, exchange, fault, delay);
  return finish(surroundings, exchange, fault);
}

function open(
  { catalog, requestIds, recorder }: Surroundings,
  request: Incoming,
  concurrent: number,
): Exchange {
  const { method, origin, host, path, search } = request;
  const route = findRoute(catalog.pathsFor(host), method, path);
  const record: OpenRecord = {
    method,
    url: origin + path + search,
    path,
    operationId: route?.operation?.id,
    headers: maskHeaders(request.headers),
    requestId: `RQ${randomHex(requestIds.random, 32)}`,
    time: Date.now(),
    concurrent,
    status: undefined,
    fault: undefined,
  };
  recorder.add(record);
  return { request, route, record, started: performance.now() };
}

/** Latency comes before the work: what a client gives up on while it waits is never processed. */
async function finishLater(
  surroundings: Surroundings,
  exchange: Exchange,
  fault: FaultKind | undefined,
  delay: number,
): Promise<Delivery> {
  if (!(await pause(delay, exchange.request))) return { manner: "gone" };
  const delivery = finish(surroundings, exchange, fault);
  if (isEndless(fault)) await pause(Infinity, exchange.request);
  return delivery;
}

function finish(surroundings: Surroundings, exchange: Exchange, chosen: FaultKind | undefined): Delivery {
  if (chosen === undefined) return send(exchange, process(surroundings, exchange));
  const trait = traitOf(chosen);
  const answer = trait.processed ? process(surroundings, exchange) : undefined;
  const fault = effectiveFault(chosen, answer?.body !== undefined);
  surroundings.injected[fault] += 1;
  exchange.record.fault = fault;
  return spoil(surroundings, exchange, fault, answer);
}

function process({ authorized, world }: Surroundings, { request, route }: Exchange): Answer {
  if (authorized(request.headers["authorization"])) return handle(world, route, request);
  const headers = { "WWW-Authenticate": 'Basic realm="Twilio API"' };
  return errorAnswer({ status: 401, path: request.path, headers }, world.errorFormat);
}

function spoil(
  surroundings: Surroundings,
  exchange: Exchange,
  fault: FaultKind,
  answer: Answer | undefined,
): Delivery {
  const { delivery, status = answer?.status ?? 500 } = traitOf(fault);
  switch (delivery) {
    case "reset":
    case "hang-up":
      return { manner: delivery };
    case "never":
      return { manner: "gone" };
    case "cut-headers":
    case "cut-body":
      return { manner: delivery, reply: replyTo(exchange, answer ?? { status }) };
    case "slow":
      return {
        manner: delivery,
        reply: replyTo(exchange, answer ?? { status }),
        duration: surroundings.switches.slowFor(),
      };
    case "whole":
      return { manner: delivery, reply: falseReply(surroundings, exchange, fault, status) };
  }
}

/** An answer that looks whole and is none. */
function falseReply(surroundings: Surroundings, exchange: Exchange, fault: FaultKind, status: number): Reply {
  if (fault === "too-many") {
    return replyTo(exchange, tooMany(surroundings, exchange, surroundings.switches.faultRetryAfter()));
  }
  if (fault === "garbage" || fault === "empty") {
    const reply = replyTo(exchange, { status: 200 });
    return fault === "empty"
      ? { ...reply, headers: { ...reply.headers, "Content-Type": "application/json" } }
      : { ...reply, headers: { ...reply.headers, "Content-Type": "text/html" }, body: garbage };
  }
  const problem = { status, path: exchange.request.path };
  return replyTo(exchange, errorAnswer(problem, surroundings.world.errorFormat));
}

function tooMany({ world }: Surroundings, { request }: Exchange, retryAfter: number | undefined): Answer {
  const headers = retryAfter === undefined ? {} : { [names.RetryAfter]: String(retryAfter) };
  return errorAnswer({ status: 429, path: request.path, headers }, world.errorFormat);
}

function send(exchange: Exchange, answer: Answer): Delivery {
  return { manner: "whole", reply: replyTo(exchange, answer) };
}

function replyTo({ record, started }: Exchange, answer: Answer): Reply {
  const { requestId, concurrent } = record;
  record.status = answer.status;
  return completeReply(answer, { requestId, concurrent, seconds: (performance.now() - started) / 1000 });
}

function isEndless(fault: FaultKind | undefined): boolean {
  return fault !== undefined && traitOf(fault).delivery === "never";
}

/** Waits, in milliseconds; for ever, if that is what they are. Resolves to whether the client is still there. */
function pause(milliseconds: number, request: Incoming): Promise<boolean> {
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
