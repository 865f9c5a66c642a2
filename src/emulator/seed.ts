import type { BindingType, ChatBinding, ChatUserBinding, ServiceBinding } from "../types.ts";
import { ValidationError, show } from "../errors.ts";
import { checkInteger, checkNames } from "../options.ts";
import { isSid } from "../sids.ts";
import { type Catalog, type DocumentName, type Product, own, propertyOf, sidKindOf } from "./catalog.ts";
import { isDate, isRecord } from "./render.ts";

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

/** A seed, checked, its properties in the API's spelling. */
export interface CheckedSeed {
  readonly product: Product;
  readonly count: number;
  readonly serviceSid: string | undefined;
  readonly sid: string | undefined;
  readonly userSid: string | undefined;
  readonly identity: string | undefined;
  readonly type: string | undefined;
  /** The other properties that were given. */
  readonly given: Readonly<Record<string, unknown>> | undefined;
}

/** The product that is not past its end of life. */
const defaultDocument: DocumentName = "conversations_v1";

/** Checks a seed. @throws ValidationError naming what is wrong with it */
export function checkSeed(seed: BindingSeed, catalog: Catalog): CheckedSeed {
  if (!isRecord(seed))
    throw new ValidationError("seed", "a number, an object or an array of objects", show(seed));
  const { document = defaultDocument, serviceSid, count = 1, ...rest } = seed;
  const product = productOf(document, catalog);
  checkInteger("count", count, 0);
  const given = new Map<string, unknown>();
  if (serviceSid !== undefined) given.set(namesOfKinds(product)["Service"] ?? "", serviceSid);
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) addProperty(given, name, value);
  checkNames(Object.fromEntries(given), [...product.examples.keys()]);
  for (const [name, value] of given) checkProperty(product, name, value);
  return sift(product, count, given);
}

function productOf(document: DocumentName, { products }: Catalog): Product {
  const product = products.find(({ documents }) => documents.includes(document));
  if (product !== undefined) return product;
  const known = products.flatMap(({ documents }) => documents);
  throw new ValidationError("document", `one of ${known.join(", ")}`, show(document));
}

function addProperty(given: Map<string, unknown>, spelling: string, value: unknown): void {
  const name = propertyOf(spelling);
  if (given.has(name)) throw new ValidationError(spelling, `only one spelling of ${name}`, "several");
  given.set(name, value);
}

function checkProperty(product: Product, name: string, value: unknown): void {
  const addressing = product.addressing.has(name);
  if (value === null && !addressing) return;
  if (value === "" && addressing) throw new ValidationError(name, "text that is not empty", show(value));
  const [expected, holds] = ruleOf(product, name);
  if (!holds(value)) throw new ValidationError(name, expected, show(value));
}

/** What a property must be, going by its values or its example. */
function ruleOf(
  { examples, enums }: Product,
  name: string,
): [expected: string, holds: (value: unknown) => boolean] {
  const example = examples.get(name);
  const values: readonly unknown[] | undefined = enums.get(name);
  if (values !== undefined) return [`one of ${values.join(", ")}`, (value) => values.includes(value)];
  const kind = sidKindOf(example);
  if (kind !== undefined) return [`a SID of kind ${kind}`, (value) => isSid(kind, value)];
  if (isDate(example)) return ["a date as ISO 8601 writes it", isDate];
  if (Array.isArray(example))
    return ["an array of texts", (value) => Array.isArray(value) && value.every(isText)];
  if (isRecord(example)) {
    return ["an object of texts", (value) => isRecord(value) && Object.values(value).every(isText)];
  }
  return ["well-formed text", isText];
}

/** Text without lone surrogates: those cannot stand in a URL. */
function isText(value: unknown): value is string {
  return typeof value === "string" && !/\p{Surrogate}/u.test(value);
}

/** Names of the properties that tell a binding's own, its service's and its user's SID. */
function namesOfKinds({ examples, addressing }: Product): Readonly<Record<string, string>> {
  return Object.fromEntries([...addressing].map((name) => [sidKindOf(examples.get(name)) ?? "", name]));
}

function sift(product: Product, count: number, given: Map<string, unknown>): CheckedSeed {
  const names = namesOfKinds(product);
  const take = (name: string | undefined) => {
    const value = name === undefined ? undefined : given.get(name);
    if (name !== undefined) given.delete(name);
    return value as string | undefined;
  };
  return {
    product,
    count,
    serviceSid: take(names["Service"]),
    sid: take(names["Binding"]),
    userSid: take(names["User"]),
    identity: take(own.identity),
    type: take(own.type),
    given: given.size === 0 ? undefined : Object.fromEntries(given),
  };
}
