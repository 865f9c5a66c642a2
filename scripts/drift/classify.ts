import { type Json, canonical, textOf } from "./json.ts";
import type { Direction, Element, Fact } from "./model.ts";
import type { RuleId } from "./rules.ts";
import { type Bound, LIMITS, covers, isStricter } from "./schema-values.ts";

type Value = Json | undefined;

/** A fact that differs. A value is `undefined` if the fact is absent. */
export interface FactChange {
  readonly kind: Element["kind"];
  readonly name: string;
  readonly nature: Fact["nature"];
  readonly before: Value;
  readonly after: Value;
  /** The types of the fact's schema, before and after. */
  readonly types: readonly Value[];
}

/** The rule for a fact that differs. */
export function classifyFact(change: FactChange): RuleId {
  const { kind, name, nature, before, after } = change;
  if (nature !== "contract") return NATURES[nature];
  const rule = KINDS[kind];
  if (rule && name !== "deprecated") return rule;
  const flag = FLAGS[name];
  if (flag) return flag[after === true ? 0 : 1];
  if (kind === "operation") return classifyOperation(name, before, after);
  if (kind === "schema") return classifySchema(change);
  if (kind === "parameter" || kind === "header" || kind === "request body") {
    if (name !== "required") return "serialization-changed";
    const carrier = kind === "request body" ? "request-body" : kind;
    return `${carrier}-became-${after === true ? "required" : "optional"}`;
  }
  return "unknown-keyword";
}

const NATURES = {
  unknown: "unknown-keyword",
  vendor: "vendor-metadata",
  description: "description-changed",
} as const;

/** Facts that are true or absent: the rules for a fact that became true, and for one that no longer is. */
const FLAGS: Partial<Record<string, readonly [RuleId, RuleId]>> = {
  deprecated: ["deprecated", "undeprecated"],
  allowEmptyValue: ["leniency-added", "leniency-removed"],
  allowReserved: ["leniency-added", "leniency-removed"],
  uniqueItems: ["limit-narrowed", "limit-widened"],
  nullable: ["nullable", "not-nullable"],
  readOnly: ["read-only", "not-read-only"],
  writeOnly: ["write-only", "not-write-only"],
  never: ["closed", "opened"],
};

/** Kinds whose other facts all have the same rule. */
const KINDS: Partial<Record<Element["kind"], RuleId>> = {
  response: "links-changed",
  encoding: "encoding-changed",
  "security scheme": "security-scheme-changed",
  server: "server-variable-changed",
};

function classifyOperation(name: string, before: Value, after: Value): RuleId {
  if (name === "tags") return "tags-changed";
  if (name === "callbacks") return "callbacks-changed";
  if (name === "operationId") {
    if (before === undefined) return "operation-id-added";
    return after === undefined ? "operation-id-removed" : "operation-id-changed";
  }
  const hasLost = effectOf(before, after, isSubset) !== "widened";
  if (name === "servers") return hasLost ? "server-removed" : "server-added";
  // Those who still authenticate are not affected. No security is the alternative "none".
  if (hasLost && Array.isArray(after) && after.includes("none")) return "security-lifted";
  return hasLost ? "security-alternative-removed" : "security-alternative-added";
}

function classifySchema({ name, before, after, types }: FactChange): RuleId {
  if (name.startsWith("required.")) return `property-became-${after === true ? "required" : "optional"}`;
  if (name === "default") return "default-changed";
  if (name === "format" && isOnlyNamed(before, after, types)) return "format-named";
  const [rule, isIncluded] = RANGES[name] ?? [];
  return rule && isIncluded ? `${rule}-${effectOf(before, after, isIncluded)}` : "condition-changed";
}

/** Whether all values that one fact allows are allowed by the other. */
type Includes = (inner: Json, outer: Json) => boolean;

/** The effect of a change on the values that are allowed. An absent fact allows all. */
function effectOf(before: Value, after: Value, isIncluded: Includes): "narrowed" | "widened" | "changed" {
  if (before === undefined) return "narrowed";
  if (after === undefined || isIncluded(before, after)) return "widened";
  return isIncluded(after, before) ? "narrowed" : "changed";
}

/** The facts of a schema that allow a range of values. */
const RANGES: Partial<
  Record<string, readonly ["type" | "values" | "format" | "pattern" | "limit", Includes]>
> = {
  type: ["type", (inner, outer) => typesIn(inner).every((type) => covers(typesIn(outer), type))],
  enum: ["values", isSubset],
  format: ["format", (inner, outer) => LARGER[textOf(inner)] === outer],
  pattern: ["pattern", () => false],
  multipleOf: ["limit", (inner, outer) => Number.isInteger(Number(inner) / Number(outer))],
  ...Object.fromEntries(
    LIMITS.map((limit) => [
      limit.name,
      ["limit", (inner: Json, outer: Json) => isStricter(limit, inner as Bound, outer as Bound)],
    ]),
  ),
};

function isSubset(inner: Json, outer: Json): boolean {
  if (!Array.isArray(inner) || !Array.isArray(outer)) return false;
  const members = new Set(outer.map(canonical));
  return inner.every((value) => members.has(canonical(value)));
}

function typesIn(type: Json): string[] {
  return [type].flat().map(textOf);
}

/** By format, the format that includes all its values. */
const LARGER: Partial<Record<string, string>> = { int32: "int64", float: "double" };

/** Formats apply to text and numbers only; and every integer is an int64, every number a double. */
function isOnlyNamed(before: Value, after: Value, types: readonly Value[]): boolean {
  const isUnlimited = (format: Value) => format === undefined || format === "int64" || format === "double";
  const isWhole = (type: Value) => type === "object" || type === "array";
  return types.every(isWhole) || (isUnlimited(before) && isUnlimited(after));
}

type Happened = "added" | "removed";

/** The rule for a child that only one side has. */
export function classifyChild(child: Element, at: string, happened: Happened, parent?: Element): RuleId {
  switch (child.kind) {
    case "operation":
    case "header":
      return `${child.kind}-${happened}`;
    case "parameter":
      return classifyInput("parameter", child, happened);
    case "request body":
      return classifyInput("request-body", child, happened);
    case "response":
      return `${at.startsWith(" response 2") ? "success" : "error"}-response-${happened}`;
    case "media type":
      // A parameter has one media type, or a `style`: another one is another serialization.
      return /^(parameter|header)$/.test(parent?.kind ?? "")
        ? "serialization-changed"
        : `media-type-${happened}`;
    case "encoding":
      return "encoding-changed";
    case "schema":
      return at.startsWith(".properties.") ? classifyProperty(at, happened, parent) : `schema-${happened}`;
    default:
      return "unknown-keyword";
  }
}

function classifyInput(input: "parameter" | "request-body", { facts }: Element, happened: Happened): RuleId {
  if (happened === "removed") return `${input}-removed`;
  return `${facts.get("required")?.value === true ? "required" : "optional"}-${input}-added`;
}

function classifyProperty(at: string, happened: Happened, parent?: Element): RuleId {
  const isRequired = parent?.facts.has(`required.${at.slice(".properties.".length)}`);
  return happened === "added" && isRequired ? "required-property-added" : `property-${happened}`;
}

/** Whether values inside the element are sent or received. */
export function directionOf(element: Element, outer: Direction): Direction {
  return element.kind === "response" ? "response" : outer;
}
