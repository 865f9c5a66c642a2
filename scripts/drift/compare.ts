import { canonicalElement } from "./canonical-element.ts";
import { type FactChange, classifyChild, classifyFact, directionOf } from "./classify.ts";
import { type Json, compareText, digestOf, equal, textOf, toSet } from "./json.ts";
import { type Direction, type Element, type Fact, locationOf } from "./model.ts";
import { type Rule, ruleFor } from "./rules.ts";
import type { Scope } from "./scope.ts";

/** One difference in meaning. Its location identifies it in both documents, however they are written. */
export interface Difference {
  /** Such as `GET /v1/pets/{} query PageSize schema.maximum`. */
  readonly location: string;
  readonly rule: Rule;
  /** The two values: null for what is absent, `present` for something as a whole. */
  readonly before: Json;
  readonly after: Json;
}

/** All differences in meaning between two scopes, ordered by location. Descriptions are not compared. */
export function compareScopes(before: Scope, after: Scope): Difference[] {
  const context = newContext(false);
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

/** Whether two elements are the same, descriptions included. */
export function isSame(a: Element, b: Element): boolean {
  const isAlike = a.kind === b.kind && a.facts.size === b.facts.size && a.children.size === b.children.size;
  return isAlike && compareElements(a, b, "", newContext(true)).length === 0;
}

interface Context {
  readonly direction: Direction;
  readonly withDescriptions: boolean;
  /** Pairs that were found equal. */
  readonly known: Map<Element, Set<Element>>;
  /** Pairs whose comparison has not ended: within a cycle they count as equal. */
  readonly assumed: readonly (readonly [Element, Element])[];
}

function newContext(withDescriptions: boolean): Context {
  return { direction: "request", withDescriptions, known: new Map(), assumed: [] };
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

function compareFacts(a: Element, b: Element, at: string, context: Context): Difference[] {
  return [...union(a.facts, b.facts)].flatMap((name): Difference[] => {
    const [before, after] = [a.facts.get(name), b.facts.get(name)];
    const nature = natureOf(before, after);
    if (nature === "description" && !context.withDescriptions) return [];
    if (before && after && equal(before.value, after.value)) return [];
    if (a.kind === "schema" && isCoveredElsewhere(a, b, name)) return [];
    const types = [a, b].map((element) => element.facts.get("type")?.value);
    const change: FactChange = {
      ...{ kind: a.kind, name, nature, types },
      ...{ before: before?.value, after: after?.value },
    };
    return [
      {
        location: locationOf(a, at, name),
        rule: ruleFor(classifyFact(change), context.direction),
        before: valueOf(before, after),
        after: valueOf(after, before),
      },
    ];
  });
}

/** Unless both are part of the contract, the nature of the one that is not. */
function natureOf(...facts: readonly (Fact | undefined)[]): Fact["nature"] {
  return facts.find((fact) => fact && fact.nature !== "contract")?.nature ?? "contract";
}

/** An absent flag is false. */
function valueOf(fact: Fact | undefined, other: Fact | undefined): Json {
  return fact?.value ?? (typeof other?.value === "boolean" ? false : null);
}

/** Whether a property is required is part of its addition or removal; a value of any type may be null anyway. */
function isCoveredElsewhere(a: Element, b: Element, name: string): boolean {
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
    if (child === undefined || child.whenAbsent === "covered by the parent") return [];
    const { element, whenAbsent } = child;
    if (!whenAbsent) return [presence(element(), happened, { location, key, parent: b }, context)];
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
  const id = classifyChild(child, at.key, happened, at.parent);
  return {
    location: at.location,
    rule: ruleFor(id, directionOf(child, context.direction)),
    before: happened === "removed" ? "present" : null,
    after: happened === "added" ? "present" : null,
  };
}

/**
 * Alternatives have neither names nor order. Equal ones are paired first, then those of the same type, which are
 * compared; the others were added or removed.
 */
function compareBranches(a: Element, b: Element, at: string, context: Context): Difference[] {
  const differences: Difference[] = [];
  for (const keyword of union(a.branches, b.branches)) {
    const before = (a.branches.get(keyword) ?? []).map((branch) => branch());
    const after = (b.branches.get(keyword) ?? []).map((branch) => branch());
    const location = `${at}.${keyword}`;
    const isEqual = (x: Element, y: Element) => compareElements(x, y, location, context).length === 0;
    const isAlike = (x: Element, y: Element) => typeLabel(x) === typeLabel(y);
    const same = match(before, after, isEqual);
    const alike = match(same.restA, same.restB, isAlike);
    const labels = new Map([...labelsOf(before), ...labelsOf(after)]);
    for (const [x, y] of alike.pairs) {
      differences.push(...compareElements(x, y, `${location}(${labels.get(x) ?? ""})`, context));
    }
    if (alike.restA.length === 0 && alike.restB.length === 0) continue;
    const labelsIn = (list: readonly Element[]) =>
      list.length === 0 ? null : toSet(list.map((each) => labels.get(each) ?? ""));
    const rule = ruleFor(`alternatives-${effectOnAlternatives(before, after, alike)}`, context.direction);
    differences.push({ location, rule, before: labelsIn(before), after: labelsIn(after) });
  }
  return differences;
}

function effectOnAlternatives(before: readonly Element[], after: readonly Element[], rest: Match) {
  if (before.length === 0) return "narrowed"; // no alternatives at all allow anything
  if (after.length === 0) return "widened";
  if (rest.restA.length > 0 && rest.restB.length > 0) return "changed";
  return rest.restA.length > 0 ? "narrowed" : "widened";
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

/** Labels for alternatives: the type, and a digest of the meaning where several have the same type. */
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
