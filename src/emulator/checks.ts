import { ValidationError } from "../errors.ts";

/** Checks an option and returns it. */
export type Check<Value = unknown> = (name: string, value: unknown) => Value;
/** The options that a call knows, each with its check. */
export type Shape = Readonly<Record<string, Check>>;

/** Describes a value from outside: its kind, its length, and at most its first two characters. */
export function describeValue(value: unknown): string {
  if (typeof value === "string") {
    if (value.length <= 2) return JSON.stringify(value);
    return `a string of ${value.length} characters that starts with ${JSON.stringify(value.slice(0, 2))}`;
  }
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value === undefined || value === null || ["number", "boolean"].includes(typeof value))
    return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/**
 * Reads each option once, own or inherited.
 *
 * @throws ValidationError if an option is unknown or wrong
 */
export function readOptions(
  given: unknown,
  shape: Shape,
  context = "options",
): Readonly<Record<string, unknown>> {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new ValidationError(context, "an object", describeValue(given));
  const unknown = Object.getOwnPropertyNames(given).find((name) => !Object.hasOwn(shape, name));
  if (unknown !== undefined)
    throw new ValidationError(unknown, `one of ${Object.keys(shape).join(", ")}`, "an unknown option");
  const read: Record<string, unknown> = {};
  for (const [name, check] of Object.entries(shape)) {
    const value = isOnlyPolluted(given, name) ? undefined : (given as Record<string, unknown>)[name];
    read[name] = value === undefined ? undefined : check(name, value);
  }
  return Object.freeze(read);
}

function isOnlyPolluted(given: object, name: string): boolean {
  for (let at: unknown = given; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at))
    if (Object.hasOwn(at as object, name)) return false;
  return true;
}

function must(holds: boolean, name: string, expected: string, value: unknown): void {
  if (!holds) throw new ValidationError(name, expected, describeValue(value));
}

const range = (minimum: number, maximum: number) =>
  maximum === Number.MAX_SAFE_INTEGER ? `of ${minimum} or more` : `from ${minimum} to ${maximum}`;

export const number =
  (minimum: number, maximum: number): Check<number> =>
  (name, value) => {
    const holds = typeof value === "number" && value >= minimum && value <= maximum;
    must(holds, name, `a number ${range(minimum, maximum)}`, value);
    return value as number;
  };

export const integer =
  (minimum: number, maximum: number = Number.MAX_SAFE_INTEGER): Check<number> =>
  (name, value) => {
    const holds = Number.isSafeInteger(value) && (value as number) >= minimum && (value as number) <= maximum;
    must(holds, name, `an integer ${range(minimum, maximum)}`, value);
    return value as number;
  };

export const func: Check<(...args: never[]) => unknown> = (name, value) => {
  must(typeof value === "function", name, "a function", value);
  return value as () => unknown;
};

export const text: Check<string> = (name, value) => {
  must(typeof value === "string", name, "a string", value);
  return value as string;
};

export const oneOf =
  <Value>(values: readonly Value[]): Check<Value> =>
  (name, value) => {
    must(values.includes(value as Value), name, `one of ${values.join(", ")}`, value);
    return value as Value;
  };
