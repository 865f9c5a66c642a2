import { type Json, byKey, toSet } from "./json.ts";
import type { Element } from "./model.ts";

/**
 * The element as one value, the same for any two elements of the same meaning, descriptions left out. An element
 * that contains itself is cut off there.
 */
export function canonicalElement(element: Element, ancestors: readonly Element[] = []): Json {
  const height = ancestors.indexOf(element);
  if (height >= 0) return { sameAs: ancestors.length - height };
  const inside = [...ancestors, element];
  const facts = [...element.facts]
    .filter(([, { nature }]) => nature !== "description")
    .map(([key, { value }]): [string, Json] => [key, value]);
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
