import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import type { RemovalReport } from "../../src/index.ts";
import { reasonOf } from "../support/failures.ts";
import { kinds } from "./support/collections.ts";
import { expectTrueReport } from "./support/judge.ts";
import { mixes } from "./support/mixes.ts";
import { openWorld } from "./support/world.ts";

const runs = mixes.map((mix, index) => ({ ...mix, seed: 3_000 + index, after: 20 + index * 17 }));

describe.concurrent("a bulk removal that is aborted reports what it did", () => {
  it.for(runs)(
    "under $name, seed $seed, after $after removals",
    async ({ switches, timeout, seed, after }) => {
      await Promise.all(
        kinds.map(async (kind) => {
          await using world = await openWorld(kind, 250, switches(seed), { timeout });
          const controller = new AbortController();
          const reason = new Error("enough");
          const removal = world.bindings.removeAll({
            bindingType: "apn",
            signal: controller.signal,
            onProgress: ({ removed }) => {
              if (removed === after) controller.abort(reason);
            },
          });
          expect(await reasonOf(removal)).toBe(reason);
          const { report } = reason as Error & { report: RemovalReport };
          // What was sent before the abort may still be on its way to the store.
          await new Promise((resolve) => setTimeout(resolve, 100));
          expectTrueReport(world, report);
          expect(report.removed).toBeGreaterThanOrEqual(after);
          expect(report.matched).toBeLessThan(250);
          expect(getEventListeners(controller.signal, "abort")).toEqual([]);
        }),
      );
    },
  );
});
