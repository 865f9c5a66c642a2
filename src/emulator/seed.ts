import type { Property } from "../../generated/emulation.ts";
import type { SidKind } from "../../generated/operations.ts";
import { type Check, integer, invalid, isObject, oneOf, parseSid, readOptions } from "../checks.ts";
import { ValidationError } from "../errors.ts";
import type { BindingType, ChatBinding, ChatUserBinding, ServiceBinding } from "../types.ts";
import { type DocumentName, type Product, products } from "./catalog.ts";

type Properties = ServiceBinding & ChatBinding & ChatUserBinding;
/** SIDs are checked when they are seeded, so that a plain string will do. */
type Given<Value> = Value extends string ? string : Value extends string[] ? readonly string[] : Value;
type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;
type GivenProperties = {
  readonly [Name in keyof Properties]?:
    (Name extends "binding_type" ? BindingType : Given<Properties[Name]>) | undefined;
};

/**
 * Bindings to put into the emulator. Any property of the API's own resource can be given, in its own spelling or
 * in camelCase; those left out get values that vary from binding to binding.
 */
export type BindingSeed = GivenProperties & {
  readonly [Name in keyof GivenProperties as CamelCase<Name>]?: GivenProperties[Name];
} & {
  /** The product, by the name of its document. Chat and IP Messaging share their bindings. @default "conversations_v1" */
  readonly document?: DocumentName | undefined;
  /** The service, whatever the product calls it. @default the emulator's `serviceSid` */
  readonly serviceSid?: string | undefined;
  /** How many bindings. @default 1 */
  readonly count?: number | undefined;
};

/** A seed, checked. */
export interface CheckedSeed {
  readonly product: Product;
  readonly count: number;
  readonly serviceSid: string;
  readonly sid: string | undefined;
  readonly userSid: string | undefined;
  readonly identity: string | undefined;
  readonly type: string | undefined;
  /** All properties that were given, in the API's spelling. */
  readonly given: Readonly<Record<string, unknown>> | undefined;
}

/** The product that is not past its end of life. */
const defaultDocument: DocumentName = "conversations_v1";
/** More than a process has memory for. */
const count = integer(0, 10_000_000);
const document = oneOf(products.flatMap(({ documents }) => documents));

/** Checks what `seed` is called with. @throws ValidationError naming the property that is wrong */
export function readSeeds(seeds: unknown, serviceSid: string): readonly CheckedSeed[] {
  if (typeof seeds !== "number") return [seeds].flat().map((seed) => readSeed(seed, serviceSid));
  const options = { count: count("count", seeds) };
  return products.map((product) => checkedSeed(product, options, serviceSid));
}

function readSeed(seed: unknown, serviceSid: string): CheckedSeed {
  const name = document("document", (seed as BindingSeed | null)?.document ?? defaultDocument);
  const product = products.find(({ documents }) => documents.includes(name)) as Product;
  const shape: Record<string, Check> = { count, document };
  for (const [name, property] of Object.entries(product.properties))
    for (const spelling of spellingsOf(name, property)) shape[spelling] = checkOf(property);
  return checkedSeed(product, readOptions(seed, shape, "seed"), serviceSid);
}

/** The API's own name, the same in camelCase, and one name for what the products call a service. */
function spellingsOf(name: string, { sid }: Property): readonly string[] {
  const camelCase = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [...new Set([name, camelCase, ...(sid === "Service" ? ["serviceSid"] : [])])];
}

function checkOf({ type, sid, enum: values, nullable }: Property): Check {
  const check: Check = sid
    ? (name, value) => parseSid(sid, value, name)
    : values
      ? oneOf(values)
      : valueOf(...rules[type]);
  return (name, value) => (value === null && nullable ? null : check(name, value));
}

const valueOf =
  (expected: string, isValid: (value: unknown) => boolean): Check =>
  (name, value) => {
    if (isValid(value)) return value;
    throw invalid(name, expected, value);
  };

/** Without lone surrogates: those cannot stand in a URL. */
const isText = (value: unknown): value is string =>
  typeof value === "string" && !/\p{Surrogate}/u.test(value);
const isDate = (value: unknown) =>
  isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value));

type Rule = readonly [expected: string, isValid: (value: unknown) => boolean];
const nonEmpty: Rule = ["a well-formed string that is not empty", (value) => isText(value) && value !== ""];
const rules: Readonly<Record<Property["type"], Rule>> = {
  sid: nonEmpty,
  string: nonEmpty,
  uri: nonEmpty,
  other: ["any value", () => true],
  strings: ["an array of strings", (value) => Array.isArray(value) && value.every(isText)],
  uris: ["an object of strings", (value) => isObject(value) && Object.values(value).every(isText)],
  "date-time": ["an ISO 8601 date and time", isDate],
};

/** Brings the properties into the API's spelling, and finds those that the store itself knows. */
function checkedSeed(
  product: Product,
  options: Readonly<Record<string, unknown>>,
  serviceSid: string,
): CheckedSeed {
  const properties = Object.entries(product.properties);
  const given: Record<string, unknown> = {};
  for (const [name, property] of properties) {
    const [spelling, second] = spellingsOf(name, property).filter((one) => options[one] !== undefined);
    if (second !== undefined) throw new ValidationError(second, `only one spelling of ${name}`, "several");
    if (spelling !== undefined) given[name] = structuredClone(options[spelling]);
  }
  // A date that is left out is that of the others, or a binding could be updated before it was created.
  const dates = properties.flatMap(([name, { type }]) => (type === "date-time" ? [name] : []));
  const date = dates.map((name) => given[name]).find((value) => value !== undefined);
  for (const name of date === undefined ? [] : dates) given[name] ??= date;
  const givenSid = (kind: SidKind) => {
    const [name = ""] = properties.find(([, { sid }]) => sid === kind) ?? [];
    return given[name] as string | undefined;
  };
  return {
    product,
    count: (options["count"] as number | undefined) ?? 1,
    serviceSid: givenSid("Service") ?? serviceSid,
    sid: givenSid("Binding"),
    userSid: givenSid("User"),
    identity: given["identity"] as string | undefined,
    type: given["binding_type"] as string | undefined,
    given: Object.keys(given).length === 0 ? undefined : given,
  };
}
