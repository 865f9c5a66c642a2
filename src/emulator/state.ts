import type { Product } from "./catalog.ts";

/** A binding in the store. What was not given is worked out when it is written: a million of them fit. */
export interface StoredBinding {
  /** Place in the order of creation. */
  readonly sequence: number;
  readonly sid: string;
  readonly user: StoredUser;
  readonly type: string;
  /** Properties that the seed gave a value. */
  readonly given: Readonly<Record<string, unknown>> | undefined;
}

/** Bindings in order of creation, in chunks: adding, removing and finding a place stay cheap at a million. */
export type BindingList = StoredBinding[][];

/** A user who has bindings. */
export interface StoredUser {
  readonly sid: string;
  readonly identity: string;
  readonly service: StoredService;
  readonly bindings: BindingList;
}

/** A service that has, or had, bindings. */
export interface StoredService {
  readonly sid: string;
  readonly users: Map<string, StoredUser>;
  readonly usersBySid: Map<string, StoredUser>;
  readonly bindings: BindingList;
  /** How many bindings were ever added. */
  added: number;
}

/** The bindings of one product, and its services. */
export interface Store {
  readonly services: Map<string, StoredService>;
  readonly bindings: Map<string, StoredBinding>;
}

/** The bindings of every product. */
export interface EmulatorState {
  stores: ReadonlyMap<Product, Store>;
  /** The last sequence number. */
  sequence: number;
}

/** A place in a list: after an entry, or before one. The entry need not exist any more. */
export interface Cursor {
  readonly direction: "after" | "before";
  readonly sequence: number;
}

const chunkSize = 1024;

/** Creates a state without bindings. */
export function createState(products: readonly Product[]): EmulatorState {
  const stores = products.map((product) => [product, { services: new Map(), bindings: new Map() }] as const);
  return { stores: new Map(stores), sequence: 0 };
}

/** The store of a product. */
export function storeOf(state: EmulatorState, product: Product): Store {
  const store = state.stores.get(product);
  if (store === undefined) throw new TypeError("A product of another catalog");
  return store;
}

/** Adds a binding at the end. The caller has made sure that its SID is free. */
export function addBinding(store: Store, binding: StoredBinding): void {
  const { user } = binding;
  store.bindings.set(binding.sid, binding);
  user.service.users.set(user.identity, user);
  user.service.usersBySid.set(user.sid, user);
  for (const list of [user.bindings, user.service.bindings]) {
    const last = list.at(-1);
    if (last === undefined || last.length === chunkSize) list.push([binding]);
    else last.push(binding);
  }
  user.service.added += 1;
}

/** Removes a binding, and its user with the last one. */
export function removeBinding(store: Store, binding: StoredBinding): void {
  const { service, bindings, identity, sid } = binding.user;
  store.bindings.delete(binding.sid);
  for (const list of [bindings, service.bindings]) {
    const index = chunkOf(list, binding.sequence);
    const chunk = list[index] ?? [];
    chunk.splice(chunk.indexOf(binding), 1);
    if (chunk.length === 0) list.splice(index, 1);
  }
  if (bindings.length > 0) return;
  service.users.delete(identity);
  service.usersBySid.delete(sid);
}

/** The user that a path names, by SID or by identity. */
export function findUser(service: StoredService, sidOrIdentity: string): StoredUser | undefined {
  return service.usersBySid.get(sidOrIdentity) ?? service.users.get(sidOrIdentity);
}

/** Takes up to `count` matching bindings of a list from a cursor on, the nearest first. */
export function takeFrom(
  list: BindingList,
  { direction, sequence }: Cursor,
  matches: (binding: StoredBinding) => boolean,
  count: number,
): StoredBinding[] {
  const forwards = direction === "after";
  const start = chunkOf(list, forwards ? sequence + 1 : sequence);
  const found: StoredBinding[] = [];
  for (const chunk of forwards ? list.slice(start) : list.slice(0, start + 1).reverse()) {
    for (const binding of forwards ? chunk : chunk.toReversed()) {
      if (forwards ? binding.sequence <= sequence : binding.sequence >= sequence) continue;
      if (!matches(binding)) continue;
      found.push(binding);
      if (found.length === count) return found;
    }
  }
  return found;
}

/** Index of the first chunk that can hold a sequence number. */
function chunkOf(list: BindingList, sequence: number): number {
  const index = list.findIndex((chunk) => (chunk.at(-1)?.sequence ?? 0) >= sequence);
  return index < 0 ? list.length : index;
}
