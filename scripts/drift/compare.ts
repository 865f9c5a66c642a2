import { canonicalElement } from "./canonical-element.ts";
import { digestOf } from "./digest.ts";
import { textOf } from "./fields.ts";
import { type Json, compareText, equal, toSet } from "./json.ts";
import { type FactChange, directionOf, effectOnSet, judgeChild, judgeFact } from "./judge.ts";
import { type Direction, type Element, type Fact, locationOf } from "./model.ts";
import { type Rule, type RuleId, ruleFor } from "./rules.ts";
import type { Slice } from "./slice.ts";

/** One difference of meaning, at a place that is named by meaning. */
export interface Difference {
  /** Such as `GET /v1/Services/{}/Bindings query PageSize schema.maximum`. */
  readonly location: string;
  readonly rule: Rule;
  /** The two values; null for what is not there, `present` for what is too large to be told. */
  readonly before: Json;
  readonly after: Json;
}

/** All differences of meaning between two slices, ordered by location. */
export function compareSlices(before: Slice, after: Slice): Difference[] {
  const context: Context = { direction: "request", known: new Map(), assumed: [] };
  const differences = compareFacts(before.root, after.root, "document", context);
  for (const [path, item] of before.paths) {
    const other = after.paths.get(path);
    if (other) differences.push(...compareFacts(item, other, path, context));
  }
  for (const key of union(before.operations, after.operations)) {
    const [a, b] = [before.operations.get(key), after.operations.get(key)];
    if (a && b) differences.push(...compareElements(a, b, key, context));
    else if (a) differences.push(presence(a, "removed", { location: key, key }, context));
    else if (b) differences.push(presence(b, "added", { location: key, key }, context));
  }
  return differences.sort((a, b) => compareText(a.location, b.location));
}

interface Context {
  readonly direction: Direction;
  /** Pairs found equal. */
  readonly known: Map<Element, Set<Element>>;
  /** Pairs that are being compared further up: within a cycle they count as equal. */
  readonly assumed: readonly (readonly [Element, Element])[];
}

function compareElements(a: Element, b: Element, at: string, outer: Context): Difference[] {
  if (a.kind === "schema") {
    if (outer.known.get(a)?.has(b) || outer.assumed.some(([x, y]) => x === a && y === b)) return [];
  }
  const context: Context = {
    ...outer,
    direction: directionOf(a, outer.direction),
    assumed: a.kind === "schema" ? [...outer.assumed, [a, b]] : outer.assumed,
  };
  const differences = [
    ...compareFacts(a, b, at, context),
    ...compareChildren(a, b, at, context),
    ...compareBranches(a, b, at, context),
  ];
  if (a.kind === "schema" && differences.length === 0) {
    outer.known.set(a, (outer.known.get(a) ?? new Set()).add(b));
  }
  return differences;
}

function compareFacts(a: Element, b: Element, at: string, { direction }: Context): Difference[] {
  const differences: Difference[] = [];
  for (const name of union(a.facts, b.facts)) {
    const [before, after] = [a.facts.get(name), b.facts.get(name)];
    if (before && after && equal(before.value, after.value)) continue;
    if (a.kind === "schema" && isToldElsewhere(a, b, name)) continue;
    differences.push({
      location: locationOf(a, at, name),
      rule: ruleFor(judgeFact(factChange(a, b, name)), direction),
      before: valueOf(before, after),
      after: valueOf(after, before),
    });
  }
  return differences;
}

function factChange(a: Element, b: Element, name: string): FactChange {
  const facts = [a, b].map((element) => element.facts.get(name));
  const nature = facts.map((fact) => fact?.nature ?? "contract").find((each) => each !== "contract");
  return {
    ...{ kind: a.kind, name, nature: nature ?? "contract" },
    ...{ before: facts[0]?.value, after: facts[1]?.value },
    types: [a, b].map((element) => element.facts.get("type")?.value),
  };
}

/** A flag that is not there is off. */
function valueOf(fact: Fact | undefined, other: Fact | undefined): Json {
  return fact?.value ?? (typeof other?.value === "boolean" ? false : null);
}

/** A property that came or went takes its being required along; a value of any type may be null anyway. */
function isToldElsewhere(a: Element, b: Element, name: string): boolean {
  if (name === "nullable") return isFree(a) || isFree(b);
  if (!name.startsWith("required.")) return false;
  const property = `.properties.${name.slice("required.".length)}`;
  return a.children.has(property) !== b.children.has(property);
}

function isFree(schema: Element): boolean {
  return !schema.facts.has("type") && !schema.facts.has("enum") && schema.branches.size === 0;
}

function compareChildren(a: Element, b: Element, at: string, context: Context): Difference[] {
  return [...union(a.children, b.children)].flatMap((key) => {
    const [x, y] = [a.children.get(key), b.children.get(key)];
    const location = at + key;
    if (x && y) return compareElements(x.element(), y.element(), location, context);
    const [child, happened] = x ? ([x, "removed"] as const) : ([y, "added"] as const);
    if (child === undefined || child.whenAbsent === "told elsewhere") return [];
    const { element, whenAbsent } = child;
    if (whenAbsent === undefined)
      return [presence(element(), happened, { location, key, parent: b }, context)];
    const pair = x ? ([element(), whenAbsent] as const) : ([whenAbsent, element()] as const);
    return compareElements(...pair, location, context);
  });
}

function presence(
  child: Element,
  happened: "added" | "removed",
  at: { readonly location: string; readonly key: string; readonly parent?: Element },
  context: Context,
): Difference {
  const id = judgeChild(child, at.key, happened, at.parent);
  return {
    location: at.location,
    rule: ruleFor(id, directionOf(child, context.direction)),
    before: happened === "removed" ? "present" : null,
    after: happened === "added" ? "present" : null,
  };
}

/**
 * Alternatives have no names and no order. Equal ones are matched first, then those of the same type, whose
 * differences are told; the rest came or went.
 */
function compareBranches(a: Element, b: Element, at: string, context: Context): Difference[] {
  const differences: Difference[] = [];
  for (const keyword of union(a.branches, b.branches)) {
    const before = (a.branches.get(keyword) ?? []).map((branch) => branch());
    const after = (b.branches.get(keyword) ?? []).map((branch) => branch());
    const location = `${at}.${keyword}`;
    const isSame = (x: Element, y: Element) => compareElements(x, y, location, context).length === 0;
    const isAlike = (x: Element, y: Element) => typeLabel(x) === typeLabel(y);
    const same = match(before, after, isSame);
    const alike = match(same.restA, same.restB, isAlike);
    const labels = new Map([...labelsOf(before), ...labelsOf(after)]);
    for (const [x, y] of alike.pairs) {
      differences.push(...compareElements(x, y, `${location}(${labels.get(x) ?? ""})`, context));
    }
    if (alike.restA.length === 0 && alike.restB.length === 0) continue;
    const values = [before, after].map((list) =>
      list.length === 0 ? null : toSet(list.map((each) => labels.get(each) ?? "")),
    ) as [Json, Json];
    const effect = effectOnAlternatives(before, after, alike);
    differences.push({
      location,
      rule: ruleFor(`alternatives-${effect}` satisfies RuleId, context.direction),
      before: values[0],
      after: values[1],
    });
  }
  return differences;
}

function effectOnAlternatives(before: readonly Element[], after: readonly Element[], rest: Match) {
  if (before.length === 0 || after.length === 0) return effectOnSet(...orNone(before, after));
  if (rest.restA.length > 0 && rest.restB.length > 0) return "changed";
  return rest.restA.length > 0 ? "narrowed" : "widened";
}

/** No alternatives at all allow anything. */
function orNone(before: readonly Element[], after: readonly Element[]): [Json | undefined, Json | undefined] {
  return [before.length === 0 ? undefined : [], after.length === 0 ? undefined : []];
}

interface Match {
  readonly pairs: readonly (readonly [Element, Element])[];
  readonly restA: readonly Element[];
  readonly restB: readonly Element[];
}

function match(
  a: readonly Element[],
  b: readonly Element[],
  fits: (x: Element, y: Element) => boolean,
): Match {
  const pairs: [Element, Element][] = [];
  const restA: Element[] = [];
  const restB = [...b];
  for (const x of a) {
    const index = restB.findIndex((y) => fits(x, y));
    if (index < 0) restA.push(x);
    else pairs.push([x, ...restB.splice(index, 1)] as [Element, Element]);
  }
  return { pairs, restA, restB };
}

/** Names for alternatives: the type, and a digest of the meaning where several have the same type. */
function labelsOf(elements: readonly Element[]): Map<Element, string> {
  const labels = new Map<Element, string>();
  for (const element of elements) {
    const type = typeLabel(element);
    const namesakes = new Set(
      elements.filter((each) => typeLabel(each) === type).map((each) => digestOf(canonicalElement(each))),
    );
    const digest = digestOf(canonicalElement(element)).slice(0, 6);
    labels.set(element, namesakes.size > 1 ? `${type} ${digest}` : type);
  }
  return labels;
}

function typeLabel(element: Element): string {
  const type = element.facts.get("type")?.value ?? "any";
  return [type].flat().map(textOf).join(" or ");
}

function union<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): Set<string> {
  return new Set([...a.keys(), ...b.keys()]);
}
