import { describe, expect, it } from "vitest";
import { sized } from "../support/size.ts";
import { kindsOf } from "./support/collections.ts";
import { expectAllRemoved } from "./support/expectations.ts";
import { mixes } from "./support/mixes.ts";
import { openFixture } from "./support/fixture.ts";

const runs = mixes.map((mix, index) => ({ ...mix, index, seed: 1_000 + index }));

describe.concurrent("a bulk removal of each product's bindings removes exactly what matches", () => {
  it.for(runs)("under $name, seed $seed", async ({ index, settings, timeout, seed }) => {
    await Promise.all(
      kindsOf(index).map(async (kind) => {
        await using fixture = await openFixture(kind, sized(80, 220), settings(seed), { timeout });
        const report = await fixture.bindings.removeAll({ bindingType: "apn", concurrency: 40 });
        expect(fixture.faultCounts(), "faults that the run met").toBeGreaterThan(0);
        expectAllRemoved(fixture, report);
      }),
    );
  });
});
