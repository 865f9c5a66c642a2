import { expect } from "vitest";
import { RemovalError, type RemovalReport, type ServiceBinding } from "../../src/index.ts";
import { type Run, selections } from "./run.ts";
import type { Scenario } from "./scenario.ts";

/** What a removal came to, with what its callbacks saw. */
export interface Removal extends Run<RemovalReport> {
  readonly matched: readonly string[];
  readonly audit: readonly string[];
}

/** Holds a removal to the record of the server. */
export function expectTrueRemoval(scenario: Scenario, removal: Removal): void {
  const { server, error, isAborted, reason, matched, audit } = removal;
  if (removal.value === undefined) expect(error).toBeInstanceOf(RemovalError);
  const report = removal.value ?? (error as RemovalError).report;
  const failed = report.failed.map(({ sid }) => sid as string);
  if (removal.value === undefined) {
    // A fault may have ended it before the abort.
    const isCause = isAborted && (error as RemovalError).cause === reason;
    if (!isCause) expect(scenario.faults, "a fault that explains the end").not.toEqual([]);
  } else {
    expect(report.notAttempted).toBe(0);
    const matching = new Set(sidsOf(server.listed.filter(selections[scenario.selection].matches)));
    expect(new Set(matched).size, "matches, each once").toBe(matched.length);
    expect([...matching]).toEqual(expect.arrayContaining([...matched]));
    // Where types are read concurrently, each part drops what another type's part should have listed.
    const isExact = scenario.selection !== "types" || !scenario.ignoresFilters;
    if (isExact) expect(matched).toHaveLength(Math.min(matching.size, scenario.limit ?? Infinity));
  }
  expect(report.matched).toBe(matched.length);
  expect(report.matched).toBe(report.removed + report.alreadyGone + failed.length + report.notAttempted);
  expectOnlyMatches(removal);

  const outcomeOf = (sid: string) => {
    const removals = server.exchanges.filter((one) => one.method === "DELETE" && one.sid === sid);
    return { removals, wasUnclear: removals.some(({ isUnclear }) => isUnclear), last: removals.at(-1) };
  };
  // Removed is what is gone, and what this call removed, or may have.
  expect(new Set(audit).size).toBe(audit.length);
  expect(audit).toHaveLength(report.removed);
  for (const sid of audit) {
    expect(server.present.has(sid), `${sid} is gone`).toBe(false);
    expect(server.removed.has(sid) || outcomeOf(sid).wasUnclear, `${sid} was removed by this call`).toBe(
      true,
    );
  }
  // Already gone is what a 404 said, with no attempt before that may have removed it.
  const gone = matched.filter((sid) => {
    const { removals, last } = outcomeOf(sid);
    return last?.status === 404 && !removals.some(({ isUnclear }) => isUnclear);
  });
  if (isAborted) expect(report.alreadyGone).toBeLessThanOrEqual(gone.length);
  else expect(report.alreadyGone).toBe(gone.length);
  for (const sid of failed) expectRealFailure(sid, removal);
}

const sidsOf = (bindings: readonly ServiceBinding[]): string[] => bindings.map(({ sid }) => sid);

/** Nothing is removed but what was listed and matched; what matched is gone, if the report says so. */
function expectOnlyMatches({ server, matched, value }: Removal): void {
  for (const { method, sid } of server.exchanges) {
    expect(matched, `${method} of what did not match`).toContain(sid);
  }
  for (const sid of server.removed) expect(matched).toContain(sid);
  if (value?.failed.length !== 0) return;
  for (const sid of matched) expect(server.present.has(sid), `${sid} is gone`).toBe(false);
}

/** A failure may still be there, unless the look-up failed, too; and was not in flight at the abort. */
function expectRealFailure(sid: string, { server, isAborted, value }: Removal): void {
  const exchanges = server.exchanges.filter((one) => one.sid === sid);
  const isKnownGone = exchanges.some(({ method, status }) => method === "GET" && status === 404);
  expect(isKnownGone, `${sid} is known to be gone`).toBe(false);
  expect(exchanges.length, `requests for ${sid}`).toBeGreaterThan(0);
  const isUnclear = exchanges.some(({ method, isUnclear: unclear }) => method === "DELETE" && unclear);
  // A removal that ends early looks nothing up any more.
  if (value && isUnclear) expect(exchanges.at(-1)?.method, `last request for ${sid}`).toBe("GET");
  if (isAborted)
    expect(exchanges.at(-1)?.wasInFlightAtAbort, `${sid} was in flight at the abort`).toBe(false);
}

/** Holds a list to the pages that arrived. */
export function expectTrueList(scenario: Scenario, { server, ...run }: Run<readonly ServiceBinding[]>): void {
  const { matches } = selections[scenario.selection === "filter" ? "all" : scenario.selection];
  if (run.value === undefined) {
    if (!run.isAborted || run.error !== run.reason)
      expect(scenario.faults, `a fault that explains ${String(run.error)}`).not.toEqual([]);
    expect(String(run.error)).not.toContain("leads back");
    return;
  }
  const expected = server.listed.filter(matches).slice(0, scenario.limit);
  expect(run.value).toEqual(expected);
  if (scenario.limit !== undefined || scenario.paging === "index") return;
  // Tokens lead behind a binding, so that no change of others can hide one that stays.
  const sids = run.value.map(({ sid }) => sid);
  const stable = server.untouched().flatMap((sid) => server.present.get(sid) ?? []);
  expect(sids).toEqual(expect.arrayContaining(stable.filter(matches).map(({ sid }) => sid)));
}
