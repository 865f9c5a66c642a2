import { type Difference, isSame } from "./compare.ts";
import { type Json, byKey, compareText, digestOf } from "./json.ts";
import { type Element, locationOf } from "./model.ts";
import { ruleFor } from "./rules.ts";
import type { Scope } from "./scope.ts";

/** Digests of a document's descriptions and examples, by location. */
export type DescriptionDigests = Readonly<Record<string, string>>;

/** The descriptions and examples in the scope, by location. */
export function descriptionsOf(scope: Scope): Map<string, Json> {
  const found = new Map<string, Json>();
  const visit = (element: Element, at: string, ancestors: readonly Element[]) => {
    // A cycle has the same descriptions, however often it is written out.
    if (ancestors.some((each) => isSame(each, element))) return;
    for (const [key, value] of ownDescriptions(element)) found.set(locationOf(element, at, key), value);
    const inside = [...ancestors, element];
    for (const [key, child] of element.children) visit(child.element(), at + key, inside);
    for (const [keyword, branches] of element.branches) {
      for (const branch of branches) {
        // Alternatives have neither names nor order: their descriptions identify them.
        const label = digestOf(ownDescriptions(branch())).slice(0, 6);
        visit(branch(), `${at}.${keyword}(${label})`, inside);
      }
    }
  };
  for (const [key, element] of [...scope.paths, ...scope.operations]) visit(element, key, []);
  return found;
}

function ownDescriptions({ facts }: Element): [string, Json][] {
  return [...facts].flatMap(([key, { value, nature }]) => (nature === "description" ? [[key, value]] : []));
}

export function digestsOf(descriptions: ReadonlyMap<string, Json>): DescriptionDigests {
  const digests = [...descriptions].map(([key, value]) => [key, digestOf(value)] as const);
  return Object.fromEntries(digests.sort(byKey));
}

/** What has changed since the digests were stored. The values are the old digest and the new description. */
export function compareDescriptions(
  stored: DescriptionDigests,
  published: ReadonlyMap<string, Json>,
): Difference[] {
  const locations = new Set([...Object.keys(stored), ...published.keys()]);
  return [...locations].sort(compareText).flatMap((location): Difference[] => {
    const [digest, value] = [stored[location], published.get(location)];
    if (value !== undefined && digestOf(value) === digest) return [];
    const happened = digest === undefined ? "added" : value === undefined ? "removed" : "changed";
    const before = digest === undefined ? null : `sha256:${digest}`;
    return [{ location, rule: ruleFor(`description-${happened}`, "request"), before, after: value ?? null }];
  });
}
