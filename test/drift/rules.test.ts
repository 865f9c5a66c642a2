import { afterAll, describe, expect, it } from "vitest";
import type { Difference } from "../../scripts/drift/compare.ts";
import { RULE_IDS, ruleFor } from "../../scripts/drift/rules.ts";
import { OPERATION_CASES } from "./operation-cases.ts";
import { SCHEMA_CASES } from "./schema-cases.ts";
import { differences, patched } from "./small.ts";

describe("rules", () => {
  const seen = new Set<string>();
  afterAll(() => {
    // The check adds the last one: it is not a difference between documents.
    const compared = RULE_IDS.filter((id) => id !== "operation-newly-covered");
    const all = compared.flatMap((id) =>
      (["request", "response"] as const).map((direction) => `${id} (${ruleFor(id, direction).direction})`),
    );
    expect([...new Set(all)].sort()).toEqual([...seen].sort());
  });

  it.each(
    [...OPERATION_CASES, ...SCHEMA_CASES].map(
      (each) => [`${each.rules.join(" / ")} ${Object.keys(each.patches)[0] ?? ""}`, each] as const,
    ),
  )("%s", (_title, { rules, direction, patches, given }) => {
    const before = patched(given ?? {});
    const after = patched(patches, before);
    // The check does not report the descriptions of something added or removed.
    const isDescription = rules[0].startsWith("description");
    const counts = ({ rule }: Difference) => isDescription || rule.class !== "docs-only";
    const there = differences(before, after).filter(counts);
    const back = differences(after, before).filter(counts);
    for (const [found, expected] of [
      [there, rules[0]],
      [back, rules[1]],
    ] as const) {
      expect(found.map(({ rule }) => rule.id)).toContain(expected);
      expect(new Set(found.map(({ rule }) => rule.id)).size).toBe(1);
      for (const { rule } of found) {
        if (direction !== "both") expect([direction, "both"]).toContain(rule.direction);
        seen.add(`${rule.id} (${rule.direction})`);
      }
    }
  });
});
