import { describe, expect, it } from "vitest";
import { kindsOf } from "./support/collections.ts";
import { mixes } from "./support/mixes.ts";
import { openFixture } from "./support/fixture.ts";

const runs = mixes.map((mix, index) => ({ ...mix, index, seed: 2_000 + index }));

describe.concurrent("a list of each product's bindings gives each once, in order", () => {
  it.for(runs)("under $name, seed $seed", async ({ index, settings, timeout, seed }) => {
    await Promise.all(
      kindsOf(index).map(async (kind) => {
        await using fixture = await openFixture(kind, 300, settings(seed), { timeout });
        const listed = await fixture.bindings.list({ bindingType: "apn", pageSize: 10 });
        expect(fixture.faultCounts(), "faults that the run met").toBeGreaterThan(0);
        expect(
          listed.map(({ sid }) => sid),
          kind.name,
        ).toEqual(fixture.matching);
      }),
    );
  });
});
