import { invalid } from "../checks.ts";
import { nthSid } from "./random.ts";
import type { CheckedSeed } from "./seed.ts";
import {
  type EmulatorState,
  type StoredBinding,
  type StoredService,
  type StoredUser,
  addBinding,
  bindingsFrom,
  getOrCreate,
  removeBinding,
  storeOf,
} from "./state.ts";

/** Bindings of each generated user. */
const bindingsPerUser = 3;

/** Inserts the bindings of seeds, and returns those of each: all of them, or none if it throws ValidationError. */
export function insertBindings(
  state: EmulatorState,
  seeds: readonly CheckedSeed[],
  randomSeed: number,
): readonly (readonly StoredBinding[])[] {
  const { sequence } = state;
  try {
    return seeds.map((seed) =>
      Array.from({ length: seed.count }, () => insertBinding(state, seed, randomSeed)),
    );
  } catch (error) {
    for (const store of state.stores.values())
      for (const service of store.services.values())
        for (const binding of [...bindingsFrom(service.bindings, { direction: "after", sequence })]) {
          removeBinding(store, binding);
          service.added -= 1;
        }
    state.sequence = sequence;
    throw error;
  }
}

function insertBinding(state: EmulatorState, seed: CheckedSeed, randomSeed: number): StoredBinding {
  const store = storeOf(state, seed.product);
  if (seed.sid !== undefined && store.bindings.has(seed.sid))
    throw invalid("sid", "one that no binding has", seed.sid);
  let sid: string;
  do {
    state.sequence += 1;
    sid = seed.sid ?? nthSid("Binding", `bindings ${randomSeed}`, state.sequence);
  } while (store.bindings.has(sid));
  const service = getOrCreate(store.services, seed.serviceSid, () => {
    return { sid: seed.serviceSid, users: new Map(), usersBySid: new Map(), bindings: [], added: 0 };
  });
  const user = userOf(service, seed, () => nthSid("User", `users ${randomSeed}`, state.sequence));
  const types = seed.product.properties["binding_type"]?.enum ?? [];
  const type = seed.type ?? types[service.added % types.length] ?? "";
  assertUnique(user, type, seed.given?.["endpoint"]);
  const binding = { sequence: state.sequence, sid, user, type, given: seed.given };
  addBinding(store, binding);
  return binding;
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
  if (user !== undefined && user.sid !== sid)
    throw invalid("user_sid", `${user.sid}, which this user has`, sid);
  if (service.usersBySid.get(sid) !== user) throw invalid("user_sid", "one that no other user has", sid);
  return user ?? { sid, identity, service, bindings: [] };
}

/** A binding is unique by service, user, endpoint and type. */
function assertUnique({ bindings }: StoredUser, type: string, endpoint: unknown): void {
  if (typeof endpoint !== "string") return;
  const isSame = (one: StoredBinding) => one.type === type && one.given?.["endpoint"] === endpoint;
  if (bindings.flat().some(isSame))
    throw invalid("endpoint", "one new to this service, identity and type", endpoint);
}
