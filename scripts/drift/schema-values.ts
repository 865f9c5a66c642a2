import { type Json, isRecord, toSet } from "./json.ts";

/** A limit on values: its keyword, and which direction is stricter. */
export interface Limit {
  readonly name: string;
  readonly exclusive?: string;
  readonly strict: "higher" | "lower";
  /** The value that limits nothing. */
  readonly none?: number;
}

export const LIMITS: readonly Limit[] = [
  { name: "minimum", exclusive: "exclusiveMinimum", strict: "higher" },
  { name: "maximum", exclusive: "exclusiveMaximum", strict: "lower" },
  { name: "minLength", strict: "higher", none: 0 },
  { name: "maxLength", strict: "lower" },
  { name: "minItems", strict: "higher", none: 0 },
  { name: "maxItems", strict: "lower" },
  { name: "minProperties", strict: "higher", none: 0 },
  { name: "maxProperties", strict: "lower" },
];

/** A limit's value: inclusive as a number. */
export type Bound = number | { readonly exclusive: number };

/** The strictest of a limit's values. In 3.0 `exclusiveMinimum` is a flag on `minimum`, in 3.1 a number. */
export function mergeBound(
  limit: Limit,
  schemas: readonly unknown[],
  types: readonly string[] | undefined,
): Json | undefined {
  const bounds = schemas.flatMap((schema) => boundsIn(limit, schema));
  if (bounds.length === 0) return undefined;
  const strictest = bounds.reduce((a, b) => (isStricter(limit, b, a) ? b : a));
  if (strictest === limit.none) return undefined;
  return types?.length === 1 && types[0] === "integer" ? inclusive(limit, strictest) : strictest;
}

export function isStricter(limit: Limit, a: Bound, b: Bound): boolean {
  const [x, y] = [valueOf(a), valueOf(b)];
  if (x === y) return typeof a !== "number" && typeof b === "number";
  return limit.strict === "higher" ? x > y : x < y;
}

function boundsIn({ name, exclusive = "" }: Limit, schema: unknown): Bound[] {
  if (!isRecord(schema)) return [];
  const [bound, flagOrBound] = [schema[name], schema[exclusive]];
  return [
    ...(isNumber(bound) ? [flagOrBound === true ? { exclusive: bound } : bound] : []),
    ...(isNumber(flagOrBound) ? [{ exclusive: flagOrBound }] : []),
  ];
}

/** For integers, more than 0 is at least 1. */
function inclusive(limit: Limit, bound: Bound): Bound {
  if (typeof bound === "number" || !Number.isInteger(bound.exclusive)) return bound;
  return bound.exclusive + (limit.strict === "higher" ? 1 : -1);
}

/** Some documents have limits as text, which do not count. */
function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function valueOf(bound: Bound): number {
  return typeof bound === "number" ? bound : bound.exclusive;
}

/** The values allowed by all `enum`s and `const`s, including null; `undefined` if there are none. */
export function mergeEnum(enums: readonly unknown[], constants: readonly unknown[]): Json[] | undefined {
  const sets = [...enums.filter(Array.isArray), ...constants.map((value) => [value])].map((set) =>
    toSet(set as unknown[]),
  );
  const [first, ...others] = sets;
  return first?.filter((value) => others.every((set) => toSet([...set, value]).length === set.length));
}

/** The types allowed by all `type`s, without null; those of the `enum`'s values if there is no type. */
export function mergeTypes(
  declared: readonly unknown[],
  values: readonly unknown[] | undefined,
): string[] | undefined {
  const sets = declared.map((type) => (Array.isArray(type) ? type : [type]).map(String));
  const [first, ...others] = sets;
  const merged = first ? others.reduce(intersectTypes, first) : values?.map(typeOf);
  const named = merged?.filter((type) => type !== "null");
  if (named === undefined) return undefined;
  const unique = [...new Set(named)].sort();
  const types = unique.includes("number") ? unique.filter((type) => type !== "integer") : unique;
  return types.length === 0 ? ["null"] : types;
}

function intersectTypes(a: readonly string[], b: readonly string[]): string[] {
  return [...a.filter((type) => covers(b, type)), ...b.filter((type) => covers(a, type))];
}

/** Every integer is a number. */
export function covers(types: readonly string[], type: string): boolean {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
