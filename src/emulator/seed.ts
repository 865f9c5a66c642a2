import type { Property } from "../../generated/emulation.ts";
import type { SidKind } from "../../generated/operations.ts";
import { ValidationError } from "../errors.ts";
import type { BindingType, ChatBinding, ChatUserBinding, ServiceBinding } from "../types.ts";
import type { Catalog, DocumentName, Product } from "./catalog.ts";
import { type Check, type Shape, describeValue, integer, oneOf, readOptions, isSid } from "../checks.ts";

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
  /** The other properties that were given, in the API's spelling. */
  readonly given: Readonly<Record<string, unknown>> | undefined;
}

type Rule = readonly [expected: string, holds: (value: unknown) => boolean];

/** The product that is not past its end of life. */
const defaultDocument: DocumentName = "conversations_v1";
/** More than a process has memory for. */
const maximumCount = 10_000_000;

/** Creates the function that checks what `seed` is called with. It throws ValidationError, naming what is wrong. */
export function createSeedReader({ products }: Catalog, serviceSid: string) {
  const shapes = new Map(products.map((product) => [product, shapeOf(product)]));
  const documents = products.flatMap((product) => product.documents);
  const readOne = (seed: unknown): CheckedSeed => {
    const document = (seed as BindingSeed | null)?.document ?? defaultDocument;
    const product = products.find((one) => one.documents.includes(document));
    if (product === undefined)
      throw new ValidationError("document", `one of ${documents.join(", ")}`, describeValue(document));
    return sift(product, readOptions(seed, shapes.get(product) ?? {}, "seed"), serviceSid);
  };
  return (seeds: unknown): readonly CheckedSeed[] => {
    if (typeof seeds !== "number") return (Array.isArray(seeds) ? seeds : [seeds]).map(readOne);
    const count = integer(0, maximumCount)("count", seeds);
    return products.map((product) => sift(product, { count }, serviceSid));
  };
}

/** The properties of a product's bindings in both spellings, and what goes with them. */
function shapeOf({ documents, properties }: Product): Shape {
  const shape: Record<string, Check> = { count: integer(0, maximumCount), document: oneOf(documents) };
  for (const [name, property] of Object.entries(properties)) {
    shape[name] = shape[camelCase(name)] = checkOf(property);
    if (property.sid === "Service") shape["serviceSid"] = checkOf(property);
  }
  return shape;
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function checkOf({ type, sid, enum: values, nullable }: Property): Check {
  const [expected, holds] =
    sid !== undefined
      ? [`a SID of kind ${sid}`, (value: unknown) => isSid(sid, value)]
      : values !== undefined
        ? [`one of ${values.join(", ")}`, (value: unknown) => values.includes(value as string)]
        : rules[type];
  return (name, value) => {
    if ((value === null && nullable) || holds(value)) return value;
    throw new ValidationError(name, expected, describeValue(value));
  };
}

const nonEmpty: Rule = ["a well-formed string that is not empty", (value) => isText(value) && value !== ""];
const rules: Readonly<Record<Property["type"], Rule>> = {
  sid: nonEmpty,
  string: nonEmpty,
  uri: nonEmpty,
  other: ["any value", () => true],
  strings: ["an array of strings", (value) => Array.isArray(value) && value.every(isText)],
  uris: ["an object of strings", (value) => isRecord(value) && Object.values(value).every(isText)],
  "date-time": [
    "an ISO 8601 date and time",
    (value) =>
      isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value)),
  ],
};

/** Text without lone surrogates: those cannot stand in a URL. */
function isText(value: unknown): value is string {
  return typeof value === "string" && !/\p{Surrogate}/u.test(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Brings the properties into one spelling, and tells those that the store itself knows from the others. */
function sift(product: Product, options: Readonly<Record<string, unknown>>, service: string): CheckedSeed {
  const properties = Object.entries(product.properties);
  const values = new Map<string, unknown>();
  for (const [name, { sid }] of properties) {
    const spellings = new Set([name, camelCase(name), ...(sid === "Service" ? ["serviceSid"] : [])]);
    const [spelling, second] = [...spellings].filter((one) => options[one] !== undefined);
    if (second !== undefined) throw new ValidationError(second, `only one spelling of ${name}`, "several");
    if (spelling !== undefined) values.set(name, structuredClone(options[spelling]));
  }
  // A date that is left out is that of the others, or a binding could be updated before it was created.
  const dates = properties.flatMap(([name, { type }]) => (type === "date-time" ? [name] : []));
  const date = values.get(dates.find((name) => values.has(name)) ?? "");
  for (const name of date === undefined ? [] : dates) values.set(name, values.get(name) ?? date);
  const take = (found: string | undefined): string | undefined => {
    const value = values.get(found ?? "");
    values.delete(found ?? "");
    return value as string | undefined;
  };
  const takeSid = (kind: SidKind) => take(properties.find(([, { sid }]) => sid === kind)?.[0]);
  return {
    product,
    count: (options["count"] as number | undefined) ?? 1,
    serviceSid: takeSid("Service") ?? service,
    sid: takeSid("Binding"),
    userSid: takeSid("User"),
    identity: take("identity"),
    type: take("binding_type"),
    given: values.size === 0 ? undefined : Object.fromEntries(values),
  };
}
