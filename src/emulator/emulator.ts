import { ValidationError, show } from "../errors.ts";
import { checkNames } from "../options.ts";
import { createAuthCheck } from "./auth.ts";
import { type DocumentName, type EmulatedBinding, type Product, createCatalog } from "./catalog.ts";
import { createServe } from "./exchange.ts";
import { type FaultKind, faultKinds } from "./fault-kinds.ts";
import { type EmulatorFetch, createFetch } from "./fetch.ts";
import { createWorld } from "./handle.ts";
import { type EmulatorServer, LOOPBACK, listen } from "./node-server.ts";
import { type EmulatorOptions, completeOptions } from "./options.ts";
import { plant } from "./plant.ts";
import { createRandom, hash } from "./random.ts";
import { type RecordedRequest, createRecorder } from "./record.ts";
import { type BindingSeed, type CheckedSeed, checkSeed } from "./seed.ts";
import { type Store, type StoredBinding, createStore } from "./store.ts";
import { type EmulatorSwitches, createSwitchboard } from "./switches.ts";

/** Which bindings to look at; all that is given must match. */
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
   * @throws Error where the port is taken, or the host is no address of this machine
   */
  listen(port?: number, host?: string): Promise<EmulatorServer>;
  /**
   * Adds bindings and returns them as a list of their service would show them. A number stands for that many in
   * the default service of each product: once for Conversations, once for Chat and IP Messaging together.
   * @throws ValidationError naming the property that is wrong, or that makes the binding one there is already
   */
  seed(seeds: number | BindingSeed | readonly BindingSeed[]): EmulatedBinding[];
  /** The bindings there are, oldest first, as a list of their service would show them. */
  bindings(filter?: BindingFilter): EmulatedBinding[];
  /** Changes the switches that are given and leaves the others; `undefined` turns one off. */
  configure(switches: EmulatorSwitches): void;
  /** Makes it as if newly created: no bindings, no requests, the switches of the options. Servers go on. */
  reset(): void;
  /** The last requests, newest last. */
  readonly requests: readonly RecordedRequest[];
  /** How many faults were injected, by kind. */
  readonly faultsInjected: Readonly<Record<FaultKind, number>>;
  /** The account that bindings belong to. */
  readonly accountSid: string;
  /** The service that seeds go into unless they name one. */
  readonly serviceSid: string;
}

/** Creates an emulator. Nothing of it is shared with another one. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const settings = completeOptions(options);
  const { accountSid, serviceSid, seed } = settings;
  const catalog = createCatalog();
  const world = createWorld(catalog, settings);
  const switches = createSwitchboard(options, seed);
  const recorder = createRecorder(settings.recordLimit);
  const injected = noFaults();
  const requestIds = { random: createRandom(requestSeed(seed)) };
  const serve = createServe({
    catalog,
    world,
    switches,
    recorder,
    injected,
    requestIds,
    authorized: createAuthCheck(options),
    onRequest: options.onRequest,
  });
  let sidRandom = createRandom(seed);

  const write = (product: Product, bindings: readonly StoredBinding[]) => {
    const render = world.renders.get(product);
    if (render === undefined) return [];
    return bindings.map((binding) => JSON.parse(render(binding, product.server)) as EmulatedBinding);
  };
  const sow = (checked: CheckedSeed) => {
    const store = world.stores.get(checked.product) ?? createStore();
    return write(checked.product, plant(store, checked, { serviceSid, random: sidRandom }));
  };

  return {
    fetch: createFetch(serve),
    async listen(port = 0, host = LOOPBACK) {
      if (!Number.isInteger(port) || port < 0 || port > 65_535) {
        throw new ValidationError("port", "a whole number from 0 to 65535", show(port));
      }
      if (typeof host !== "string" || host === "") {
        throw new ValidationError("host", "a host name or an IP address", show(host));
      }
      return listen(serve, port, host);
    },
    seed: (seeds) =>
      readSeeds(seeds, catalog.products)
        .map((one) => checkSeed(one, catalog))
        .flatMap(sow),
    bindings: (filter = {}) =>
      catalog.products.flatMap((product) =>
        write(product, select(filter, product, world.stores.get(product))),
      ),
    configure: (changes) => switches.configure(changes),
    reset() {
      for (const store of world.stores.values()) Object.assign(store, createStore());
      recorder.clear();
      switches.reset();
      Object.assign(injected, noFaults());
      requestIds.random = createRandom(requestSeed(seed));
      sidRandom = createRandom(seed);
    },
    get requests() {
      return recorder.list();
    },
    get faultsInjected() {
      return { ...injected };
    },
    accountSid,
    serviceSid,
  };
}

/** A number stands for that many bindings in each product. */
function readSeeds(
  seeds: number | BindingSeed | readonly BindingSeed[],
  products: readonly Product[],
): readonly BindingSeed[] {
  if (typeof seeds === "number")
    return products.map(({ documents: [document] }) => ({ document, count: seeds }));
  return Array.isArray(seeds) ? (seeds as readonly BindingSeed[]) : [seeds as BindingSeed];
}

function select(
  filter: BindingFilter,
  { documents }: Product,
  store: Store | undefined,
): readonly StoredBinding[] {
  checkNames(filter, ["document", "serviceSid", "identity", "bindingType"] satisfies (keyof BindingFilter)[]);
  const { document, serviceSid, identity, bindingType } = filter;
  if (document !== undefined && !documents.includes(document)) return [];
  return [...(store?.bindings.values() ?? [])].filter(
    ({ type, user }) =>
      (serviceSid === undefined || user.service.sid === serviceSid) &&
      (identity === undefined || user.identity === identity) &&
      (bindingType === undefined || type === bindingType),
  );
}

function requestSeed(seed: number): number {
  return hash(`requests ${seed}`);
}

function noFaults(): Record<FaultKind, number> {
  return Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
}
