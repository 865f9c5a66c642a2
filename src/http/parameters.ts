import type { Operation, QueryParameter } from "../../generated/operations.ts";
import { type Shape, integer, invalid, selector, parseSid } from "../checks.ts";
import { ValidationError } from "../errors.ts";

/** Values of path parameters by name, checked. */
export type PathValues = Readonly<Record<string, string>>;

/** Values of query parameters by name, checked. What is `undefined` is not sent. */
export type QueryValues = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/**
 * Checks the values of an operation's path parameters, which come in the order of the path under the names that the
 * caller knows them by: a SID must be of its kind, and anything else must stay one segment.
 *
 * @throws {@link InvalidSidError} or {@link ValidationError}
 */
export function pathValues(operation: Operation, given: Readonly<Record<string, unknown>>): PathValues {
  const values: Record<string, string> = {};
  const names = Object.keys(operation.pathParameters);
  Object.entries(given).forEach(([parameter, value], index) => {
    const name = names[index] ?? "";
    const kind = operation.pathParameters[name]?.sid;
    values[name] = kind ? parseSid(kind, value, parameter) : checkSegment(parameter, value);
  });
  return values;
}

function checkSegment(name: string, value: unknown): string {
  const text = checkText(name, value);
  // URL parsers resolve these, percent-encoded or not, so they cannot be sent.
  if (text === "." || text === "..")
    throw new ValidationError(name, 'anything but "." and ".."', "one of them");
  return text;
}

/** A string that is not empty and can be encoded. */
function checkText(name: string, value: unknown): string {
  if (typeof value !== "string" || value === "") throw invalid(name, "a non-empty string", value);
  if (/\p{Surrogate}/u.test(value)) throw new ValidationError(name, "Unicode", "a lone surrogate");
  return value;
}

/** The path of an operation. */
export function serializePath({ path }: Operation, values: PathValues): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
}

/** A segment of a path as it was before it was encoded; as it is if it is not well encoded. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** A query as it is sent: an array as one pair for each of its values. */
export function serializeQuery(query: QueryValues): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly string[]) : [value]).flatMap((one) =>
      one === undefined ? [] : `${name}=${encodeURIComponent(one as string | number)}`,
    ),
  );
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

/** The option of a query parameter: its name in camelCase. */
export function optionName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** The checks of an operation's query parameters, as options. Filters are selectors. */
export function queryShape(operation: Operation): Shape {
  const checks = Object.entries(operation.query).map(([name, parameter]) => [
    optionName(name),
    parameter.type === "array"
      ? selector((option, value) => checkList(option, value, parameter))
      : checkOne(parameter),
  ]);
  return Object.fromEntries(checks) as Shape;
}

function checkOne({ type, minimum = 0, maximum = Infinity }: QueryParameter): Shape[string] {
  if (type !== "integer") return checkText;
  const isInteger = integer(minimum);
  // A page size only tunes round trips: what is beyond the maximum is reduced to it.
  return (name, value) => Math.min(isInteger(name, value), maximum);
}

function checkList(name: string, value: unknown, parameter: QueryParameter): readonly string[] {
  // Array.from() also copies the holes of an array, which must not be skipped.
  const list: unknown[] = Array.isArray(value) ? Array.from(value) : [value];
  // An empty filter would be sent as no filter, which selects everybody.
  if (list.length === 0) throw invalid(name, "at least one value", value);
  const texts = list.map((one) => {
    const text = checkText(name, one);
    if (parameter.enum?.includes(text) === false)
      throw invalid(name, `one of ${parameter.enum.join(", ")}`, one);
    return text;
  });
  return [...new Set(texts)];
}

/** The query of options that {@link queryShape} has checked. */
export function queryValues(operation: Operation, options: object): QueryValues {
  const checked = options as QueryValues;
  return Object.fromEntries(Object.keys(operation.query).map((name) => [name, checked[optionName(name)]]));
}
