import { ValidationError, show } from "../errors.ts";
import { type Product, own } from "./catalog.ts";
import { type Random, randomSid } from "./random.ts";
import type { CheckedSeed } from "./seed.ts";
import {
  type Store,
  type StoredBinding,
  type StoredService,
  type StoredUser,
  addBinding,
  ensureService,
  ensureUser,
  uniqueKey,
} from "./store.ts";

/** Generated users have this many bindings each. */
const bindingsPerUser = 3;

/** Adds the bindings of a seed. @throws ValidationError where one exists already */
export function plant(
  store: Store,
  seed: CheckedSeed,
  defaults: { readonly serviceSid: string; readonly random: Random },
): readonly StoredBinding[] {
  const service = ensureService(store, seed.serviceSid ?? defaults.serviceSid);
  return Array.from({ length: seed.count }, () => plantOne(store, service, seed, defaults.random));
}

function plantOne(store: Store, service: StoredService, seed: CheckedSeed, random: Random): StoredBinding {
  const type = seed.type ?? nextType(seed.product, service.added);
  const identity = seed.identity ?? nextIdentity(service.added);
  const endpoint = seed.given?.[own.endpoint] as string | null | undefined;
  const sid = seed.sid ?? freeSid(store, random);
  if (store.bindings.has(sid)) throw new ValidationError("sid", "one that no binding has", show(sid));
  if (typeof endpoint === "string" && service.keys.has(uniqueKey(identity, endpoint, type))) {
    throw new ValidationError(own.endpoint, "one new to this service, identity and type", show(endpoint));
  }
  const user = userOf(service, identity, seed.userSid);
  return addBinding(store, { sid, user, type, given: seed.given, endpoint: endpoint ?? undefined });
}

/** The types in turn. */
function nextType({ enums }: Product, added: number): string {
  const types = enums.get(own.type) ?? [];
  return types[added % types.length] ?? "";
}

function nextIdentity(added: number): string {
  return `user-${String(Math.floor(added / bindingsPerUser) + 1).padStart(4, "0")}`;
}

function freeSid(store: Store, random: Random): string {
  let sid = randomSid("Binding", random);
  while (store.bindings.has(sid)) sid = randomSid("Binding", random);
  return sid;
}

function userOf(service: StoredService, identity: string, sid: string | undefined): StoredUser {
  const taken = sid === undefined ? undefined : service.usersBySid.get(sid);
  if (taken !== undefined && taken.identity !== identity) {
    throw new ValidationError("user_sid", "one that no other user has", show(sid));
  }
  const user = ensureUser(service, identity, sid);
  if (sid !== undefined && user.sid !== sid) {
    throw new ValidationError("user_sid", `${user.sid}, which this user has already`, show(sid));
  }
  return user;
}
