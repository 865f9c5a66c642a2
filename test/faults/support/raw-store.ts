import { type Socket, createServer } from "node:net";
import { createRandom, fraction } from "../../../src/emulator/random.ts";
import { type Listening, listen } from "./listen.ts";
import "./network.ts";

/** A complete request. */
export interface RawExchange {
  readonly socket: Socket;
  /** Carries the request out and returns the bytes of its response. */
  readonly respond: () => RawResponse;
}

export interface RawResponse {
  readonly head: string;
  readonly body: string;
}

/** A fault of the connection, while a request is carried out. */
export type SocketFault = (exchange: RawExchange) => void;

/** A store of bindings behind a socket, with socket faults. */
export interface RawStore extends AsyncDisposable {
  readonly url: string;
  /** SIDs that it holds. */
  readonly stored: () => readonly string[];
  /** How often each binding was removed. */
  readonly removals: ReadonlyMap<string, number>;
  readonly faultCount: () => number;
}

interface State {
  readonly bindings: Set<string>;
  readonly removals: Map<string, number>;
  faultCount: number;
}

/** Opens a store. A share of its requests is treated in one of the socketFaults, chosen by the seed. */
export async function openRawStore(
  sids: readonly string[],
  faults: readonly SocketFault[],
  { rate, seed }: { rate: number; seed: number },
): Promise<RawStore> {
  const random = createRandom(seed);
  const state: State = { bindings: new Set(sids), removals: new Map(), faultCount: 0 };
  const choose = (): SocketFault => {
    const [chance, which] = [fraction(random), Math.floor(fraction(random) * faults.length)];
    if (chance >= rate) return whole;
    state.faultCount++;
    return faults[which] ?? whole;
  };
  // Half-open, so that only a fault closes a connection.
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    onRequest(socket, (method, target) =>
      choose()({ socket, respond: () => carryOut(state, method, target) }),
    );
    socket.on("end", () => socket.end());
  });
  return storeOn(await listen(server), state);
}

/** No fault. */
const whole: SocketFault = ({ socket, respond }) => {
  const { head, body } = respond();
  socket.write(head + body);
};

function storeOn({ url, [Symbol.asyncDispose]: close }: Listening, state: State): RawStore {
  return {
    url,
    stored: () => [...state.bindings],
    removals: state.removals,
    faultCount: () => state.faultCount,
    [Symbol.asyncDispose]: close,
  };
}

/** Calls back with each request; none of the SDK's has a body. */
function onRequest(socket: Socket, handle: (method: string, target: string) => void): void {
  let received = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    received += chunk;
    for (let end = received.indexOf("\r\n\r\n"); end >= 0; end = received.indexOf("\r\n\r\n")) {
      const [method = "", target = ""] = received.slice(0, end).split(" ");
      received = received.slice(end + 4);
      handle(method, target);
    }
  });
}

function carryOut(state: State, method: string, target: string): RawResponse {
  const url = new URL(target, "http://store");
  const sid = url.pathname.split("/").at(-1) ?? "";
  if (method === "GET") return json("200 OK", page(state, url));
  if (!state.bindings.delete(sid))
    return json("404 Not Found", { code: 20404, message: "gone", status: 404 });
  state.removals.set(sid, (state.removals.get(sid) ?? 0) + 1);
  return { head: "HTTP/1.1 204 No Content\r\n\r\n", body: "" };
}

/** A page of a list whose token is the last SID of the page before; the store keeps them in order. */
function page({ bindings }: State, url: URL): object {
  const size = Number(url.searchParams.get("PageSize"));
  const after = url.searchParams.get("PageToken") ?? "";
  const rest = [...bindings].filter((sid) => sid > after);
  const items = rest.slice(0, size);
  url.searchParams.set("PageToken", items.at(-1) ?? "");
  const next = rest.length > size ? `${url.pathname}${url.search}` : null;
  return {
    meta: { next_page_url: next, previous_page_url: null },
    bindings: items.map((sid) => ({ sid, binding_type: "apn" })),
  };
}

function json(status: string, value: object): RawResponse {
  const body = JSON.stringify(value);
  return {
    head: `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
    body,
  };
}
