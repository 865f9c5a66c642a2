import type { Product } from "./catalog.ts";
import { type FaultKind, noFaults } from "./faults.ts";
import { type Random, createRandom, hash } from "./random.ts";
import type { OpenRecord } from "./record.ts";
import { type ActiveSettings, type EmulatorSettings, activate } from "./settings.ts";

/** A binding in the store. What was not given is worked out when it is read: a million of them fit. */
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

/** What an emulator has changed since it was created. */
export interface EmulatorState {
  readonly stores: Map<Product, Store>;
  /** The last sequence number. */
  sequence: number;
  readonly settings: ActiveSettings;
  readonly requests: OpenRecord[];
  readonly faultCounts: Record<FaultKind, number>;
  readonly requestIds: Random;
}

/** A place in a list: after an entry, or before one. The entry need not exist any more. */
export interface Cursor {
  readonly direction: "after" | "before";
  readonly sequence: number;
}

const chunkSize = 1024;

/** Creates the state of a new emulator. */
export function createState(settings: EmulatorSettings, randomSeed: number): EmulatorState {
  return {
    stores: new Map(),
    sequence: 0,
    settings: activate(settings, randomSeed),
    requests: [],
    faultCounts: noFaults(),
    requestIds: createRandom(hash(`requests ${randomSeed}`)),
  };
}

/** The store of a product. */
export function storeOf({ stores }: EmulatorState, product: Product): Store {
  return getOrCreate(stores, product, () => ({ services: new Map(), bindings: new Map() }));
}

/** The value of a key, which is created if there is none. */
export function getOrCreate<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
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

/** The bindings of a list from a cursor on, the nearest first. */
export function* bindingsFrom(list: BindingList, { direction, sequence }: Cursor): Generator<StoredBinding> {
  const forwards = direction === "after";
  const start = chunkOf(list, sequence);
  for (const chunk of forwards ? list.slice(start) : list.slice(0, start + 1).reverse()) {
    for (const binding of forwards ? chunk : chunk.toReversed())
      if (forwards ? binding.sequence > sequence : binding.sequence < sequence) yield binding;
  }
}

/** Index of the first chunk that can hold a sequence number. */
function chunkOf(list: BindingList, sequence: number): number {
  const index = list.findIndex((chunk) => (chunk.at(-1)?.sequence ?? 0) >= sequence);
  return index < 0 ? list.length : index;
}
