import { digestOf } from "./digest.ts";
import { type Json, byKey, compareText } from "./json.ts";
import type { Difference } from "./compare.ts";
import { type Element, locationOf } from "./model.ts";
import { ruleFor } from "./rules.ts";
import { isSameElement } from "./same-element.ts";
import type { Slice } from "./slice.ts";

/** Digests of what a document says in words and examples, by location. */
export type ProseDigests = Readonly<Record<string, string>>;

/** What the slice says in words and examples, by location. */
export function proseOf(slice: Slice): Map<string, Json> {
  const prose = new Map<string, Json>();
  const visit = (element: Element, at: string, above: readonly Element[]) => {
    // However often a cycle is written out, its words are the same.
    if (above.some((each) => isSameElement(each, element))) return;
    for (const [key, value] of element.prose) prose.set(locationOf(element, at, key), value);
    const inside = [...above, element];
    for (const [key, child] of element.children) visit(child.element(), at + key, inside);
    for (const [keyword, branches] of element.branches) {
      for (const branch of branches) {
        // Alternatives are named by what they say: they have no other names and no order.
        const said = digestOf([...branch().prose].map(([key, value]) => [key, value])).slice(0, 6);
        visit(branch(), `${at}.${keyword}(${said})`, inside);
      }
    }
  };
  for (const [path, item] of slice.paths) visit(item, path, []);
  for (const [key, operation] of slice.operations) visit(operation, key, []);
  return prose;
}

export function digestsOf(prose: ReadonlyMap<string, Json>): ProseDigests {
  return Object.fromEntries([...prose].map(([key, value]) => [key, digestOf(value)] as const).sort(byKey));
}

/** What has been rewritten since the digests were taken. The values are the old digest and the new words. */
export function compareProse(pinned: ProseDigests, published: ReadonlyMap<string, Json>): Difference[] {
  const locations = new Set([...Object.keys(pinned), ...published.keys()]);
  return [...locations].sort(compareText).flatMap((location): Difference[] => {
    const [digest, value] = [pinned[location], published.get(location)];
    if (value !== undefined && digestOf(value) === digest) return [];
    const id = digest === undefined ? "prose-added" : value === undefined ? "prose-removed" : "prose-changed";
    return [
      {
        location,
        rule: ruleFor(id, "both"),
        before: digest === undefined ? null : `sha256:${digest}`,
        after: value ?? null,
      },
    ];
  });
}
