import { integer, oneOf, readOptions, text } from "../checks.ts";
import { type DocumentName, type Product, documents, products } from "./catalog.ts";
import { createControl } from "./control.ts";
import { createServe } from "./exchange.ts";
import type { FaultKind } from "./faults.ts";
import { type EmulatorFetch, createFetch } from "./fetch.ts";
import { type EmulatorServer, LOOPBACK, listen } from "./node-server.ts";
import { type EmulatorOptions, completeOptions, nonEmpty, sidOf } from "./options.ts";
import type { RecordedRequest } from "./record.ts";
import { type BindingSeed, readSeeds } from "./seed.ts";
import { type EmulatorSettings, readChanges } from "./settings.ts";
import { type StoredBinding, createState, insertBindings, storeOf } from "./state.ts";
import type { EmulatedBinding } from "./values.ts";

/** Which bindings to return; all that is given must match. */
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
  /** A `fetch` that is answered in this process, whatever the host. It needs no `this`. */
  readonly fetch: EmulatorFetch;
  /**
   * Listens, in Node, Bun or Deno. Port 0 takes a free one; the host is 127.0.0.1 unless another is given.
   *
   * @throws Error if the port is taken, or the host is not an address of this machine
   */
  listen(port?: number, host?: string): Promise<EmulatorServer>;
  /**
   * Adds bindings, all or none, and returns them as a list of their service would show them. A number stands for
   * that many in the default service of each product: once for Conversations, once for Chat and IP Messaging
   * together.
   *
   * @throws ValidationError naming the property that is wrong, or that makes the binding one there is already
   */
  seed(seeds: number | BindingSeed | readonly BindingSeed[]): EmulatedBinding[];
  /** Returns the bindings there are, oldest first, as a list of their service would show them. */
  bindings(filter?: BindingFilter): EmulatedBinding[];
  /** Changes the settings that are given and leaves the others; `undefined` turns one off. */
  configure(settings: EmulatorSettings): void;
  /** Returns to the state of a new emulator: no bindings, no requests, the settings of the options. Servers go on. */
  reset(): void;
  /** The last requests, newest last. */
  readonly requests: readonly RecordedRequest[];
  /** How many faults were injected, by kind. */
  readonly faultCounts: Readonly<Record<FaultKind, number>>;
  /** The account that bindings belong to. */
  readonly accountSid: string;
  /** The service that seeds go into unless they name one. */
  readonly serviceSid: string;
}

const types = products.flatMap(({ properties }) => properties["binding_type"]?.enum ?? []);
const filterShape = {
  document: oneOf(documents),
  serviceSid: sidOf("Service"),
  identity: text,
  bindingType: oneOf([...new Set(types)]),
};
const checkPort = integer(0, 65_535);
const checkHost = nonEmpty("a host name or an IP address");

/** Creates an emulator. Nothing of it is shared with another one. */
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
      checkPort("port", port);
      checkHost("host", host);
      return listen({ serve, control: createControl(emulator) }, port, host);
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
      return state.requests.slice(-complete.maxRecordedRequests);
    },
    get faultCounts() {
      return { ...state.faultCounts };
    },
    accountSid,
    serviceSid,
  };
  return emulator;
}
