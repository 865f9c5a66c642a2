import { type Product, type Resource, own, sidKindOf } from "./catalog.ts";
import { derivedSid } from "./random.ts";
import type { StoredBinding } from "./store.ts";

/** Writes a binding as JSON, as the API does, its URLs on an origin. */
export type Render = (binding: StoredBinding, origin: string) => string;

/** A property's value, as JSON. Text is put together from text: a page of objects takes several times as long. */
type Write = (binding: StoredBinding, origin: string) => string;

/** A property that the store keeps. */
type Text = (binding: StoredBinding) => string;

const minute = 60_000;
const day = 1440 * minute;
/** Then dates begin again: writing one takes longer than all the rest of a binding. */
const dateSteps = 10_000;

/** Makes the renderer of a resource from its properties and example. */
export function createRender(
  { properties, example }: Resource,
  itemPath: string,
  product: Product,
  accountSid: string,
): Render {
  const writers = writersOf(product, accountSid);
  const fields = properties.map((name, index): readonly [label: string, write: Write] => {
    const label = `${index === 0 ? "{" : ","}${JSON.stringify(name)}:`;
    const value = example[name];
    if (isUrl(value)) return [label, urlWriter(itemPath, product)];
    if (isRecord(value)) return [label, linksWriter(value, product)];
    return [label, writers.get(name) ?? constant(value)];
  });
  return (binding, origin) => {
    let text = "";
    for (const [label, write] of fields) text += label + write(binding, origin);
    text += "}";
    return binding.given === undefined ? text : overlay(text, binding.given);
  };
}

/** Puts what the seed gave in the place of what was worked out. */
function overlay(text: string, given: Readonly<Record<string, unknown>>): string {
  const written = JSON.parse(text) as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) if (name in written) written[name] = value;
  return JSON.stringify(written);
}

/** How the value of each property comes about: from what kind of thing its example is. */
function writersOf(product: Product, accountSid: string): ReadonlyMap<string, Write> {
  const texts = textsOf(product);
  let dates = 0;
  return new Map(
    [...product.examples].map(([name, example]): [string, Write] => {
      const text = texts.get(name);
      if (name === own.identity) return [name, ({ user }) => JSON.stringify(user.identity)];
      if (text !== undefined) return [name, (binding) => quote(text(binding))];
      if (name === own.endpoint) return [name, endpoint];
      const kind = sidKindOf(example);
      if (kind === "Account") return [name, constant(accountSid)];
      if (kind === "Credential") return [name, credentialWriter()];
      if (isDate(example)) return [name, dateWriter(example, dates++)];
      return [name, Array.isArray(example) ? partWriter(example) : constant(example)];
    }),
  );
}

/** The properties that the store keeps, those that can stand in a path among them. */
function textsOf({ examples }: Product): ReadonlyMap<string, Text> {
  const byKind: Readonly<Record<string, Text>> = {
    Binding: ({ sid }) => sid,
    Service: ({ user }) => user.service.sid,
    User: ({ user }) => user.sid,
  };
  const texts = new Map<string, Text>([
    [own.identity, ({ user }) => user.identity],
    [own.type, ({ type }) => type],
  ]);
  for (const [name, example] of examples) {
    const text = byKind[sidKindOf(example) ?? ""];
    if (text !== undefined) texts.set(name, text);
  }
  return texts;
}

function quote(text: string): string {
  return `"${text}"`;
}

function constant(value: unknown): Write {
  const text = JSON.stringify(value);
  return () => text;
}

/** Its form depends on the type of the binding, as far as an example can show. */
function endpoint({ type, sequence }: StoredBinding): string {
  return quote(`${type}-endpoint-${String(sequence).padStart(6, "0")}`);
}

/** A service has one push credential for each type of binding. */
function credentialWriter(): Write {
  const known = new Map<string, Map<string, string>>();
  return ({ type, user: { service } }) => {
    const ofType = known.get(type) ?? new Map<string, string>();
    known.set(type, ofType);
    const text = ofType.get(service.sid) ?? quote(derivedSid("Credential", `${service.sid}/${type}`));
    ofType.set(service.sid, text);
    return text;
  };
}

/** A minute from binding to binding; of the dates of one binding, each some days after the one before. */
function dateWriter(example: string, place: number): Write {
  const start = Date.parse(example);
  const known: string[] = [];
  return ({ sequence }) => {
    const step = sequence % dateSteps;
    const time = start + step * minute + place * (step % 7) * day;
    return (known[step] ??= quote(`${new Date(time).toISOString().slice(0, 19)}Z`));
  };
}

/** The first one, two … of the example's items, in turn. */
function partWriter(example: readonly unknown[]): Write {
  const parts = example.map((_, index) => JSON.stringify(example.slice(0, index + 1)));
  return ({ sequence }) => parts[sequence % parts.length] ?? "[]";
}

function linksWriter(example: Readonly<Record<string, unknown>>, product: Product): Write {
  const links = Object.entries(example).map(([name, url]) => {
    return { label: JSON.stringify(name), write: urlWriter(new URL(String(url)).pathname, product) };
  });
  return (binding, origin) =>
    `{${links.map(({ label, write }) => `${label}:${write(binding, origin)}`).join(",")}}`;
}

/** A URL from a path in which `{properties}` stand, or the examples of properties. */
function urlWriter(path: string, product: Product): Write {
  const texts = [...textsOf(product)];
  const parts = path
    .split("/")
    .slice(1)
    .map((segment): string | Text => {
      const found = texts.find(([name]) => segment === `{${name}}` || segment === product.examples.get(name));
      return found?.[1] ?? segment;
    });
  return (binding, origin) => {
    let path = "";
    for (const part of parts)
      path += `/${typeof part === "string" ? part : encodeURIComponent(part(binding))}`;
    // Of its parts only the origin, which a client may name as it likes, can need escaping.
    return `${JSON.stringify(origin).slice(0, -1)}${path}"`;
  };
}

/** Whether an example is a date, as ISO 8601 writes it. */
export function isDate(example: unknown): example is string {
  return (
    typeof example === "string" && /^\d{4}-\d{2}-\d{2}T/.test(example) && !Number.isNaN(Date.parse(example))
  );
}

/** Whether a value is an object with names of its own. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isUrl(text: unknown): boolean {
  return typeof text === "string" && /^https?:\/\//.test(text);
}
