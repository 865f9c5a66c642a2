import { describe, expect, it } from "vitest";
import { faultCases, measure } from "./table.ts";
import { official, ours } from "./table/library.ts";

describe.concurrent("the fault table", () => {
  it.for(faultCases.map((faultCase) => ({ faultCase, ...faultCase })))(
    "$name: $wanted",
    async ({ faultCase }) => {
      const { outcomes } = await measure(faultCase);
      expect(outcomes.get(ours)).toMatchObject({ asWanted: true });
      // Measured, not outcomeOf: a later version may do better.
      expect(outcomes.get(official)?.what).not.toBe("");
      expect(outcomes.get(official)?.asWanted).toBeTypeOf("boolean");
    },
  );
});
