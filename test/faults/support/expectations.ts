import { expect } from "vitest";
import type { RemovalReport } from "../../../src/index.ts";
import type { Fixture } from "./fixture.ts";

/** The default of `concurrency`. */
const IN_FLIGHT = 24;

/** All that matched is gone, nothing else was touched, each was removed once, and the report says so. */
export function expectAllRemoved(fixture: Fixture, report: RemovalReport): void {
  expectSameSids(fixture.stored(), fixture.bystanders, fixture.name);
  const { matched, removed, alreadyGone, failed, notAttempted } = report;
  const count = fixture.matching.length;
  expect(
    failed.map(({ error }) => String(error)),
    fixture.name,
  ).toEqual([]);
  expect({ matched, removed, alreadyGone, notAttempted }, fixture.name).toEqual({
    matched: count,
    removed: count,
    alreadyGone: 0,
    notAttempted: 0,
  });
  expect(fixture.repeated(), fixture.name).toEqual([]);
}

/** The report of a removal that was aborted. What was in flight then may be gone or not, and is no failure. */
export function expectTrueReport(fixture: Fixture, report: RemovalReport): void {
  const { matched, removed, alreadyGone, failed, notAttempted } = report;
  expect(matched).toBe(fixture.matching.length);
  expect(matched).toBe(removed + alreadyGone + failed.length + notAttempted);
  expect(failed).toEqual([]);
  expect(alreadyGone).toBe(0);
  const stored = new Set(fixture.stored());
  expectSameSids(
    [...stored].filter((sid) => fixture.bystanders.includes(sid)),
    fixture.bystanders,
  );
  const gone = fixture.matching.filter((sid) => !stored.has(sid)).length;
  expect(gone).toBeGreaterThanOrEqual(removed);
  expect(gone).toBeLessThanOrEqual(removed + IN_FLIGHT);
}

/** The same SIDs, in any order, each once. */
export function expectSameSids(actual: readonly string[], expected: readonly string[], name = ""): void {
  expect(actual.toSorted(), name).toEqual(expected.toSorted());
}
