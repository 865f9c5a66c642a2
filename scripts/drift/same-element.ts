import { equal } from "./json.ts";
import type { Element } from "./model.ts";

type Pair = readonly [Element, Element];

/** Whether two elements say the same, in facts and in words. Within a cycle, a pair in question counts as same. */
export function isSameElement(a: Element, b: Element, assumed: readonly Pair[] = []): boolean {
  if (a === b || assumed.some(([x, y]) => x === a && y === b)) return true;
  if (a.children.size !== b.children.size || !isSameMap(a.facts, b.facts) || !isSameMap(a.prose, b.prose)) {
    return false;
  }
  const inside = [...assumed, [a, b] as const];
  return (
    [...a.children].every(([key, child]) => {
      const other = b.children.get(key);
      return other !== undefined && isSameElement(child.element(), other.element(), inside);
    }) && areSameBranches(a, b, inside)
  );
}

function areSameBranches(a: Element, b: Element, assumed: readonly Pair[]): boolean {
  if (a.branches.size !== b.branches.size) return false;
  return [...a.branches].every(([keyword, branches]) => {
    const others = (b.branches.get(keyword) ?? []).map((branch) => branch());
    return (
      others.length === branches.length &&
      branches.every((branch) => others.some((other) => isSameElement(branch(), other, assumed)))
    );
  });
}

function isSameMap(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.has(key) && equal(value, b.get(key)));
}
