import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Delivery, Incoming, Serve } from "./exchange.ts";
import { piecesOf } from "./fetch.ts";
import type { Reply } from "./reply.ts";

/** The emulator on a socket. */
export interface EmulatorServer {
  /** Where it listens, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Stops listening and ends every connection. Resolves when both are done. */
  close(): Promise<void>;
}

/** Reached from this machine alone. */
export const LOOPBACK = "127.0.0.1";

/** Listens; port 0 takes a free one. @throws Error where the port is taken or the host is none of this machine */
export async function listen(serve: Serve, port: number, host: string): Promise<EmulatorServer> {
  const { createServer } = await loadHttp();
  // Without time-outs of its own: a connection that is idle for a while must not close under a client's request.
  const server = createServer({
    keepAliveTimeout: 0,
    requestTimeout: 0,
    headersTimeout: 0,
    maxHeaderSize: 65_536,
  });
  const url = `http://${reachable(host)}:${await bind(server, port, host)}`;
  server.on("request", (message, response) => answer(serve, message, response, url));
  return { url, close: () => close(server) };
}

/** Loaded when it is needed, and in a `try`, which tells bundlers that a page can do without it. */
async function loadHttp() {
  try {
    return await import("node:http");
  } catch (cause) {
    throw new Error("listen() needs a runtime with node:http; fetch works without", { cause });
  }
}

/** A host as it stands in a URL; "every address" is none to go to. */
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return LOOPBACK;
  return host.includes(":") ? `[${host}]` : host;
}

function bind(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const reason = bindFailures[cause.code ?? ""];
      reject(reason === undefined ? cause : new Error(reason(port, host), { cause }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

const notOurs = (_: number, host: string) => `${host} is no address of this machine`;
const bindFailures: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port, host) => `Port ${port} on ${host} is taken`,
  EACCES: (port, host) => `Port ${port} on ${host} needs rights that this process does not have`,
  EADDRNOTAVAIL: notOurs,
  ENOTFOUND: notOurs,
  EAI_AGAIN: notOurs,
};

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function answer(serve: Serve, message: IncomingMessage, response: ServerResponse, url: string): void {
  const fail = (error: unknown) => {
    response.writeHead(500, { "Content-Type": "text/plain" }).end(`The emulator failed: ${String(error)}\n`);
  };
  try {
    const delivery = serve(readIncoming(message, response, url));
    if (delivery instanceof Promise) delivery.then((result) => deliver(result, response)).catch(fail);
    else deliver(delivery, response);
  } catch (error) {
    fail(error);
  }
}

function readIncoming(message: IncomingMessage, response: ServerResponse, serverUrl: string): Incoming {
  const { origin, target } = splitTarget(message, serverUrl);
  const query = target.indexOf("?");
  return {
    method: message.method ?? "GET",
    origin,
    host: origin.slice(origin.indexOf("//") + 2),
    path: query < 0 ? target : target.slice(0, query),
    search: query < 0 ? "" : target.slice(query),
    // Of the headers that node:http knows, only set-cookie is a list, and no request has it.
    headers: message.headers as Readonly<Record<string, string>>,
    onGone(listener) {
      response.once("close", listener);
      return () => response.off("close", listener);
    },
  };
}

/** A client that takes the emulator for a proxy sends the whole URL. */
function splitTarget({ url = "/", headers }: IncomingMessage, serverUrl: string) {
  const [, scheme, host, rest] = /^(https?:\/\/)(?:[^/?#]*@)?([^/?#]+)(.*)$/i.exec(url) ?? [];
  if (scheme !== undefined && host !== undefined) return { origin: scheme + host, target: rest ?? "/" };
  return { origin: headers.host === undefined ? serverUrl : `http://${headers.host}`, target: url };
}

function deliver(delivery: Delivery, response: ServerResponse): void {
  switch (delivery.manner) {
    case "whole":
      writeHead(response, delivery.reply).end(delivery.reply.body);
      return;
    case "slow":
      drip(response, delivery.reply, delivery.duration);
      return;
    case "cut-body":
      cutBody(response, delivery.reply);
      return;
    case "cut-headers":
      cutHeaders(response, delivery.reply);
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "hang-up":
      response.socket?.end();
      return;
    case "gone":
      response.destroy();
  }
}

function writeHead(response: ServerResponse, { status, headers, body }: Reply): ServerResponse {
  return response.writeHead(
    status,
    status === 204 ? headers : { ...headers, "Content-Length": Buffer.byteLength(body) },
  );
}

function drip(response: ServerResponse, reply: Reply, duration: number): void {
  const pieces = piecesOf(Buffer.from(reply.body));
  writeHead(response, reply).flushHeaders();
  let sent = 0;
  const timer = setInterval(() => {
    const piece = pieces[sent];
    sent += 1;
    if (piece !== undefined) response.write(piece);
    if (sent >= pieces.length) response.end();
  }, duration / pieces.length);
  const stop = () => clearInterval(timer);
  response.once("finish", stop).once("close", stop);
}

/** Announces the whole length, sends half, and closes. */
function cutBody(response: ServerResponse, reply: Reply): void {
  const bytes = Buffer.from(reply.body);
  writeHead(response, reply).write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.destroy());
}

/** Sends the status line and half of the headers, and closes. */
function cutHeaders(response: ServerResponse, { status, headers }: Reply): void {
  const { socket } = response;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} \r\n${lines.join("")}`;
  socket?.write(head.slice(0, head.length >> 1), () => socket.destroy());
}
