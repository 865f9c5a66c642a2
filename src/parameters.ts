import type { Operation, QueryParameter } from "../generated/operations.ts";
import { ValidationError, show } from "./errors.ts";
import { checkInteger } from "./options.ts";
import { parseSid } from "./sids.ts";

/** Values of path parameters by name, checked. */
export type PathValues = Readonly<Record<string, string>>;

/** Values of query parameters by name, checked. What is undefined is not sent. */
export type QueryValues = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/**
 * Names the values of an operation's path parameters, in their order, and checks each: a SID must be of its kind,
 * anything else must stay one segment of the path.
 *
 * @throws InvalidSidError, ValidationError
 */
export function pathValues(operation: Operation, values: readonly unknown[]): PathValues {
  const checked: Record<string, string> = {};
  let index = 0;
  for (const name in operation.pathParameters) {
    if (index === values.length) break;
    const value = values[index++];
    const sid = operation.pathParameters[name]?.sid;
    checked[name] = sid ? parseSid(sid, value, name) : checkSegment(name, value);
  }
  return checked;
}

/** Puts checked values into a path template. This is openapi-fetch's path serializer. */
export function serializePath(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

/**
 * Reads the query out of a caller's options: the option of a query parameter is its name with a small first letter.
 *
 * @throws ValidationError
 */
export function queryValues(operation: Operation, options: Readonly<Record<string, unknown>>): QueryValues {
  return Object.fromEntries(
    Object.entries(operation.query).map(([name, parameter]) => {
      const option = optionName(name);
      return [name, queryValue(option, parameter, options[option])];
    }),
  );
}

/** The option that stands for a query parameter. */
export function optionName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function queryValue(option: string, parameter: QueryParameter, value: unknown): QueryValues[string] {
  if (value === undefined) return undefined;
  switch (parameter.type) {
    case "integer":
      checkInteger(option, value, parameter.minimum ?? 0);
      // The page size only tunes round trips: more than the API gives is brought down to what it gives.
      return Math.min(value as number, parameter.maximum ?? Infinity);
    case "string":
      return checkText(option, value, parameter.enum);
    case "array": {
      const list: readonly unknown[] = Array.isArray(value) ? value : [value];
      // No value at all would be sent as no filter at all.
      if (list.length === 0) throw new ValidationError(option, "at least one value", show(value));
      return [...new Set(list.map((item) => checkText(option, item, parameter.enum)))];
    }
    default:
      return parameter.type satisfies never;
  }
}

function checkText(name: string, value: unknown, allowed?: readonly string[]): string {
  if (allowed) {
    if (typeof value === "string" && allowed.includes(value)) return value;
    throw new ValidationError(name, `one of ${allowed.join(", ")}`, show(value));
  }
  if (typeof value !== "string" || value === "")
    throw new ValidationError(name, "a string that is not empty", show(value));
  if (!isEncodable(value)) throw new ValidationError(name, "well-formed Unicode", show(value));
  return value;
}

function checkSegment(name: string, value: unknown): string {
  const text = checkText(name, value);
  // URL parsers take these for steps in the path, percent-encoded or not, so they cannot be sent as a value.
  if (text === "." || text === "..")
    throw new ValidationError(name, 'anything but "." and ".."', show(value));
  return text;
}

function isEncodable(text: string): boolean {
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false; // a lone surrogate
  }
}
