import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { RemovalError } from "../../src/index.ts";
import { rejection } from "../support/failures.ts";
import { sized } from "../support/size.ts";
import { kindsOf } from "./support/collections.ts";
import { expectTrueReport } from "./support/expectations.ts";
import { mixes } from "./support/mixes.ts";
import { openFixture } from "./support/fixture.ts";

const runs = mixes.map((mix, index) => ({
  ...mix,
  index,
  seed: 3_000 + index,
  after: 20 + index * sized(5, 17),
}));

describe.concurrent("a bulk removal that is aborted reports what it did", () => {
  it.for(runs)(
    "under $name, seed $seed, after $after removals",
    async ({ index, settings, timeout, seed, after }) => {
      await Promise.all(
        kindsOf(index).map(async (kind) => {
          await using fixture = await openFixture(kind, sized(100, 250), settings(seed), { timeout });
          const controller = new AbortController();
          const reason = new Error("enough");
          const removal = fixture.bindings.removeAll({
            bindingType: "apn",
            signal: controller.signal,
            onProgress: ({ removed }) => {
              if (removed === after) controller.abort(reason);
            },
          });
          const { report, cause } = await rejection(removal, RemovalError);
          expect(cause).toBe(reason);
          // What was sent before the abort may still be on its way to the store.
          await new Promise((resolve) => setTimeout(resolve, 100));
          expectTrueReport(fixture, report);
          expect(report.removed).toBeGreaterThanOrEqual(after);
          expect(report.notAttempted).toBeGreaterThan(0);
          expect(getEventListeners(controller.signal, "abort")).toEqual([]);
        }),
      );
    },
  );
});
