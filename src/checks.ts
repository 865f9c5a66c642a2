import { type SidKind, sids } from "../generated/operations.ts";
import { InvalidSidError, ValidationError } from "./errors.ts";

/** Checks the value of an option, and returns it as it will be used. */
export type Check<Value = unknown> = ((name: string, value: unknown) => Value) & {
  /** Whether `undefined` is an error where the option is given: a filter without a value would select everybody. */
  readonly isSelector?: true;
};

/** The options that a call knows, each with its check. */
export type Shape = Readonly<Record<string, Check>>;

/**
 * Reads the options of a call, each known name once, own or inherited; nothing reads the caller's object again.
 * Returns a frozen copy without a prototype, so that `Object.prototype` cannot add an option to it, either.
 *
 * @throws {@link ValidationError} if an option is unknown or has a wrong value
 */
export function readOptions<Options extends object = Record<string, unknown>>(
  given: unknown,
  shape: Shape,
  context = "options",
): Readonly<Options> {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw invalid(context, "an object", given);
  assertKnownNames(given, shape);
  const options: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, check] of Object.entries(shape)) {
    const value: unknown = (given as Record<string, unknown>)[name];
    if (!isOwnOrInherited(given, name) && (value === undefined || value === rootValue(name))) continue;
    if (value === undefined && check.isSelector) throw invalid(name, "a value", value);
    if (value === undefined) continue;
    const checked = check(name, value);
    // A method of a class needs its instance.
    const isMethod = typeof checked === "function" && !Object.hasOwn(given, name);
    options[name] = isMethod ? bind(checked as () => unknown, given) : checked;
  }
  return Object.freeze(options) as Options;
}

/** Makes a function of a method. */
function bind(method: (...values: unknown[]) => unknown, given: object): (...values: unknown[]) => unknown {
  return (...values) => method.apply(given, values);
}

/** Options with others put in, if these have a value; without a prototype as well. */
export function mergeOptions<Options extends object>(
  options: Options,
  more: Partial<Options>,
): Readonly<Options> {
  const given = Object.entries(more).filter(([, value]) => value !== undefined);
  return Object.freeze(Object.assign(Object.create(null), options, Object.fromEntries(given)) as Options);
}

/** Throws if the object has an own name that is unknown: a misspelt filter must not go unnoticed. */
function assertKnownNames(given: object, shape: Shape): void {
  for (const name of Reflect.ownKeys(given)) {
    if (typeof name === "string" && !Object.hasOwn(shape, name)) throw unknownOption(name, shape);
  }
  // Inherited names are options, too, but a class may have methods and accessors of its own.
  for (const name in given) {
    const isKnown = Object.hasOwn(shape, name) || !isOwnOrInherited(given, name);
    if (!isKnown && typeof (given as Record<string, unknown>)[name] !== "function")
      throw unknownOption(name, shape);
  }
}

/** Whether a name comes from the object or its prototypes, and not from `Object.prototype`. */
function isOwnOrInherited(given: object, name: string): boolean {
  for (let holder: object | null = given; holder; holder = Object.getPrototypeOf(holder) as object | null) {
    if (Object.hasOwn(holder, name)) return !isRootPrototype(holder);
  }
  return false;
}

/** `Object.prototype`, of this realm or another. */
function isRootPrototype(holder: object): boolean {
  return Object.getPrototypeOf(holder) === null && Object.hasOwn(holder, "isPrototypeOf");
}

/** What `Object.prototype` holds under a name. A `Proxy` may answer with more than it shows to have. */
function rootValue(name: string): unknown {
  return (Object.prototype as unknown as Record<string, unknown>)[name];
}

function unknownOption(name: string, shape: Shape): ValidationError {
  const known = Object.keys(shape).join(", ");
  // A secret in the place of a name has digits, or is longer than any name.
  const isWord = /^[A-Za-z_]{1,30}$/.test(name);
  const message = `Unknown option ${isWord ? `'${name}'` : "name"}; expected one of ${known}`;
  return new ValidationError(isWord ? name : "options", `one of ${known}`, "an unknown option", message);
}

/** The error about a value. */
export function invalid(name: string, expected: string, value: unknown): ValidationError {
  return new ValidationError(name, expected, describeValue(value));
}

/**
 * Describes a value from outside for a message: its kind and length, and how it begins if that may be the letters
 * of a SID. Nothing else puts a caller's value into a message, because a secret may have been passed in its place.
 */
export function describeValue(value: unknown): string {
  if (typeof value === "string") return describeString(value);
  if (typeof value === "number") return String(value).length <= 6 ? String(value) : "a number";
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : `an array of ${value.length}`;
  if (value === null || value === undefined || typeof value === "boolean") return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function describeString(value: string): string {
  if (value === "") return "an empty string";
  const start = value.length >= 8 ? /^[A-Z]{2}/.exec(value)?.[0] : undefined;
  const length = `a string of ${value.length} character${value.length === 1 ? "" : "s"}`;
  return start === undefined ? length : `${length} that begins with "${start}"`;
}

/** A check of one kind of value. */
function check<Value>(expected: string, isValid: (value: unknown) => boolean): Check<Value> {
  return (name, value) => {
    if (isValid(value)) return value as Value;
    throw invalid(name, expected, value);
  };
}

/** An integer from `minimum` to `maximum`. */
export const integer = (minimum: number, maximum = Number.MAX_SAFE_INTEGER): Check<number> =>
  check(
    `an integer ${maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`}`,
    (value) => Number.isSafeInteger(value) && (value as number) >= minimum && (value as number) <= maximum,
  );

/** A number from `minimum` to `maximum`. */
export const number = (minimum: number, maximum: number): Check<number> =>
  check(
    `a number from ${minimum} to ${maximum}`,
    (value) => typeof value === "number" && value >= minimum && value <= maximum,
  );

/** The longest that a timer can run, in milliseconds; beyond it, a timer fires immediately. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** Milliseconds. */
export const duration = (minimum: number): Check<number> =>
  check(
    `milliseconds, from ${minimum} to ${LONGEST_TIMER}, or Infinity`,
    (value) =>
      typeof value === "number" && value >= minimum && (value <= LONGEST_TIMER || value === Infinity),
  );

/** True or false. */
export const boolean: Check<boolean> = check("true or false", (value) => typeof value === "boolean");

/** A function. */
export const func: Check<(...values: never[]) => unknown> = check(
  "a function",
  (value) => typeof value === "function",
);

/** A string. */
export const text: Check<string> = check("a string", (value) => typeof value === "string");

/** One of these strings. */
export const oneOf = <Value>(values: readonly Value[]): Check<Value> =>
  check(`one of ${values.join(", ")}`, (value) => values.includes(value as Value));

/** An object with these methods. */
export const objectWith = (expected: string, methods: readonly string[]): Check =>
  check(
    expected,
    (value) =>
      typeof value === "object" &&
      value !== null &&
      methods.every((name) => typeof (value as Record<string, unknown>)[name] === "function"),
  );

/** Marks a check as that of a filter. */
export const selector = (checkValue: (name: string, value: unknown) => unknown): Check =>
  Object.assign((name: string, value: unknown) => checkValue(name, value), { isSelector: true as const });

/** Compiled once. The patterns themselves are the spec's. */
const patterns = /* @__PURE__ */ Object.fromEntries(
  /* @__PURE__ */ Object.entries(sids).map(([kind, { pattern }]) => [kind, new RegExp(pattern)]),
) as Record<SidKind, RegExp>;

/** Whether a value is a SID of the kind. */
export function isSid(kind: SidKind, value: unknown): value is string {
  return typeof value === "string" && patterns[kind].test(value);
}

/** Returns the value if it is a SID of the kind. @throws {@link InvalidSidError} if it is not */
export function parseSid(kind: SidKind, value: unknown, parameter: string): string {
  if (isSid(kind, value)) return value;
  throw new InvalidSidError(
    parameter,
    kind,
    `${kind} SID matching ${sids[kind].pattern}`,
    describeValue(value),
  );
}
