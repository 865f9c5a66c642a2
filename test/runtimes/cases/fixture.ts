import { type Client, type ClientOptions, createClient } from "twilio-bindings";
import {
  type BindingSeed,
  type EmulatedBinding,
  type EmulatorSettings,
  type RecordedRequest,
  createEmulator,
} from "twilio-bindings/emulator";

/** An emulator, wherever it runs: in this process, on a socket of it, or in another process. */
export interface Emulation {
  readonly serviceSid: string;
  seed(seeds: readonly BindingSeed[]): Promise<EmulatedBinding[]>;
  bindings(): Promise<EmulatedBinding[]>;
  configure(settings: EmulatorSettings): Promise<void>;
  requests(): Promise<readonly RecordedRequest[]>;
}

/** An emulator and how a client reaches it. */
export interface Fixture extends Emulation {
  readonly reach: Pick<ClientOptions, "fetch" | "baseUrl">;
  close(): Promise<void>;
}

/** A way to create fixtures. */
export interface Place {
  readonly name: string;
  open(): Promise<Fixture>;
}

/** A behavior that every runtime must show, in every place. */
export interface Case {
  readonly name: string;
  run(fixture: Fixture): Promise<void>;
}

export const accountSid = `AC${"a".repeat(32)}`;
/** Looks like nothing else, so that a leak of it is found by searching. */
export const authToken = "s3cr3t-auth-token-0123456789";

/** A client of the fixture's emulator. */
export function clientOf(fixture: Fixture, options: ClientOptions = {}): Client {
  return createClient({ accountSid, authToken, ...fixture.reach, ...options });
}

/** The Conversations bindings of the fixture's service. */
export function bindingsOf(fixture: Fixture, options: ClientOptions = {}) {
  return clientOf(fixture, options).conversations.v1.services(fixture.serviceSid).bindings;
}

/** The emulator's own `fetch`: no socket. */
export const inProcess: Place = {
  name: "in process",
  open: () => {
    const { emulation, emulator } = emulate();
    return Promise.resolve({
      ...emulation,
      reach: { fetch: emulator.fetch },
      close: () => Promise.resolve(),
    });
  },
};

/** A socket of this process, and the runtime's own `fetch`. */
export const ownSocket: Place = {
  name: "on a socket",
  open: async () => {
    const { emulation, emulator } = emulate();
    const server = await emulator.listen();
    return { ...emulation, reach: { baseUrl: server.url }, close: () => server.close() };
  },
};

function emulate() {
  const emulator = createEmulator();
  const emulation: Emulation = {
    serviceSid: emulator.serviceSid,
    seed: (seeds) => Promise.resolve(emulator.seed(seeds)),
    bindings: () => Promise.resolve(emulator.bindings()),
    configure: (settings) => {
      emulator.configure(settings);
      return Promise.resolve();
    },
    requests: () => Promise.resolve(emulator.requests),
  };
  return { emulator, emulation };
}
