// The server that all contenders are measured against: a process of its own, told over IPC what to be.
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { headers } from "../../generated/operations.ts";
import { errors } from "../../generated/emulation.ts";
import { type Reply, createBindings } from "./bindings.ts";
import { type Limit, createGate } from "./limits.ts";

/** What the server is to be until it is told anew. */
export interface ServerOptions {
  readonly count: number;
  /** How long each request takes, in milliseconds. */
  readonly latency: number;
  readonly limit: Limit;
}

/** What it has seen since. */
export interface ServerCounts {
  requests: number;
  refused: number;
}

const refusal = Buffer.from(JSON.stringify(errors["429"]));

type State = ReturnType<typeof createState>;

function createState({ count, latency, limit }: ServerOptions) {
  const counts: ServerCounts = { requests: 0, refused: 0 };
  return { latency, counts, gate: createGate(limit), bindings: createBindings(count), inFlight: 0 };
}

function handle(now: State, request: IncomingMessage, response: ServerResponse): void {
  now.counts.requests++;
  now.inFlight++;
  const isAdmitted = now.gate.admits(now.inFlight);
  if (!isAdmitted) now.counts.refused++;
  response.setHeader(headers.TwilioConcurrentRequests, now.inFlight);
  const finish = () => {
    if (isAdmitted) send(response, now.bindings.reply(request.method ?? "GET", urlOf(request)));
    else send(response, { status: 429, body: refusal }, now.gate.headers);
    now.inFlight--;
  };
  if (isAdmitted && now.latency > 0) setTimeout(finish, now.latency);
  else finish();
}

function urlOf({ url = "/", headers: { host = "" } }: IncomingMessage): URL {
  return new URL(url, `http://${host}`);
}

function send(
  response: ServerResponse,
  { status, body }: Reply,
  extra: Readonly<Record<string, string>> = {},
) {
  const type = body && { "Content-Type": "application/json", "Content-Length": body.length };
  response.writeHead(status, { ...type, ...extra }).end(body);
}

/** Listens, says where, and then does as it is told. */
export function serve(): void {
  let state = createState({ count: 0, latency: 0, limit: { kind: "none" } });
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    handle(state, request, response);
  });
  server.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo;
    process.send?.({ url: `http://127.0.0.1:${port}` });
  });
  process.on("message", (options: ServerOptions | "counts") => {
    if (options === "counts") return process.send?.(state.counts);
    state = createState(options);
    return process.send?.("ready");
  });
  process.on("disconnect", () => process.exit());
}
