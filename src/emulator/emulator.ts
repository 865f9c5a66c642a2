import { oneOf, readOptions, text } from "../checks.ts";
import { type DocumentName, type Product, documents, products } from "./catalog.ts";
import { createServe } from "./exchange.ts";
import type { FaultKind } from "./faults.ts";
import { type EmulatorFetch, createFetch } from "./fetch.ts";
import { type EmulatorServer, LOOPBACK, listen } from "./node-server.ts";
import { type EmulatorOptions, completeOptions, sidOf } from "./options.ts";
import type { RecordedRequest } from "./record.ts";
import { type BindingSeed, readSeeds } from "./seed.ts";
import { type EmulatorSettings, readChanges } from "./settings.ts";
import { type StoredBinding, createState, insertBindings, storeOf } from "./state.ts";
import type { EmulatedBinding } from "./values.ts";

/** Which bindings to return. All given properties must match. */
export interface BindingFilter {
  /** The product, by the name of its document. */
  readonly document?: DocumentName | undefined;
  /** The service. */
  readonly serviceSid?: string | undefined;
  /** The user, by identity. */
  readonly identity?: string | undefined;
  /** The push technology. */
  readonly bindingType?: string | undefined;
}

/** An emulator of Twilio's binding resources. */
export interface Emulator {
  /** A `fetch` that responds in this process, whatever the host. It needs no `this`. */
  readonly fetch: EmulatorFetch;
  /**
   * Starts a server, in Node, Bun or Deno.
   *
   * @param port - the port; 0, the default, for a free one
   * @param host - the address to listen on, by default 127.0.0.1
   * @throws Error if the port is taken, or the host is not an address of this machine
   */
  listen(port?: number, host?: string): Promise<EmulatorServer>;
  /**
   * Adds bindings, all or none.
   *
   * @param seeds - the bindings; a number adds that many to Conversations, and as many to Chat and IP Messaging
   * together, in the default service
   * @returns the new bindings, as a list of their service would show them
   * @throws ValidationError that names the property, if it is invalid or the binding exists already
   */
  seed(seeds: number | BindingSeed | readonly BindingSeed[]): EmulatedBinding[];
  /** Returns the current bindings, oldest first, as a list of their service would show them. */
  bindings(filter?: BindingFilter): EmulatedBinding[];
  /** Changes the given settings and keeps the others; `undefined` turns one off. */
  configure(settings: EmulatorSettings): void;
  /** Restores the state of a new emulator: no bindings, no requests, the settings of the options. Servers keep running. */
  reset(): void;
  /** The latest requests, newest last. */
  readonly requests: readonly RecordedRequest[];
  /** Number of injected faults, by kind. */
  readonly faultCounts: Readonly<Record<FaultKind, number>>;
  /** The account of the bindings. */
  readonly accountSid: string;
  /** The service of seeds that name none. */
  readonly serviceSid: string;
}

const filterShape = {
  document: oneOf(documents),
  serviceSid: sidOf("Service"),
  identity: text,
  bindingType: oneOf([...new Set(products.flatMap(({ types }) => types))]),
};

/** Creates an emulator. It shares nothing with other emulators. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const complete = completeOptions(options);
  const { accountSid, serviceSid, randomSeed } = complete;
  const state = createState(complete);
  const serve = createServe(state);
  const readAll = ({ read, server }: Product, bindings: readonly StoredBinding[]) =>
    bindings.map((binding) => read(binding, { accountSid, origin: server }));

  const emulator: Emulator = {
    fetch: createFetch(serve),
    async listen(port = 0, host = LOOPBACK) {
      // Not by import(), which bundlers for browsers reject, and Jest in CommonJS.
      type Runtime = Readonly<{ process?: Partial<NodeJS.Process> }>;
      const http = (globalThis as Runtime).process?.getBuiltinModule?.("node:http");
      if (http) return listen(http, { serve, emulator }, port, host);
      throw new Error("listen() needs a runtime with node:http; use emulator.fetch instead");
    },
    seed(given) {
      const seeds = readSeeds(given, serviceSid);
      const inserted = insertBindings(state, seeds);
      return seeds.flatMap(({ product }, index) => readAll(product, inserted[index] ?? []));
    },
    bindings(filter = {}) {
      const wanted = readOptions<BindingFilter>(filter, filterShape, "filter");
      const { document, serviceSid: service, identity, bindingType } = wanted;
      return products.flatMap((product) => {
        if (document !== undefined && !product.documents.includes(document)) return [];
        const matching = [...storeOf(state, product).bindings.values()].filter(
          ({ type, user }) =>
            (service ?? user.service.sid) === user.service.sid &&
            (identity ?? user.identity) === user.identity &&
            (bindingType ?? type) === type,
        );
        return readAll(product, matching);
      });
    },
    configure(settings) {
      Object.assign(state.settings, readChanges(settings, randomSeed));
    },
    reset() {
      Object.assign(state, createState(complete));
    },
    get requests() {
      return [...state.requests];
    },
    get faultCounts() {
      return { ...state.faultCounts };
    },
    accountSid,
    serviceSid,
  };
  return emulator;
}
