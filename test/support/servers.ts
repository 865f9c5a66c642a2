import { type Server, type Socket, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Listening {
  readonly url: string;
  /** Whether a connection is closed. They are numbered from 1, in the order they came. */
  readonly isClosed: (connection: number) => boolean;
  /** Closes it and all of its connections before. */
  readonly close: () => Promise<void>;
}

/** Listens on a free port of this machine, until the end of the test. */
export async function listening(server: Server): Promise<Listening> {
  const sockets: Socket[] = [];
  server.on("connection", (socket: Socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  onTestFinished(close);
  const isClosed = (connection: number) => sockets[connection - 1]?.destroyed === true;
  return { url: `http://127.0.0.1:${port}`, isClosed, close };
}

/** What a raw server does once a request's head has come. Connections are numbered from 1. */
export type Behaviour = (socket: Socket, connection: number) => void;

/** A server that speaks whatever `behave` writes to the socket. */
export function rawServer(behave: Behaviour): Promise<Listening> {
  let connections = 0;
  const server = createServer((socket) => {
    const connection = ++connections;
    let head = "";
    socket.on("data", (chunk) => {
      head += chunk.toString("latin1");
      if (!head.includes("\r\n\r\n")) return;
      head = "";
      behave(socket, connection);
    });
  });
  return listening(server);
}

/** The bytes of a whole answer, or, with a longer `length`, of a cut one. */
export function rawAnswer(
  body: string,
  { status = "200 OK", type = "application/json", length = body.length } = {},
) {
  return [
    `HTTP/1.1 ${status}`,
    `Content-Type: ${type}`,
    `Content-Length: ${length}`,
    "Twilio-Request-Id: RQ1",
    "Connection: close",
    "",
    body,
  ].join("\r\n");
}
