import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { RemoteCall } from "./cases/remote.ts";
import { type World, ownSocket } from "./cases/world.ts";

interface Question {
  readonly call: RemoteCall;
  readonly id?: number;
  readonly argument?: unknown;
}

/** Runs emulators on request, for runtimes that cannot listen themselves. */
export async function serveEmulations() {
  const worlds = new Map<number, World>();
  const server = createServer((message, response) => {
    text(message)
      .then(async (body) => answer(worlds, JSON.parse(body) as Question))
      .then(
        (result) => response.end(JSON.stringify(result ?? null)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await Promise.all([...worlds.values()].map((world) => world.close()));
    },
  };
}

async function answer(worlds: Map<number, World>, { call, id = 0, argument }: Question): Promise<unknown> {
  if (call === "open") return open(worlds);
  const world = worlds.get(id);
  if (world === undefined) throw new Error(`No emulator ${id}`);
  switch (call) {
    case "seed":
      return world.seed(argument as Parameters<World["seed"]>[0]);
    case "bindings":
      return world.bindings();
    case "configure":
      return world.configure(argument as Parameters<World["configure"]>[0]);
    case "requests":
      return world.requests();
    case "close":
      worlds.delete(id);
      return world.close();
  }
}

async function open(worlds: Map<number, World>) {
  const world = await ownSocket.open();
  const id = worlds.size === 0 ? 1 : Math.max(...worlds.keys()) + 1;
  worlds.set(id, world);
  return { id, url: world.reach.baseUrl, serviceSid: world.serviceSid };
}
