import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { integerTo } from "../checks.ts";
import { abort, createStop } from "../http/index.ts";
import { control, controlPath } from "./control.ts";
import type { Emulator } from "./emulator.ts";
import { type Delivery, type Incoming, type Serve, bodyPieces } from "./exchange.ts";
import { nonEmpty } from "./options.ts";
import type { ApiResponse } from "./responses.ts";

/** A server of the emulator. */
export interface EmulatorServer {
  /** Its address, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Stops listening and closes all connections. Resolves when both are done. */
  close(): Promise<void>;
  /** Same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** What the server serves: the API, and the control of the emulator. */
type Side = Readonly<{ serve: Serve; emulator: Emulator }>;

const checkPort = integerTo(65_535);
const checkHost = nonEmpty("a host name or an IP address");

/** Reached from this machine alone. */
export const LOOPBACK = "127.0.0.1";

/** Listens; port 0 takes a free one. @throws Error if the port is taken or the host is not an address of this machine */
export async function listen(http: typeof import("node:http"), side: Side, port: number, host: string) {
  checkPort("port", port);
  checkHost("host", host);
  // Without time-outs of its own: a connection that is idle for a while must not close under a client's request.
  const timeouts = { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 };
  const server = http.createServer({ ...timeouts, maxHeaderSize: 65_536 });
  const url = `http://${reachable(host)}:${await bind(server, port, host)}`;
  server.on("request", (message, response) => {
    answer(side, url, message, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else
        response
          .writeHead(500, { "Content-Type": "text/plain" })
          .end(`The emulator failed: ${String(error)}\n`);
    });
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, close, [Symbol.asyncDispose]: close };
}

/** A host as it stands in a URL; "every address" is not one that a client can use. */
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return LOOPBACK;
  return host.includes(":") ? `[${host}]` : host;
}

function bind(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const notOurs = `${host} is not an address of this machine`;
      const reason = {
        EADDRINUSE: `Port ${port} on ${host} is taken`,
        EACCES: `Port ${port} on ${host} needs rights that this process does not have`,
        EADDRNOTAVAIL: notOurs,
        ENOTFOUND: notOurs,
        EAI_AGAIN: notOurs,
      }[cause.code ?? ""];
      reject(reason === undefined ? cause : new Error(reason, { cause }));
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

async function answer(side: Side, url: string, message: IncomingMessage, response: ServerResponse) {
  // Pipelined: until the responses before it are sent, it has no connection to break, and does not hear of its end.
  if (response.socket === null) await new Promise((resolve) => response.once("socket", resolve));
  const request = readRequest(message, response, url);
  if (`${request.path}/`.startsWith(`${controlPath}/`)) {
    const content = await control(side.emulator, message, request);
    writeHead(response, content).end(content.body);
    return;
  }
  const delivery = await side.serve(request);
  // Whichever comes first: the last byte handed to the system, or the end of the connection.
  response.once("finish", delivery.release).once("close", delivery.release);
  if (response.destroyed) delivery.release();
  await deliver(delivery, request, response);
}

function readRequest(message: IncomingMessage, response: ServerResponse, serverUrl: string): Incoming {
  const { method = "GET", url = "/", headers } = message;
  const gone = createStop();
  response.once("close", () => abort(gone));
  // A client that takes the emulator for a proxy sends the whole URL.
  const absolute = /^(?<scheme>https?:\/\/)(?:[^/?#]*@)?(?<host>[^/?#]+)(?<target>.*)$/i.exec(url)?.groups;
  const { scheme = "http://", host = headers.host ?? "", target = url } = absolute ?? {};
  const [, path = "", search = ""] = /^([^?]*)(.*)$/s.exec(target) ?? [];
  return {
    method,
    origin: host === "" ? serverUrl : scheme + host,
    path: path === "" ? "/" : path,
    search,
    // Of the headers that node:http knows, only set-cookie is a list, and no request has it.
    headers: headers as Readonly<Record<string, string>>,
    gone,
  };
}

async function deliver(delivery: Delivery, request: Incoming, response: ServerResponse): Promise<void> {
  const { how, response: content } = delivery;
  const { socket } = response;
  if (how === "whole") writeHead(response, content).end(content.body);
  else if (how === "slow-body" || how === "truncated-body") {
    writeHead(response, content).flushHeaders();
    for await (const piece of bodyPieces(delivery, request))
      await new Promise((resolve) => response.write(piece, resolve));
    response.end();
  } else if (how === "truncated-headers") {
    const lines = Object.entries(content.headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `HTTP/1.1 ${content.status} \r\n${lines.join("")}`;
    socket?.write(head.slice(0, head.length >> 1), () => socket.destroy());
  } else if (how === "reset") socket?.resetAndDestroy();
  // Ended alone, it would stay half open as long as the client likes.
  else if (how === "close") socket?.end(() => socket.destroy());
  else response.destroy();
}

function writeHead(response: ServerResponse, { status, headers, body }: ApiResponse): ServerResponse {
  const length = status === 204 ? {} : { "Content-Length": Buffer.byteLength(body ?? "") };
  return response.writeHead(status, { ...headers, ...length });
}
