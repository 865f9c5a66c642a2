import { ValidationError } from "../errors.ts";
import type { ChatBinding, ServiceBinding } from "../types.ts";
import { type DocumentName, createCatalog } from "./catalog.ts";
import { integer, readOptions, text } from "../checks.ts";
import { createControl } from "./control.ts";
import { createServe } from "./exchange.ts";
import { type FaultKind, noFaults } from "./faults.ts";
import { type EmulatorFetch, createFetch } from "./fetch.ts";
import { insertBindings } from "./insert.ts";
import { type EmulatorServer, LOOPBACK, listen } from "./node-server.ts";
import { type EmulatorOptions, completeOptions } from "./options.ts";
import { createRandom, hash } from "./random.ts";
import { type RecordedRequest, createRecorder } from "./record.ts";
import { type BindingSeed, createSeedReader } from "./seed.ts";
import { type EmulatorSettings, createSettings } from "./settings.ts";
import { type StoredBinding, createState, storeOf } from "./state.ts";
import { type WriteBinding, createWriter } from "./values.ts";

/** A binding as the API writes it. */
export type EmulatedBinding = ServiceBinding | ChatBinding;

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

const filterShape = { document: text, serviceSid: text, identity: text, bindingType: text };
const portRange = integer(0, 65_535);

/** Creates an emulator. Nothing of it is shared with another one. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const settled = completeOptions(options);
  const { accountSid, serviceSid, randomSeed } = settled;
  const catalog = createCatalog();
  const state = createState(catalog.products);
  const settings = createSettings(settled, randomSeed);
  const recorder = createRecorder(settled.maxRecordedRequests);
  const faultCounts = noFaults();
  const newRequestIds = () => createRandom(hash(`requests ${randomSeed}`));
  const requestIds = { random: newRequestIds() };
  const writers = new Map<object, WriteBinding>();
  const writerOf = (resource: Parameters<typeof createWriter>[0]) => {
    const writer = writers.get(resource) ?? createWriter(resource, accountSid);
    writers.set(resource, writer);
    return writer;
  };
  const serve = createServe({
    ...settled,
    catalog,
    state,
    writerOf,
    settings,
    recorder,
    faultCounts,
    requestIds,
    onRequest: settled.onRequest,
  });
  const readSeeds = createSeedReader(catalog, serviceSid);

  const written = (bindings: Iterable<StoredBinding>, product: (typeof catalog.products)[number]) => {
    const write = writerOf(product.binding);
    return Array.from(bindings, (one) => JSON.parse(write(one, product.server)) as EmulatedBinding);
  };

  const emulator: Emulator = {
    fetch: createFetch(serve),
    async listen(port = 0, host = LOOPBACK) {
      portRange("port", port);
      if (text("host", host) === "") throw new ValidationError("host", "a host name or an IP address", '""');
      return listen(serve, createControl(emulator), port, host);
    },
    seed(seeds) {
      const checked = readSeeds(seeds);
      const inserted = insertBindings(state, checked, randomSeed);
      let place = 0;
      return checked.flatMap(({ product, count }) =>
        written(inserted.slice(place, (place += count)), product),
      );
    },
    bindings(filter = {}) {
      const { document, ...wanted } = readOptions(filter, filterShape, "filter") as BindingFilter;
      return catalog.products.flatMap((product) => {
        if (document !== undefined && !product.documents.includes(document)) return [];
        const all = [...storeOf(state, product).bindings.values()];
        return written(all.filter(matcher(wanted)), product);
      });
    },
    configure: (changes) => settings.configure(changes),
    reset() {
      Object.assign(state, createState(catalog.products));
      recorder.clear();
      settings.reset();
      Object.assign(faultCounts, noFaults());
      requestIds.random = newRequestIds();
    },
    get requests() {
      return recorder.list();
    },
    get faultCounts() {
      return { ...faultCounts };
    },
    accountSid,
    serviceSid,
  };
  return emulator;
}

function matcher({ serviceSid, identity, bindingType }: BindingFilter) {
  return ({ type, user }: StoredBinding) =>
    (serviceSid === undefined || user.service.sid === serviceSid) &&
    (identity === undefined || user.identity === identity) &&
    (bindingType === undefined || type === bindingType);
}
