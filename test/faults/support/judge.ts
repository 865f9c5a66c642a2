import { expect } from "vitest";
import type { RemovalReport } from "../../../src/index.ts";
import type { World } from "./world.ts";

/** All that matched is gone, nothing else was touched, each was removed once, and the report says so. */
export function expectAllRemoved(world: World, report: RemovalReport): void {
  expectSameSids(world.stored(), world.bystanders, world.name);
  const { matched, removed, alreadyGone, failed } = report;
  const count = world.matching.length;
  expect(
    failed.map(({ error }) => String(error)),
    world.name,
  ).toEqual([]);
  expect({ matched, removed, alreadyGone }, world.name).toEqual({
    matched: count,
    removed: count,
    alreadyGone: 0,
  });
  expect(world.askedAgain(), world.name).toEqual([]);
}

/** The report of a removal that ended early. What was in flight then may be gone or not. */
export function expectTrueReport(world: World, report: RemovalReport): void {
  const { matched, removed, alreadyGone, failed } = report;
  expect(matched).toBe(removed + alreadyGone + failed.length);
  const stored = new Set(world.stored());
  expectSameSids(
    [...stored].filter((sid) => world.bystanders.includes(sid)),
    world.bystanders,
  );
  const lost = world.matching.filter((sid) => !stored.has(sid));
  const unsure = failed.filter(({ sid }) => !stored.has(sid)).length;
  expect(lost.length).toBe(removed + unsure);
}

/** The same SIDs, in any order, each once. */
export function expectSameSids(actual: readonly string[], expected: readonly string[], name = ""): void {
  expect(actual.toSorted(), name).toEqual(expected.toSorted());
}
