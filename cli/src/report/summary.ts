import { type Age, ageLabels, ageOf } from "../selection/ages.ts";
import type { Found } from "../selection/read.ts";

/** What a report says. Lists are sorted by number, the largest first, but ages by age. */
export interface Summary {
  readonly bindings: number;
  readonly users: number;
  readonly withoutCredential: number;
  readonly services: readonly ServiceCount[];
  readonly types: readonly TypeCount[];
  /** Credentials that bindings have. */
  readonly credentials: readonly CredentialCount[];
  readonly ages: readonly AgeCount[];
  /** `null` counts bindings that ask for no message type. A binding with several counts for each. */
  readonly messageTypes: readonly MessageTypeCount[];
  /** Bindings without credential, by their type. */
  readonly withoutCredentialTypes: readonly TypeCount[];
  readonly topUsers: readonly UserCount[];
}

export interface ServiceCount {
  readonly service: string;
  readonly bindings: number;
  readonly users: number;
  readonly withoutCredential: number;
}
export interface TypeCount {
  readonly type: string | null;
  readonly bindings: number;
}
export interface CredentialCount {
  readonly credential: string;
  readonly types: readonly (string | null)[];
  readonly bindings: number;
}
export interface AgeCount {
  readonly age: Age;
  readonly bindings: number;
}
export interface MessageTypeCount {
  readonly messageType: string | null;
  readonly bindings: number;
}
export interface UserCount {
  readonly user: string;
  readonly service: string;
  readonly bindings: number;
}

export interface SummaryOptions {
  /** The time that ages are counted from, in milliseconds. */
  readonly now: number;
  /** How many of the users with most bindings are named. */
  readonly top: number;
  /** Services and types that are named even where there is no binding of them. */
  readonly services?: readonly string[];
  readonly types?: readonly string[];
}

/** How often each key occurs. */
type Counter<Key> = Map<Key, number>;

/** What is kept of a service. */
interface Service {
  bindings: number;
  withoutCredential: number;
  /** By identity, which names a user of this service only. */
  readonly users: Counter<string>;
}

/**
 * Counts bindings as they come. Memory does not grow with the bindings, but with what is told apart: 80 to 100 bytes
 * for each user, next to nothing for types, credentials and services.
 */
export async function summarize(bindings: AsyncIterable<Found>, options: SummaryOptions): Promise<Summary> {
  const services = new Map((options.services ?? []).map((name) => [name, createService()]));
  const types: Counter<string | null> = new Map((options.types ?? []).map((type) => [type, 0]));
  const ages: Counter<Age> = new Map(ageLabels.map((age) => [age, 0]));
  const credentials = new Map<string, Counter<string | null>>();
  const messageTypes: Counter<string | null> = new Map();
  const withoutCredential: Counter<string | null> = new Map();

  for await (const { service: name, binding } of bindings) {
    const service = getOrCreate(services, name, createService);
    const type = textOf(binding.binding_type);
    const credential = textOf(binding.credential_sid);
    const identity = textOf(binding.identity);
    service.bindings++;
    if (identity !== null) increment(service.users, identity);
    increment(types, type);
    increment(ages, ageOf(binding.date_updated, options.now));
    for (const messageType of messageTypesOf(binding.message_types)) increment(messageTypes, messageType);
    if (credential === null) {
      service.withoutCredential++;
      increment(withoutCredential, type);
    } else increment(getOrCreate(credentials, credential, createCounter), type);
  }

  const perService = [...services].map(([service, counts]) => ({
    service,
    ...counts,
    users: counts.users.size,
  }));
  const sum = (of: (one: ServiceCount) => number) => perService.reduce((total, one) => total + of(one), 0);
  return {
    bindings: sum((one) => one.bindings),
    users: sum((one) => one.users),
    withoutCredential: sum((one) => one.withoutCredential),
    services: largestFirst(perService),
    types: countsOf(types, "type"),
    credentials: largestFirst([...credentials].map(([name, counts]) => credentialCount(name, counts))),
    ages: [...ages].map(([age, bindings]) => ({ age, bindings })),
    messageTypes: countsOf(messageTypes, "messageType"),
    withoutCredentialTypes: countsOf(withoutCredential, "type"),
    topUsers: topUsers(services, options.top),
  };
}

const createCounter = (): Counter<string | null> => new Map();

const createService = (): Service => ({ bindings: 0, withoutCredential: 0, users: new Map() });

function getOrCreate<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const found = map.get(key) ?? create();
  map.set(key, found);
  return found;
}

function increment<Key>(counter: Counter<Key>, key: Key): void {
  counter.set(key, (counter.get(key) ?? 0) + 1);
}

/** Most properties can be `null`, and a server may send what the types do not say. */
const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

function messageTypesOf(value: unknown): ReadonlySet<string | null> {
  const texts = Array.isArray(value) ? value.map(textOf).filter((text) => text !== null) : [];
  return new Set<string | null>(texts.length === 0 ? [null] : texts);
}

function countsOf<Name extends string>(counter: Counter<string | null>, name: Name) {
  type Count = Readonly<Record<Name, string | null>> & { readonly bindings: number };
  return largestFirst([...counter].map(([key, bindings]) => ({ [name]: key, bindings }) as Count));
}

function credentialCount(credential: string, counter: Counter<string | null>): CredentialCount {
  const types = countsOf(counter, "type");
  const bindings = types.reduce((total, one) => total + one.bindings, 0);
  return { credential, types: types.map(({ type }) => type), bindings };
}

/** Sorted by number; where that is the same, in the order in which they came. */
function largestFirst<Count extends { readonly bindings: number }>(counts: Count[]): Count[] {
  return counts.sort((a, b) => b.bindings - a.bindings);
}

/** Keeps a short list while it looks at all users, rather than sorting all of them. */
function topUsers(services: ReadonlyMap<string, Service>, top: number): UserCount[] {
  const first: UserCount[] = [];
  for (const [service, { users }] of services) {
    for (const [user, bindings] of users) {
      if (first.length >= top && bindings <= (first.at(-1)?.bindings ?? Infinity)) continue;
      const place = first.findIndex((other) => other.bindings < bindings);
      first.splice(place === -1 ? first.length : place, 0, { user, service, bindings });
      if (first.length > top) first.pop();
    }
  }
  return first;
}
