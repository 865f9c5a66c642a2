import { afterAll, describe, expect, it } from "vitest";
import type { Difference } from "../../scripts/drift/compare.ts";
import { RULES } from "../../scripts/drift/rules.ts";
import { OPERATION_CASES } from "./operation-cases.ts";
import { SCHEMA_CASES } from "./schema-cases.ts";
import { differences, patched } from "./small.ts";

describe("rules", () => {
  const seen = new Set<string>();
  afterAll(() => {
    const all = RULES.map(({ id, direction }) => `${id} (${direction})`);
    expect([...all].sort()).toEqual([...seen].sort());
  });

  it.each(
    [...OPERATION_CASES, ...SCHEMA_CASES].map(
      (each) => [`${each.rules.join(" / ")} ${Object.keys(each.patches)[0] ?? ""}`, each] as const,
    ),
  )("%s", (_title, { rules, direction, patches, given }) => {
    const before = patched(given ?? {});
    const after = patched(patches, before);
    // What comes or goes takes its words along, which the check does not tell a second time.
    const isProse = rules[0].startsWith("prose");
    const counts = ({ rule }: Difference) => isProse || rule.class !== "docs-only";
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

  it("has one rule for an id and a direction", () => {
    const keys = RULES.map(({ id, direction }) => `${id} ${direction}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { id } of RULES) {
      const directions = RULES.filter((rule) => rule.id === id).map(({ direction }) => direction);
      expect(directions.length === 1 || !directions.includes("both")).toBe(true);
    }
  });
});
