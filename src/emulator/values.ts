import type { Properties } from "../../generated/emulation.ts";
import type { SidKind } from "../../generated/operations.ts";
import type { ChatBinding, ServiceBinding } from "../types.ts";
import { hash, mix, nthSid } from "./random.ts";
import type { StoredBinding } from "./state.ts";

/** A binding as the API returns it. */
export type EmulatedBinding = ServiceBinding | ChatBinding;

/** The account that a binding belongs to, and the origin of its URLs. */
export type Location = Readonly<Record<"accountSid" | "origin", string>>;

/** Completes a stored binding: what was not given is worked out, the same each time. */
export type ReadBinding = (binding: StoredBinding, location: Location) => EmulatedBinding;

/** Reads a property; the random number is the binding's own. */
type Read = (binding: StoredBinding, random: number, location: Location) => unknown;

/** Dates go back from here, so that they do not depend on the day: a few of the last week, and six years of others. */
const newest = Date.UTC(2026, 10, 1);
const span = 6 * 365 * 24 * 3_600_000;
/** More of them recent than old. Written once: to write a date takes longer than all the rest of a binding. */
const dates = Array.from({ length: 4096 }, (_, step) => {
  const time = newest - Math.round((step / 4096) ** 2 * span);
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
});
/** Of the values that may be null, one in so many is. */
const nullShare = 10;
/** A service has some credentials for each type: an old one and its successor, say. */
const credentialsPerType = 2;
/** Twilio's own web socket: the one technology that needs no push credential (see openapi/conversations_v1.yaml). */
const withoutCredential = "twilsock";

/** Rolls a die: the binding's random number decides how it falls, for each purpose by itself. */
const roll = (random: number, purpose: string, sides: number) => mix(random ^ hash(purpose)) % sides;

const sidReaders: Readonly<Record<SidKind, Read>> = {
  Account: (_, __, { accountSid }) => accountSid,
  Binding: ({ sid }) => sid,
  Service: ({ user }) => user.service.sid,
  User: ({ user }) => user.sid,
  Credential: ({ user, type }, random) =>
    nthSid("Credential", `${user.service.sid}/${type}/${roll(random, "credential", credentialsPerType)}`),
};

const namedReaders: Readonly<Record<string, Read>> = {
  identity: ({ user }) => user.identity,
  binding_type: ({ type }) => type,
  endpoint: ({ type, sequence }) => `${type}-endpoint-${String(sequence).padStart(6, "0")}`,
};

export function createReader(properties: Properties): ReadBinding {
  const readers = Object.keys(properties).map((name) => [name, readerOf(name, properties)] as const);
  return (binding, location) => {
    const random = hash(binding.sid);
    const values: Record<string, unknown> = {};
    for (const [name, read] of readers) values[name] = read(binding, random, location);
    for (const [name, value] of Object.entries(binding.given))
      if (name in values) values[name] = typeof value === "object" ? structuredClone(value) : value;
    return values as unknown as EmulatedBinding;
  };
}

function readerOf(name: string, properties: Properties): Read {
  const read = valueReader(name, properties);
  const property = properties[name];
  if (!property?.nullable) return read;
  return (binding, random, location) => {
    const never = property.sid === "Credential" && binding.type === withoutCredential;
    return never || roll(random, `${name} null`, nullShare) === 0 ? null : read(binding, random, location);
  };
}

function valueReader(name: string, properties: Properties): Read {
  const { type, sid, items, notBefore, path, paths, example = null } = properties[name] ?? { type: "other" };
  const read = sid === undefined ? namedReaders[name] : sidReaders[sid];
  if (read !== undefined) return read;
  if (type === "date-time")
    return (_, random) => {
      const first = roll(random, "date", dates.length);
      return dates[notBefore === undefined ? first : roll(random, "later date", first + 1)];
    };
  if (path !== undefined) return urlReader(path, properties);
  if (paths !== undefined) {
    const links = Object.entries(paths).map(([link, to]) => [link, urlReader(to, properties)] as const);
    return (...where) => Object.fromEntries(links.map(([link, url]) => [link, url(...where)]));
  }
  if (items !== undefined) return (_, random) => items.slice(0, 1 + roll(random, name, items.length));
  return () => structuredClone(example);
}

/** A URL from a path in which properties stand in braces. */
function urlReader(path: string, properties: Properties): Read {
  const parts = path.split(/\{(\w+)\}/).map((part, index): Read => {
    if (index % 2 === 0) return () => part;
    const read = valueReader(part, properties);
    return (...where) => encodeURIComponent(String(read(...where)));
  });
  return (...where) => parts.reduce((url, part) => url + String(part(...where)), where[2].origin);
}
