import type { AddressInfo, Server, Socket } from "node:net";

/** A server that listens on the loopback; `await using` ends it and its connections. */
export interface Listening extends AsyncDisposable {
  readonly url: string;
}

/** Listens on a free port. Forgets each connection that ends. */
export async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    // A hostile server writes to connections that are gone.
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: close };
}
