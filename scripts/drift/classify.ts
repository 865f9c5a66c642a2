import { type Json, canonical } from "./json.ts";
import type { Direction, Element, Fact } from "./model.ts";
import type { RuleId } from "./rules.ts";
import { type Bound, LIMITS, covers, isStricter } from "./schema-values.ts";

/** The effect of a change on the values that are allowed. */
type Effect = "narrowed" | "widened" | "changed";
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
export function classifyFact({ kind, name, nature, before, after, types }: FactChange): RuleId {
  if (nature === "unknown") return "unknown-keyword";
  if (nature === "description") return "description-changed";
  if (nature === "vendor") return "vendor-metadata";
  if (name === "deprecated") return after === true ? "deprecated" : "undeprecated";
  if (kind === "operation") return classifyOperation(name, before, after);
  if (kind === "schema") return classifySchema(name, before, after, types);
  if (kind === "parameter" || kind === "header" || kind === "request body") {
    return classifyCarrier(kind, name, after);
  }
  return WHOLE_KINDS[kind] ?? "unknown-keyword";
}

/** Kinds whose facts all have the same rule. */
const WHOLE_KINDS: Partial<Record<Element["kind"], RuleId>> = {
  response: "links-changed",
  encoding: "encoding-changed",
  "security scheme": "security-scheme-changed",
  server: "server-variable-changed",
};

function classifyOperation(name: string, a: Value, b: Value): RuleId {
  if (name === "tags") return "tags-changed";
  if (name === "callbacks") return "callbacks-changed";
  if (name === "operationId") {
    if (a === undefined) return "operation-id-added";
    return b === undefined ? "operation-id-removed" : "operation-id-changed";
  }
  const lost = effectOnSet(a, b) !== "widened";
  // Those who still authenticate are not affected. No security is the alternative "none".
  if (name === "security" && lost && Array.isArray(b) && b.includes("none")) return "security-lifted";
  if (name === "servers") return lost ? "server-removed" : "server-added";
  return lost ? "security-alternative-removed" : "security-alternative-added";
}

function classifyCarrier(kind: "parameter" | "header" | "request body", name: string, b: Value): RuleId {
  const on = b === true;
  if (name.startsWith("allow")) return on ? "leniency-added" : "leniency-removed";
  if (name !== "required") return "serialization-changed";
  const carrier = kind === "request body" ? "request-body" : kind;
  return `${carrier}-became-${on ? "required" : "optional"}`;
}

function classifySchema(name: string, a: Value, b: Value, types: readonly Value[]): RuleId {
  if (name.startsWith("required."))
    return b === true ? "property-became-required" : "property-became-optional";
  const limit = LIMITS.find((each) => each.name === name);
  if (limit) return `limit-${narrowedIf(a, b, (x, y) => isStricter(limit, y as Bound, x as Bound))}`;
  if (name === "format" && isOnlyNamed(a, b, types)) return "format-named";
  const rule = SCHEMA_FACTS[name];
  return rule ? rule(a, b) : "condition-changed";
}

const SCHEMA_FACTS: Partial<Record<string, (a: Value, b: Value) => RuleId>> = {
  type: (a, b) => `type-${effectOnTypes(a, b)}`,
  enum: (a, b) => `values-${effectOnSet(a, b)}`,
  format: (a, b) => `format-${effectOnFormat(a, b)}`,
  pattern: (a, b) => `pattern-${effectOfPresence(a, b)}`,
  multipleOf: (a, b) => `limit-${effectOnMultiple(a, b)}`,
  uniqueItems: (_, b) => (b === true ? "limit-narrowed" : "limit-widened"),
  nullable: (_, b) => (b === true ? "nullable" : "not-nullable"),
  readOnly: (_, b) => (b === true ? "read-only" : "not-read-only"),
  writeOnly: (_, b) => (b === true ? "write-only" : "not-write-only"),
  never: (_, b) => (b === true ? "closed" : "opened"),
  default: () => "default-changed",
};

function narrowedIf(a: Value, b: Value, isNarrower: (a: Json, b: Json) => boolean): "narrowed" | "widened" {
  if (a === undefined) return "narrowed";
  return b !== undefined && isNarrower(a, b) ? "narrowed" : "widened";
}

function effectOfPresence(a: Value, b: Value): Effect {
  if (a === undefined) return "narrowed";
  return b === undefined ? "widened" : "changed";
}

/** For sets of allowed values; an absent set allows all. */
function effectOnSet(a: Value, b: Value): Effect {
  if (!Array.isArray(a) || !Array.isArray(b)) return effectOfPresence(a, b);
  const [before, after] = [a, b].map((set) => new Set(set.map(canonical)));
  const hasRemoved = [...(before ?? [])].some((value) => !after?.has(value));
  const hasAdded = [...(after ?? [])].some((value) => !before?.has(value));
  return hasRemoved && hasAdded ? "changed" : hasRemoved ? "narrowed" : "widened";
}

function effectOnTypes(a: Value, b: Value): Effect {
  if (a === undefined || b === undefined) return effectOfPresence(a, b);
  const [before, after] = [a, b].map((types) => [types].flat().map(String)) as [string[], string[]];
  if (before.every((type) => covers(after, type))) return "widened";
  return after.every((type) => covers(before, type)) ? "narrowed" : "changed";
}

/** By format, the format that includes all its values. */
const LARGER: Partial<Record<string, string>> = { int32: "int64", float: "double" };

/** Formats apply to text and numbers only; and every integer is an int64, every number a double. */
function isOnlyNamed(a: Value, b: Value, types: readonly Value[]): boolean {
  const isWhole = (type: Value) => type === "object" || type === "array";
  const limitless = [undefined, "int64", "double"];
  return types.every(isWhole) || (limitless.includes(a as string) && limitless.includes(b as string));
}

function effectOnFormat(a: Value, b: Value): Effect {
  if (typeof a !== "string" || typeof b !== "string") return effectOfPresence(a, b);
  if (LARGER[a] === b) return "widened";
  return LARGER[b] === a ? "narrowed" : "changed";
}

function effectOnMultiple(a: Value, b: Value): Effect {
  if (typeof a !== "number" || typeof b !== "number") return effectOfPresence(a, b);
  if (Number.isInteger(a / b)) return "widened";
  return Number.isInteger(b / a) ? "narrowed" : "changed";
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
