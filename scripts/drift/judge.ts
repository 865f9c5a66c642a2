import { type Json, canonical } from "./json.ts";
import type { Direction, Element, Fact } from "./model.ts";
import type { RuleId } from "./rules.ts";
import { type Bound, LIMITS, covers, isStricter } from "./schema-values.ts";

/** What a change of a fact does to the values it allows. */
type Effect = "narrowed" | "widened" | "changed";
type Value = Json | undefined;

/** A fact that differs. A value of undefined stands for a fact that is not there. */
export interface FactChange {
  readonly kind: Element["kind"];
  readonly name: string;
  readonly nature: Fact["nature"];
  readonly before: Value;
  readonly after: Value;
  /** The types of the schema that the fact is of, before and after. */
  readonly types: readonly Value[];
}

/** The rule for a fact that differs. */
export function judgeFact({ kind, name, nature, before, after, types }: FactChange): RuleId {
  if (nature === "unknown") return "unknown-keyword";
  if (nature === "vendor") return "vendor-metadata";
  if (name === "deprecated") return after === true ? "deprecated" : "undeprecated";
  if (kind === "operation") return judgeOperation(name, before, after);
  if (kind === "schema") return judgeSchema(name, before, after, types);
  if (kind === "parameter" || kind === "header" || kind === "request body") {
    return judgeCarrier(kind, name, after);
  }
  return WHOLE_KINDS[kind] ?? "unknown-keyword";
}

/** Kinds of which no fact is more telling than another. */
const WHOLE_KINDS: Partial<Record<Element["kind"], RuleId>> = {
  response: "links-changed",
  encoding: "encoding-changed",
  "security scheme": "security-scheme-changed",
  server: "server-variable-changed",
};

function judgeOperation(name: string, a: Value, b: Value): RuleId {
  if (name === "tags") return "tags-changed";
  if (name === "callbacks") return "callbacks-changed";
  if (name === "operationId") {
    if (a === undefined) return "operation-id-added";
    return b === undefined ? "operation-id-removed" : "operation-id-changed";
  }
  const lost = effectOnSet(a, b) !== "widened";
  // Not one alternative less: whoever still authenticates is served as before.
  if (name === "security" && lost && needsNone(b)) return "security-lifted";
  if (name === "servers") return lost ? "server-removed" : "server-added";
  return lost ? "security-alternative-removed" : "security-alternative-added";
}

/** Whether a request without credentials is served, which `readSecurity` tells as "none". */
function needsNone(security: Value): boolean {
  return Array.isArray(security) && security.includes("none");
}

function judgeCarrier(kind: "parameter" | "header" | "request body", name: string, b: Value): RuleId {
  const on = b === true;
  if (name.startsWith("allow")) return on ? "leniency-added" : "leniency-removed";
  if (name !== "required") return "serialisation-changed";
  const carrier = kind === "request body" ? "request-body" : kind;
  return `${carrier}-became-${on ? "required" : "optional"}`;
}

function judgeSchema(name: string, a: Value, b: Value, types: readonly Value[]): RuleId {
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

/** Of a set of allowed values; no set allows all. */
export function effectOnSet(a: Value, b: Value): Effect {
  if (!Array.isArray(a) || !Array.isArray(b)) return effectOfPresence(a, b);
  const [before, after] = [a, b].map((set) => new Set(set.map(canonical)));
  const gone = [...(before ?? [])].some((value) => !after?.has(value));
  const come = [...(after ?? [])].some((value) => !before?.has(value));
  return gone && come ? "changed" : gone ? "narrowed" : "widened";
}

function effectOnTypes(a: Value, b: Value): Effect {
  if (a === undefined || b === undefined) return effectOfPresence(a, b);
  const [before, after] = [a, b].map((types) => [types].flat().map(String)) as [string[], string[]];
  if (before.every((type) => covers(after, type))) return "widened";
  return after.every((type) => covers(before, type)) ? "narrowed" : "changed";
}

/** The formats that hold all values of another. */
const LARGER: Partial<Record<string, string>> = { int32: "int64", float: "double" };

/**
 * Formats limit text and numbers only, so one of an object says nothing about its values; and every integer is an
 * int64, every number a double.
 */
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

/** The rule for a child that only one side has. */
export function judgeChild(
  child: Element,
  at: string,
  happened: "added" | "removed",
  parent: Element | undefined,
): RuleId {
  switch (child.kind) {
    case "operation":
    case "header":
      return `${child.kind}-${happened}`;
    case "media type":
      return isValue(parent) ? "serialisation-changed" : `media-type-${happened}`;
    case "parameter":
    case "request body":
      return judgeInput(child, happened);
    case "response":
      return `${at.startsWith(" response 2") ? "success" : "error"}-response-${happened}`;
    case "encoding":
      return "encoding-changed";
    case "schema":
      if (!at.startsWith(".properties.")) return `schema-${happened}`;
      return happened === "added" && isRequired(parent, at)
        ? "required-property-added"
        : `property-${happened}`;
    default:
      return "unknown-keyword";
  }
}

/** A parameter's value is written as one media type or by `style`: a change of media type is one of writing. */
function isValue(parent: Element | undefined): boolean {
  return parent?.kind === "parameter" || parent?.kind === "header";
}

function judgeInput(child: Element, happened: "added" | "removed"): RuleId {
  const input = child.kind === "parameter" ? "parameter" : "request-body";
  if (happened === "removed") return `${input}-removed`;
  return `${child.facts.get("required")?.value === true ? "required" : "optional"}-${input}-added`;
}

function isRequired(parent: Element | undefined, at: string): boolean {
  return parent?.facts.has(`required.${at.slice(".properties.".length)}`) ?? false;
}

/** Whether values with this direction are sent or received. */
export function directionOf(element: Element, around: Direction): Direction {
  return element.kind === "response" ? "response" : around;
}
