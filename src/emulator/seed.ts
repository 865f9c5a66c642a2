import type { Property } from "../../generated/emulation.ts";
import { type Check, anything, check, integerTo, invalid, isObject, oneOf, readOptions } from "../checks.ts";
import { ValidationError } from "../errors.ts";
import type { BindingType, ChatBinding, ChatUserBinding, ServiceBinding } from "../types.ts";
import { type DocumentName, type Product, documents, productOf, products } from "./catalog.ts";
import { sidOf } from "./options.ts";

type Properties = ServiceBinding & ChatBinding & ChatUserBinding;
/** SIDs are checked when they are seeded, so that a plain string will do. */
type Given<Value> = Value extends string ? string : Value extends string[] ? readonly string[] : Value;
type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;
/** Properties in the API's own spelling. */
export type GivenProperties = {
  readonly [Name in keyof Properties]?:
    (Name extends "binding_type" ? BindingType : Given<Properties[Name]>) | undefined;
};

/**
 * Bindings to add to the emulator. All properties of the API's resource are accepted, in its spelling or in camelCase.
 * Omitted properties get values that vary from binding to binding.
 */
export type BindingSeed = GivenProperties & {
  readonly [Name in keyof GivenProperties as CamelCase<Name>]?: GivenProperties[Name];
} & {
  /** The product, by the name of its document. Chat and IP Messaging share their bindings. @default "conversations_v1" */
  readonly document?: DocumentName | undefined;
  /** The service, whatever the product calls it. @default the emulator's `serviceSid` */
  readonly serviceSid?: string | undefined;
  /** Number of bindings. @default 1 */
  readonly count?: number | undefined;
};

/** A seed, checked. What was given is in the API's own spelling. */
export interface CheckedSeed {
  readonly product: Product;
  readonly count: number;
  readonly serviceSid: string;
  readonly given: GivenProperties;
}

/** The product that is not past its end of life. */
const defaultDocument: DocumentName = "conversations_v1";
/** At most what a process has memory for. */
export const checkCount = integerTo(10_000_000);

/** Without lone surrogates: those cannot stand in a URL. */
const isText = (value: unknown): value is string =>
  typeof value === "string" && !/\p{Surrogate}/u.test(value);
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const isDate = (value: unknown) => isText(value) && dateTime.test(value) && !Number.isNaN(Date.parse(value));

const nonEmpty = check("a well-formed string that is not empty", (value) => isText(value) && value !== "");
const checks: Readonly<Partial<Record<Property["type"], Check>>> = {
  other: anything,
  strings: check("an array of strings", (value) => Array.isArray(value) && Array.from(value).every(isText)),
  uris: check("an object of strings", (value) => isObject(value) && Object.values(value).every(isText)),
  "date-time": check("an ISO 8601 date and time with its zone", isDate),
};

const shapes = new Map(products.map((product) => [product, shapeOf(product)]));
/** What a seed can have, whatever its document. */
const names = Object.fromEntries([...shapes.values()].flatMap(Object.keys).map((name) => [name, anything]));

/** Checks what `seed` is called with. @throws ValidationError naming the property that is wrong */
export function readSeeds(seeds: unknown, serviceSid: string): readonly CheckedSeed[] {
  const inEach = products.map(({ documents }) => ({ document: documents[0], count: seeds }));
  const list: readonly unknown[] = typeof seeds === "number" ? inEach : [seeds].flat();
  return list.map((seed) => readSeed(seed, serviceSid));
}

function readSeed(seed: unknown, defaultService: string): CheckedSeed {
  const read = readOptions<BindingSeed>(seed, names, "seed");
  const { document = defaultDocument } = read;
  const product = productOf(document);
  if (product === undefined) throw invalid("document", `one of ${documents.join(", ")}`, document);
  const options = readOptions(read, shapes.get(product) ?? {});
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
  const [service = ""] = properties.find(([, { sid }]) => sid === "Service") ?? [];
  const { count = 1 } = options as BindingSeed;
  return { product, count, serviceSid: (given[service] ?? defaultService) as string, given };
}

function shapeOf({ properties }: Product) {
  const shape: Record<string, Check> = { count: checkCount, document: oneOf(documents) };
  for (const [name, property] of Object.entries(properties))
    for (const spelling of spellingsOf(name, property)) shape[spelling] = checkOf(property);
  return shape;
}

/** The API's own name, the same in camelCase, and one name for what the products call a service. */
function spellingsOf(name: string, { sid }: Property): readonly string[] {
  const camelCase = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [...new Set([name, camelCase, ...(sid === "Service" ? ["serviceSid"] : [])])];
}

function checkOf({ type, sid, enum: values, nullable }: Property): Check {
  const checkValue = sid ? sidOf(sid) : values ? oneOf(values) : (checks[type] ?? nonEmpty);
  return (name, value) => (value === null && nullable ? null : checkValue(name, value));
}
