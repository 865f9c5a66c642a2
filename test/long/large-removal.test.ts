import { expect, it } from "vitest";
import { runChild } from "../faults/support/child.ts";
import { expectSameSids } from "../faults/support/expectations.ts";
import { type LargeResult, count, seed } from "../faults/support/large-result.ts";

it(`${count} bindings are removed under 5 % faults, seed ${seed}`, { timeout: 300_000 }, async () => {
  const { report, faults, stored, bystanders } = (await runChild("large-run.ts")) as LargeResult;
  expect(report).toEqual({ matched: count, removed: count, alreadyGone: 0, failed: [], notAttempted: 0 });
  expectSameSids(stored, bystanders);
  expect(faults).toBeGreaterThan(count * 0.04);
});
