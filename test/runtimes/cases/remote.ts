import type { Place, Fixture } from "./fixture.ts";

/** What a remote emulator is asked to do. The server is `emulations.ts`. */
export type RemoteCall = "open" | "seed" | "bindings" | "configure" | "requests" | "close";

/** Response to "open". */
export interface Opened {
  readonly id: number;
  readonly url: string;
  readonly serviceSid: string;
}

/** Emulators in another process: the runtime's own `fetch` over a real network, without a socket of its own. */
export function remote(controlUrl: string): Place {
  const ask = async (call: RemoteCall, id?: number, argument?: unknown): Promise<unknown> => {
    const response = await fetch(controlUrl, {
      method: "POST",
      body: JSON.stringify({ call, id, argument }),
    });
    if (!response.ok) throw new Error(`${call}: ${await response.text()}`);
    return response.json();
  };
  return {
    name: "over the network",
    open: async () => {
      const { id, url, serviceSid } = (await ask("open")) as Opened;
      return {
        serviceSid,
        reach: { baseUrl: url },
        seed: (seeds) => ask("seed", id, seeds) as ReturnType<Fixture["seed"]>,
        bindings: () => ask("bindings", id) as ReturnType<Fixture["bindings"]>,
        configure: async (settings) => {
          await ask("configure", id, settings);
        },
        requests: () => ask("requests", id) as ReturnType<Fixture["requests"]>,
        close: async () => {
          await ask("close", id);
        },
      };
    },
  };
}
