import { ValidationError } from "../errors.ts";
import { describeValue } from "../checks.ts";
import { nthSid } from "./random.ts";
import type { CheckedSeed } from "./seed.ts";
import {
  type EmulatorState,
  type StoredBinding,
  type StoredService,
  type StoredUser,
  addBinding,
  removeBinding,
  storeOf,
} from "./state.ts";

/** Bindings of each generated user. */
const bindingsPerUser = 3;

/** Inserts the bindings of seeds: all of them, or none if it throws ValidationError. */
export function insertBindings(
  state: EmulatorState,
  seeds: readonly CheckedSeed[],
  randomSeed: number,
): readonly StoredBinding[] {
  const before = state.sequence;
  const inserted: StoredBinding[] = [];
  try {
    for (const seed of seeds)
      for (let made = 0; made < seed.count; made += 1) inserted.push(insertOne(state, seed, randomSeed));
  } catch (error) {
    for (const binding of inserted.reverse()) {
      for (const store of state.stores.values())
        if (store.bindings.get(binding.sid) === binding) removeBinding(store, binding);
      binding.user.service.added -= 1;
    }
    state.sequence = before;
    throw error;
  }
  return inserted;
}

function insertOne(state: EmulatorState, seed: CheckedSeed, randomSeed: number): StoredBinding {
  const store = storeOf(state, seed.product);
  if (seed.sid !== undefined && store.bindings.has(seed.sid))
    refuse("sid", "one that no binding has", seed.sid);
  let sid: string;
  do {
    state.sequence += 1;
    sid = seed.sid ?? nthSid("Binding", `bindings ${randomSeed}`, state.sequence);
  } while (store.bindings.has(sid));
  const service = serviceOf(store.services, seed.serviceSid);
  const user = userOf(service, seed, () => nthSid("User", `users ${randomSeed}`, state.sequence));
  const types = seed.product.properties["binding_type"]?.enum ?? [];
  const type = seed.type ?? types[service.added % types.length] ?? "";
  refuseDuplicate(user, type, seed.given?.["endpoint"]);
  const binding = { sequence: state.sequence, sid, user, type, given: seed.given };
  addBinding(store, binding);
  return binding;
}

function serviceOf(services: Map<string, StoredService>, sid: string): StoredService {
  const known = services.get(sid);
  if (known !== undefined) return known;
  const service = { sid, users: new Map(), usersBySid: new Map(), bindings: [], added: 0 };
  services.set(sid, service);
  return service;
}

function userOf(
  service: StoredService,
  { identity, userSid }: CheckedSeed,
  newSid: () => string,
): StoredUser {
  const number = Math.floor(service.added / bindingsPerUser) + 1;
  identity ??= `user-${String(number).padStart(4, "0")}`;
  const user = service.users.get(identity);
  const sid = userSid ?? user?.sid ?? newSid();
  if (user !== undefined && user.sid !== sid) refuse("user_sid", `${user.sid}, which this user has`, sid);
  if (service.usersBySid.get(sid) !== user) refuse("user_sid", "one that no other user has", sid);
  return user ?? { sid, identity, service, bindings: [] };
}

/** A binding is unique by service, user, endpoint and type. */
function refuseDuplicate({ bindings }: StoredUser, type: string, endpoint: unknown): void {
  if (typeof endpoint !== "string") return;
  const isSame = (one: StoredBinding) => one.type === type && one.given?.["endpoint"] === endpoint;
  if (bindings.flat().some(isSame))
    refuse("endpoint", "one new to this service, identity and type", endpoint);
}

function refuse(parameter: string, expected: string, value: string): never {
  throw new ValidationError(parameter, expected, describeValue(value));
}
