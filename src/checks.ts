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
  if (!isObject(given) || !isRecord(given)) throw invalid(context, "an object of options", given);
  const holders = prototypesOf(given);
  // `Object.prototype`, of this realm or another.
  const root = Object.hasOwn(holders.at(-1) ?? {}, "isPrototypeOf") ? holders.pop() : undefined;
  assertKnownNames(given, holders, shape);
  const options = Object.create(null) as Record<string, unknown>;
  for (const [name, check] of Object.entries(shape)) {
    const value = given[name];
    // A proxy may have values under names that it does not show.
    const isOfRoot = value === root?.[name];
    if (isOfRoot && !holders.some((holder) => Object.hasOwn(holder, name))) continue;
    if (value === undefined && check.isSelector) throw invalid(name, "a value", value);
    if (value !== undefined) options[name] = bindMethod(given, name, check(name, value));
  }
  return Object.freeze(options) as Options;
}

/** Whether an object has options as properties. A `Map`, a promise or a signal would read as no options at all. */
function isRecord(given: object): boolean {
  return /^\[object (Object|Module)\]$/.test(Object.prototype.toString.call(given));
}

/** Options with others put in, if these have a value; without a prototype as well. */
export function mergeOptions<Options extends object>(options: Options, more: Partial<Options>): Options {
  const merged = Object.assign(Object.create(null), options) as Options;
  for (const [name, value] of Object.entries(more)) {
    if (value !== undefined) Object.assign(merged, { [name]: value });
  }
  return Object.freeze(merged);
}

/** The object and what it inherits from. */
export function prototypesOf(given: object): Record<string, unknown>[] {
  const parent = Object.getPrototypeOf(given) as object | null;
  return [given as Record<string, unknown>, ...(parent ? prototypesOf(parent) : [])];
}

/** Throws if a name is unknown: a misspelt filter must not go unnoticed. */
function assertKnownNames(given: Record<string, unknown>, holders: readonly object[], shape: Shape): void {
  const known = Object.keys(shape);
  for (const holder of holders) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      if (Object.hasOwn(shape, name)) continue;
      // A class may have methods and accessors of its own.
      const isOfClass =
        holder !== given &&
        (!Object.prototype.propertyIsEnumerable.call(holder, name) || typeof given[name] === "function");
      if (isOfClass) continue;
      // A secret in the place of a name has digits, or is longer than any name.
      const isWord = /^[A-Za-z_]{1,30}$/.test(name);
      const message = `Unknown option ${isWord ? `'${name}'` : "name"}; expected one of ${known.join(", ")}`;
      throw new ValidationError(isWord ? name : "options", "", "", message);
    }
  }
}

/** A method of a class needs its instance. */
function bindMethod(given: object, name: string, value: unknown): unknown {
  if (typeof value !== "function" || Object.hasOwn(given, name)) return value;
  return (...values: unknown[]): unknown => Reflect.apply(value, given, values);
}

/** The error about a value. */
export function invalid(name: string, expected: string, value: unknown): ValidationError {
  return new ValidationError(name, expected, describeValue(value));
}

/**
 * Describes a value from outside for a message: its kind and length, and how it begins if that may be the letters
 * of a SID. Nothing else puts a caller's value into a message, because a secret may have been passed in its place.
 */
function describeValue(value: unknown): string {
  if (typeof value === "string") return describeString(value);
  // A longer number may be that of a user.
  if (typeof value === "number") return value >= 100 ? "a number" : String(value);
  if (Array.isArray(value)) return `an array of length ${value.length}`;
  if (value === null || value === undefined || typeof value === "boolean") return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function describeString(value: string): string {
  if (value === "") return "an empty string";
  const start = value.length >= 8 ? /^[A-Z]{2}/.exec(value)?.[0] : undefined;
  const length = `a string of length ${value.length}`;
  return start === undefined ? length : `${length} that begins with "${start}"`;
}

/** Whether a value is an object, as JSON has it. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A check of one kind of value. */
export function check<Value>(expected: string, isValid: (value: unknown) => boolean): Check<Value> {
  return (name, value) => {
    if (isValid(value)) return value as Value;
    throw invalid(name, expected, value);
  };
}

const isBetween = (value: unknown, minimum: number, maximum: number) =>
  typeof value === "number" && value >= minimum && value <= maximum;

/** An integer. */
export const integer = (minimum: number): Check<number> =>
  check(
    `an integer of at least ${minimum}`,
    (value) => Number.isSafeInteger(value) && isBetween(value, minimum, Infinity),
  );

/** An integer with a maximum. */
export const integerTo = (maximum: number): Check<number> =>
  check(
    `an integer from 0 to ${maximum}`,
    (value) => Number.isInteger(value) && isBetween(value, 0, maximum),
  );

/** An integer of at least 0, or `Infinity`. */
export const limit: Check<number> = (name, value) => (value === Infinity ? value : integer(0)(name, value));

export const number = (minimum: number, maximum: number): Check<number> =>
  check(`a number from ${minimum} to ${maximum}`, (value) => isBetween(value, minimum, maximum));

/** The longest that a timer can run, in milliseconds; beyond it, a timer fires immediately. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** Milliseconds. */
export const duration = (minimum: number): Check<number> =>
  check(
    `milliseconds, from ${minimum} to ${LONGEST_TIMER}, or Infinity`,
    (value) => isBetween(value, minimum, LONGEST_TIMER) || value === Infinity,
  );

export const boolean: Check<boolean> = check("true or false", (value) => typeof value === "boolean");

export const func: Check<(...values: never[]) => unknown> = check(
  "a function",
  (value) => typeof value === "function",
);

export const text: Check<string> = check("a string", (value) => typeof value === "string");

export const oneOf = <Value>(values: readonly Value[]): Check<Value> =>
  check(`one of ${values.join(", ")}`, (value) => values.includes(value as Value));

/** An object with these methods. */
export const objectWith = (expected: string, methods: readonly string[]): Check =>
  check(expected, (value) => isObject(value) && methods.every((name) => typeof value[name] === "function"));

/** Left to what reads it later. */
export const anything: Check = (_, value) => value;

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
