import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ServiceBinding } from "../../src/index.ts";
import { collect } from "../support/collect.ts";
import { sized } from "../support/size.ts";
import { type Removal, expectTrueList, expectTrueRemoval } from "./expectations.ts";
import { run, selections } from "./run.ts";
import { type Abort, type Scenario, anyScenario, fixedScenarios } from "./scenario.ts";

// MODEL_RUNS sets another size, MODEL_SEED repeats a run; fast-check prints the seed of a failure.
const numRuns = Number(process.env["MODEL_RUNS"] ?? sized(75, 3_000));
const seed = Number(process.env["MODEL_SEED"] ?? 20_261_125);

beforeAll(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});
afterAll(() => void vi.useRealTimers());

async function removeAll(scenario: Scenario): Promise<Removal> {
  const { selection, concurrency, limit } = scenario;
  const matched: string[] = [];
  const audit: string[] = [];
  const result = await run(scenario, (bindings, signal) =>
    bindings.removeAll({
      ...(selections[selection].options as { all: true }),
      concurrency,
      limit,
      signal,
      onMatched: ({ sid }) => void matched.push(sid),
      onRemoved: ({ sid }) => void audit.push(sid),
    }),
  );
  return { ...result, matched, audit };
}

const ways = ["await", "for await", "pages"] as const;

function list(scenario: Scenario, way: (typeof ways)[number]) {
  const options = { ...selections[scenario.selection].filters, limit: scenario.limit, pageSize: 7 };
  return run<readonly ServiceBinding[]>(scenario, async (bindings, signal) => {
    const listing = bindings.list({ ...(options as object), signal });
    if (way === "await") return listing;
    if (way === "for await") return collect(listing);
    return (await collect(listing.pages())).flatMap(({ instances }) => instances);
  });
}

/** Each request of an undisturbed run, at each moment of it. */
async function abortsOf(
  scenario: Scenario,
  operate: (scenario: Scenario) => Promise<{ server: { requests(): number } }>,
) {
  const { server } = await operate({ ...scenario, abort: undefined });
  const requests = Array.from({ length: server.requests() }, (_, index) => index + 1);
  const moments: readonly Abort["moment"][] = ["hook", "token", "sent", "arrived", "done"];
  return requests.flatMap((request) => moments.map((moment) => ({ request, moment })));
}

describe(`under lagging lists, duplicates, changes by others, faults and aborts (seed ${seed})`, () => {
  it("removeAll removes exactly what matches, and its report is true", { timeout: 600_000 }, async () => {
    const property = fc.asyncProperty(anyScenario, async (scenario) => {
      expectTrueRemoval(scenario, await removeAll(scenario));
    });
    await fc.assert(property, { numRuns, seed });
  });

  it.each(ways)("a list read by %s is what its pages hold", { timeout: 600_000 }, async (way) => {
    const property = fc.asyncProperty(anyScenario, async (scenario) => {
      expectTrueList(scenario, await list(scenario, way));
    });
    await fc.assert(property, { numRuns: Math.ceil(numRuns / 3), seed });
  });

  const scenarios = fixedScenarios.slice(0, Math.max(4, Math.ceil(numRuns / 150)));

  it("removeAll can be aborted at each request", { timeout: 600_000 }, async () => {
    expect(scenarios.length).toBeGreaterThan(3);
    for (const scenario of scenarios) {
      for (const abort of await abortsOf(scenario, removeAll)) {
        const aborted = { ...scenario, abort };
        expectTrueRemoval(aborted, await removeAll(aborted));
      }
    }
  });

  it("a list can be aborted at each request", { timeout: 600_000 }, async () => {
    for (const scenario of scenarios) {
      for (const abort of await abortsOf(scenario, (one) => list(one, "for await"))) {
        const aborted = { ...scenario, abort };
        expectTrueList(aborted, await list(aborted, "for await"));
      }
    }
  });
});
