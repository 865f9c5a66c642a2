import { invalid } from "../checks.ts";
import type { Product } from "./catalog.ts";
import { type FaultKind, faultKinds } from "./faults.ts";
import type { CompleteOptions } from "./options.ts";
import { createRandom, hash, nthSid } from "./random.ts";
import type { RecordedRequest } from "./record.ts";
import type { CheckedSeed, GivenProperties } from "./seed.ts";
import { activate } from "./settings.ts";

/** A binding in the store. What was not given is worked out when it is read: a million of them fit. */
export interface StoredBinding {
  /** Place in the order of creation. */
  readonly sequence: number;
  readonly sid: string;
  readonly user: StoredUser;
  readonly type: string;
  /** Properties that the seed gave a value. */
  readonly given: GivenProperties;
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
  /** What no two bindings with a given endpoint may share. */
  readonly taken: Set<string>;
}

/** A place in a list: after a sequence number, or before it if negative. Its binding need not exist any more. */
export type Cursor = number;

export type Filter = (binding: StoredBinding) => boolean;

const chunkSize = 1024;
/** Bindings of each generated user. */
const bindingsPerUser = 3;

/** The options of an emulator, and what has changed since it was created. */
export type EmulatorState = ReturnType<typeof createState>;

export function createState(options: CompleteOptions) {
  return {
    options,
    stores: new Map<Product, Store>(),
    /** The last sequence number. */
    sequence: 0,
    settings: activate(options, options.randomSeed),
    requests: [] as RecordedRequest[],
    faultCounts: Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>,
    requestIds: createRandom(hash(`requests ${options.randomSeed}`)),
  };
}

export function storeOf({ stores }: EmulatorState, product: Product): Store {
  return getOrCreate(stores, product, () => ({ services: new Map(), bindings: new Map(), taken: new Set() }));
}

function getOrCreate<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}

/** A binding is unique by service, user, endpoint and type. Empty without a given endpoint. */
function placeOf({ user, type, given: { endpoint } }: StoredBinding): string {
  return endpoint ? JSON.stringify([user.service.sid, user.identity, type, endpoint]) : "";
}

/** Adds a binding. The caller has made sure that its SID is free. @throws ValidationError if its endpoint is not */
function addBinding(store: Store, binding: StoredBinding): void {
  const { user } = binding;
  const place = placeOf(binding);
  if (store.taken.has(place))
    throw invalid("endpoint", "one new to this service, identity and type", binding.given.endpoint);
  if (place !== "") store.taken.add(place);
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
  store.taken.delete(placeOf(binding));
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
export function takeFrom(list: BindingList, cursor: Cursor, count: number, matches: Filter): StoredBinding[] {
  const start = chunkOf(list, Math.abs(cursor));
  const found: StoredBinding[] = [];
  for (const chunk of cursor < 0 ? list.slice(0, start + 1).reverse() : list.slice(start)) {
    for (const binding of cursor < 0 ? chunk.toReversed() : chunk) {
      if (cursor < 0 ? binding.sequence >= -cursor : binding.sequence <= cursor) continue;
      if (matches(binding) && found.push(binding) === count) return found;
    }
  }
  return found;
}

/** Index of the first chunk that can hold a sequence number. */
function chunkOf(list: BindingList, sequence: number): number {
  const index = list.findIndex((chunk) => (chunk.at(-1)?.sequence ?? 0) >= sequence);
  return index < 0 ? list.length : index;
}

/** Inserts the bindings of seeds, and returns those of each: all of them, or none if it throws ValidationError. */
export function insertBindings(state: EmulatorState, seeds: readonly CheckedSeed[]): StoredBinding[][] {
  const { sequence } = state;
  try {
    return seeds.map((seed) => Array.from({ length: seed.count }, () => insertBinding(state, seed)));
  } catch (error) {
    for (const store of state.stores.values())
      for (const binding of store.bindings.values()) {
        if (binding.sequence <= sequence) continue;
        removeBinding(store, binding);
        binding.user.service.added -= 1;
      }
    state.sequence = sequence;
    throw error;
  }
}

function insertBinding(state: EmulatorState, { product, serviceSid, given }: CheckedSeed): StoredBinding {
  const { randomSeed } = state.options;
  const store = storeOf(state, product);
  if (given.sid !== undefined && store.bindings.has(given.sid))
    throw invalid("sid", "one that no binding has", given.sid);
  let sid: string;
  do {
    state.sequence += 1;
    sid = given.sid ?? nthSid("Binding", `bindings ${randomSeed}`, state.sequence);
  } while (store.bindings.has(sid));
  const service = getOrCreate(store.services, serviceSid, () => {
    return { sid: serviceSid, users: new Map(), usersBySid: new Map(), bindings: [], added: 0 };
  });
  const user = userOf(service, given, () => nthSid("User", `users ${randomSeed}`, state.sequence));
  const type = given.binding_type ?? product.types[service.added % product.types.length] ?? "";
  const binding = { sequence: state.sequence, sid, user, type, given };
  addBinding(store, binding);
  return binding;
}

function userOf(service: StoredService, given: CheckedSeed["given"], newSid: () => string): StoredUser {
  const number = Math.floor(service.added / bindingsPerUser) + 1;
  const identity = given.identity ?? `user-${String(number).padStart(4, "0")}`;
  const user = service.users.get(identity);
  const sid = given.user_sid ?? user?.sid ?? newSid();
  if (user !== undefined && user.sid !== sid)
    throw invalid("user_sid", `${user.sid}, which this user has`, sid);
  if (service.usersBySid.get(sid) !== user) throw invalid("user_sid", "one that no other user has", sid);
  return user ?? { sid, identity, service, bindings: [] };
}
