import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { controlPath } from "./control.ts";
import { bodyPieces } from "./delivery.ts";
import type { Delivery, Incoming, Serve } from "./exchange.ts";
import type { RawResponse } from "./responses.ts";

/** The emulator on a socket. */
export interface EmulatorServer {
  /** Where it listens, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Stops listening and ends every connection. Resolves when both are done. */
  close(): Promise<void>;
  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Answers a request on the control path. */
export type Control = (message: IncomingMessage) => Promise<RawResponse>;

/** Reached from this machine alone. */
export const LOOPBACK = "127.0.0.1";

/** Listens; port 0 takes a free one. @throws Error if the port is taken or the host is none of this machine */
export async function listen(
  serve: Serve,
  control: Control,
  port: number,
  host: string,
): Promise<EmulatorServer> {
  const { createServer } = await loadHttp();
  // Without time-outs of its own: a connection that is idle for a while must not close under a client's request.
  const server = createServer({
    keepAliveTimeout: 0,
    requestTimeout: 0,
    headersTimeout: 0,
    maxHeaderSize: 65_536,
  });
  const url = `http://${reachable(host)}:${await bind(server, port, host)}`;
  server.on("request", (message, response) => {
    answer(serve, control, message, response, url).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else
        response
          .writeHead(500, { "Content-Type": "text/plain" })
          .end(`The emulator failed: ${String(error)}\n`);
    });
  });
  const stop = () => close(server);
  return { url, close: stop, [Symbol.asyncDispose]: stop };
}

/** Loaded when it is needed, without import() if possible: Jest refuses that in CommonJS. */
async function loadHttp() {
  try {
    const { process } = globalThis as { process?: Partial<NodeJS.Process> };
    return process?.getBuiltinModule?.("node:http") ?? (await import("node:http"));
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

const notOurs = (_: number, host: string) => `${host} is not an address of this machine`;
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

async function answer(
  serve: Serve,
  control: Control,
  message: IncomingMessage,
  response: ServerResponse,
  url: string,
): Promise<void> {
  const request = readRequest(message, response, url);
  if (request.path === controlPath || request.path.startsWith(`${controlPath}/`)) {
    const result = await control(message);
    writeHead(response, result).end(result.body);
    return;
  }
  const delivery = await serve(request);
  // Whichever comes first: the last byte handed to the system, or the end of the connection.
  response.once("finish", delivery.release).once("close", delivery.release);
  if (response.destroyed) delivery.release();
  await deliver(delivery, request, response);
}

function readRequest(message: IncomingMessage, response: ServerResponse, serverUrl: string): Incoming {
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

async function deliver(delivery: Delivery, request: Incoming, response: ServerResponse): Promise<void> {
  switch (delivery.how) {
    case "whole":
      writeHead(response, delivery.response).end(delivery.response.body);
      return;
    case "slow-body":
    case "truncated-body":
      writeHead(response, delivery.response).flushHeaders();
      for await (const piece of bodyPieces(delivery, request)) response.write(piece);
      response.end();
      return;
    case "truncated-headers":
      truncateHeaders(response, delivery.response);
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "close":
      response.socket?.end();
      return;
    case "never":
      response.destroy();
  }
}

function writeHead(response: ServerResponse, { status, headers, body }: RawResponse): ServerResponse {
  return response.writeHead(
    status,
    status === 204 ? headers : { ...headers, "Content-Length": Buffer.byteLength(body) },
  );
}

/** Sends the status line and half of the headers, and closes. */
function truncateHeaders(response: ServerResponse, { status, headers }: RawResponse): void {
  const { socket } = response;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} \r\n${lines.join("")}`;
  socket?.write(head.slice(0, head.length >> 1), () => socket.destroy());
}
