import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { RemoteCall } from "./cases/remote.ts";
import { type Fixture, ownSocket } from "./cases/fixture.ts";

interface Question {
  readonly call: RemoteCall;
  readonly id?: number;
  readonly argument?: unknown;
}

/** Runs emulators on request, for runtimes that cannot listen themselves. */
export async function serveEmulations() {
  const fixtures = new Map<number, Fixture>();
  const server = createServer((message, response) => {
    text(message)
      .then(async (body) => answer(fixtures, JSON.parse(body) as Question))
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
      await Promise.all([...fixtures.values()].map((fixture) => fixture.close()));
    },
  };
}

async function answer(
  fixtures: Map<number, Fixture>,
  { call, id = 0, argument }: Question,
): Promise<unknown> {
  if (call === "open") return open(fixtures);
  const fixture = fixtures.get(id);
  if (fixture === undefined) throw new Error(`No emulator ${id}`);
  switch (call) {
    case "seed":
      return fixture.seed(argument as Parameters<Fixture["seed"]>[0]);
    case "bindings":
      return fixture.bindings();
    case "configure":
      return fixture.configure(argument as Parameters<Fixture["configure"]>[0]);
    case "requests":
      return fixture.requests();
    case "close":
      fixtures.delete(id);
      return fixture.close();
  }
}

async function open(fixtures: Map<number, Fixture>) {
  const fixture = await ownSocket.open();
  const id = fixtures.size === 0 ? 1 : Math.max(...fixtures.keys()) + 1;
  fixtures.set(id, fixture);
  return { id, url: fixture.reach.baseUrl, serviceSid: fixture.serviceSid };
}
