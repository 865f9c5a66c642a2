import { type Json, byKey, toSet } from "./json.ts";
import type { Element } from "./model.ts";

/**
 * The element as one value, the same for any two elements of the same meaning, prose left out. An element that
 * contains itself is cut off there.
 */
export function canonicalElement(element: Element, above: readonly Element[] = []): Json {
  const height = above.indexOf(element);
  if (height >= 0) return { sameAs: above.length - height };
  const inside = [...above, element];
  const facts = [...element.facts].map(([key, { value }]): [string, Json] => [key, value]);
  const children = [...element.children].map(([at, child]): [string, Json] => [
    at.trim(),
    canonicalElement(child.element(), inside),
  ]);
  const branches = [...element.branches].map(([keyword, list]): [string, Json] => [
    keyword,
    toSet(list.map((branch) => canonicalElement(branch(), inside))),
  ]);
  return Object.fromEntries([...facts, ...children, ...branches].sort(byKey));
}
