import { type Ordered, buryOne, createOrdered } from "./ordered.ts";
import { derivedSid } from "./random.ts";

/** A binding in the store. What was not given is worked out when it is written: a million of them fit. */
export interface StoredBinding {
  /** Place in the order of creation, over all services of a product. */
  readonly sequence: number;
  readonly sid: string;
  readonly user: StoredUser;
  readonly type: string;
  /** Properties that the seed gave a value. */
  readonly given: Readonly<Record<string, unknown>> | undefined;
  /** Tells it from the other bindings of its service; undefined where its endpoint was not given. */
  readonly key: string | undefined;
  removed: boolean;
}

/** A user who has, or had, bindings. */
export interface StoredUser {
  readonly sid: string;
  readonly identity: string;
  readonly service: StoredService;
  readonly bindings: Ordered<StoredBinding>;
}

/** A service that has, or had, bindings. */
export interface StoredService {
  readonly sid: string;
  readonly users: Map<string, StoredUser>;
  readonly usersBySid: Map<string, StoredUser>;
  readonly bindings: Ordered<StoredBinding>;
  /** Keys of the bindings whose endpoints were given. */
  readonly keys: Set<string>;
  /** How many bindings were ever added. */
  added: number;
}

/** The bindings of one product. */
export interface Store {
  readonly services: Map<string, StoredService>;
  readonly bindings: Map<string, StoredBinding>;
  /** The last sequence number. */
  sequence: number;
}

/** An empty store. */
export function createStore(): Store {
  return { services: new Map(), bindings: new Map(), sequence: 0 };
}

/** The service, added where it is new. */
export function ensureService(store: Store, sid: string): StoredService {
  let service = store.services.get(sid);
  if (service === undefined) {
    service = {
      sid,
      users: new Map(),
      usersBySid: new Map(),
      bindings: createOrdered(),
      keys: new Set(),
      added: 0,
    };
    store.services.set(sid, service);
  }
  return service;
}

/** The user, added where new: under the SID given, or one derived from service and identity. */
export function ensureUser(service: StoredService, identity: string, sid?: string): StoredUser {
  let user = service.users.get(identity);
  if (user === undefined) {
    sid ??= derivedSid("User", `${service.sid}/${identity}`);
    user = { sid, identity, service, bindings: createOrdered() };
    service.users.set(identity, user);
    service.usersBySid.set(user.sid, user);
  }
  return user;
}

/** The user that a path names, by SID or by identity. */
export function findUser(service: StoredService | undefined, sidOrIdentity: string): StoredUser | undefined {
  return service?.usersBySid.get(sidOrIdentity) ?? service?.users.get(sidOrIdentity);
}

/** Adds a binding at the end. The caller has seen to it that SID and key are free. */
export function addBinding(
  store: Store,
  facts: Omit<StoredBinding, "sequence" | "removed" | "key"> & { readonly endpoint?: string | undefined },
): StoredBinding {
  const { sid, user, type, given, endpoint } = facts;
  const key = endpoint === undefined ? undefined : uniqueKey(user.identity, endpoint, type);
  store.sequence += 1;
  const binding: StoredBinding = { sequence: store.sequence, sid, user, type, given, key, removed: false };
  store.bindings.set(sid, binding);
  user.service.bindings.items.push(binding);
  user.bindings.items.push(binding);
  user.service.added += 1;
  if (key !== undefined) user.service.keys.add(key);
  return binding;
}

/** Removes a binding, wherever it is listed. */
export function removeBinding(store: Store, binding: StoredBinding): void {
  const { service } = binding.user;
  binding.removed = true;
  store.bindings.delete(binding.sid);
  if (binding.key !== undefined) service.keys.delete(binding.key);
  buryOne(service.bindings);
  buryOne(binding.user.bindings);
}

/** What makes a binding unique within its service. */
export function uniqueKey(identity: string, endpoint: string, type: string): string {
  return JSON.stringify([identity, endpoint, type]);
}
