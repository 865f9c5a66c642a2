import type { Property, Resource } from "../../generated/emulation.ts";
import type { SidKind } from "../../generated/operations.ts";
import { hash, mix, nthSid } from "./random.ts";
import type { StoredBinding } from "./state.ts";

/** Writes a binding as JSON, as the API does, its URLs on an origin. */
export type WriteBinding = (binding: StoredBinding, origin: string) => string;

/** Writes a property as JSON. Text is joined to text: to build the objects of a page takes several times as long. */
type Write = (binding: StoredBinding, origin: string, random: number) => string;

type Text = (binding: StoredBinding) => string;

/** Dates go back from here, so that they do not depend on the day: a few of the last week, and six years of others. */
const newest = Date.UTC(2026, 10, 1);
const span = 6 * 365 * 24 * 3_600_000;
const dateCount = 4096;
/** Of the values that may be null, one in so many is. */
const nullShare = 10;
const credentialsPerType = 2;
/** Twilio's own web socket: the one technology that needs no push credential (see openapi/conversations_v1.yaml). */
const withoutCredential = "twilsock";

/** The properties that the store keeps, by kind of SID or by name. */
const keptSids: Readonly<Partial<Record<SidKind, Text>>> = {
  Binding: ({ sid }) => sid,
  Service: ({ user }) => user.service.sid,
  User: ({ user }) => user.sid,
};
const keptNames: Readonly<Record<string, Text>> = {
  identity: ({ user }) => user.identity,
  binding_type: ({ type }) => type,
  endpoint: ({ type, sequence }) => `${type}-endpoint-${String(sequence).padStart(6, "0")}`,
};

/** Creates the writer of a kind of binding. */
export function createWriter(resource: Resource, accountSid: string): WriteBinding {
  const dates = createDates();
  const fields = Object.entries(resource.properties).map(([name, property], index) => {
    const label = `${index === 0 ? "{" : ","}${JSON.stringify(name)}:`;
    const write = writerOf(name, property, resource, accountSid, dates);
    return [label, property.nullable ? sometimesNull(name, property, write) : write] as const;
  });
  return (binding, origin) => {
    const random = hash(binding.sid);
    let text = "";
    for (const [label, write] of fields) text += label + write(binding, origin, random);
    text += "}";
    return binding.given === undefined ? text : overlay(text, binding.given);
  };
}

function writerOf(
  name: string,
  { type, sid, path = "", paths = {} }: Property,
  resource: Resource,
  accountSid: string,
  dates: (random: number, later: boolean) => string,
): Write {
  const text = textOf(name, sid);
  if (text !== undefined) return (binding) => (sid ? `"${text(binding)}"` : JSON.stringify(text(binding)));
  if (sid === "Account") return () => `"${accountSid}"`;
  if (sid === "Credential") return credentialWriter();
  if (type === "date-time") {
    const [first] = Object.keys(resource.properties).filter(
      (other) => resource.properties[other]?.type === type,
    );
    return (_, __, random) => dates(random, name !== first);
  }
  if (type === "uri") return urlWriter(path, resource);
  if (type === "uris") return linksWriter(paths, resource);
  const value = resource.example[name];
  return Array.isArray(value) ? subsetWriter(name, value) : constant(value ?? null);
}

function constant(value: unknown): Write {
  const text = JSON.stringify(value);
  return () => text;
}

function textOf(name: string, sid: SidKind | undefined): Text | undefined {
  return sid === undefined ? keptNames[name] : keptSids[sid];
}

/** Creates a die of its own for each name: the binding decides how it falls. */
function createDie(name: string) {
  const salt = hash(name);
  return (random: number, sides: number) => mix(random ^ salt) % sides;
}

function sometimesNull(name: string, { sid }: Property, write: Write): Write {
  const draw = createDie(`${name} null`);
  return (binding, origin, random) => {
    const never = sid === "Credential" && binding.type === withoutCredential;
    return never || draw(random, nullShare) === 0 ? "null" : write(binding, origin, random);
  };
}

/** A service has some credentials for each type: an old one and its successor, say. */
function credentialWriter(): Write {
  const draw = createDie("credential");
  const known = new Map<string, string>();
  return ({ type, user }, _, random) => {
    const name = `${user.service.sid}/${type}/${draw(random, credentialsPerType)}`;
    const text = known.get(name) ?? JSON.stringify(nthSid("Credential", name));
    known.set(name, text);
    return text;
  };
}

/** Dates as JSON, more of them recent than old; the later one of a binding is between the first and the newest. */
function createDates(): (random: number, later: boolean) => string {
  const known: string[] = [];
  const [draw, drawLater] = [createDie("date"), createDie("later date")];
  return (random, later) => {
    const first = draw(random, dateCount);
    const step = later ? drawLater(random, first + 1) : first;
    const time = newest - Math.round((step / dateCount) ** 2 * span);
    // Kept, because to write a date takes longer than all the rest of a binding.
    return (known[step] ??= `"${new Date(time).toISOString().slice(0, 19)}Z"`);
  };
}

/** Any number of the example's items, from one to all. */
function subsetWriter(name: string, example: readonly unknown[]): Write {
  const parts = example.map((_, index) => JSON.stringify(example.slice(0, index + 1)));
  const draw = createDie(name);
  return (_, __, random) => parts[draw(random, parts.length)] ?? "[]";
}

function linksWriter(paths: Readonly<Record<string, string>>, resource: Resource): Write {
  const links = Object.entries(paths).map(
    ([name, path]) => [JSON.stringify(name), urlWriter(path, resource)] as const,
  );
  return (...where) => `{${links.map(([label, write]) => `${label}:${write(...where)}`).join(",")}}`;
}

/** A URL from a path in which properties stand in braces. */
function urlWriter(path: string, { properties }: Resource): Write {
  const parts = path.split(/\{(\w+)\}/).map((part, index): string | Text => {
    const text = index % 2 === 1 ? textOf(part, properties[part]?.sid) : undefined;
    return text === undefined ? part : (binding) => encodeURIComponent(text(binding));
  });
  return (binding, origin) => {
    let url = origin;
    for (const part of parts) url += typeof part === "string" ? part : part(binding);
    return JSON.stringify(url);
  };
}

/** Puts what the seed gave in the place of what was worked out. */
function overlay(text: string, given: Readonly<Record<string, unknown>>): string {
  const written = JSON.parse(text) as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) if (name in written) written[name] = value;
  return JSON.stringify(written);
}
