import { describe, expect, it } from "vitest";
import { type ClientOptions, RemovalError, type RemovalReport } from "../../src/index.ts";
import { binding, failure, json, text } from "../support/answers.ts";
import { conversationsBindings } from "../support/client.ts";
import { fixedRandom } from "../support/clock.ts";
import { rejection } from "../support/failures.ts";
import { fetchFailed } from "../support/fetches.ts";
import { manyBindings, reportOf, storeOf } from "../support/store.ts";

type Answer = () => Response | Error | undefined;
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("a removal that was in flight when another one ended all", () => {
  /** The last of four, which gets its response once the first has got a 403. */
  const late = binding(4).sid;

  async function endsWith(answer: Answer, isGone: boolean, client: ClientOptions = {}) {
    const store = storeOf(manyBindings(50), {
      onRemove: async (sid, count) => {
        if (count === 1) return failure(403);
        if (sid !== late) return undefined;
        await wait(10);
        if (isGone) store.lose(late);
        return answer();
      },
    });
    const bindings = conversationsBindings({ fetch: store.fetch, maxRetries: 2, ...client });
    const audit: string[] = [];
    const removal = bindings.removeAll({
      all: true,
      concurrency: 4,
      onRemoved: ({ sid }) => void audit.push(sid),
    });
    const { report } = await rejection(removal, RemovalError);
    expect(audit).toHaveLength(report.removed);
    return { store, report, lates: store.removals.filter((sid) => sid === late), audit };
  }

  /** What became of the late one, by the numbers of the report. */
  function outcomeOf({ failed, alreadyGone }: RemovalReport, audit: readonly string[]) {
    if (audit.includes(late)) return "removed";
    if (alreadyGone > 0) return "alreadyGone";
    return failed.some(({ sid }) => sid === late) ? "failed" : "notAttempted";
  }

  const unclear: readonly (readonly [string, Answer])[] = [
    ["500", () => failure(500)],
    ["reset", () => fetchFailed("ECONNRESET")],
    ["200 with HTML", () => text("<html>maintenance</html>")],
    ["200 with JSON", () => json({})],
    ["202", () => text(null, { status: 202 })],
  ];
  it.each<readonly [string, Answer, boolean, string, number]>([
    ["204", () => undefined, false, "removed", 0],
    ["404", () => undefined, true, "alreadyGone", 0],
    ["400", () => failure(400), false, "failed", 0],
    ["429", () => failure(429), false, "notAttempted", 0],
    ["429 with Retry-After", () => failure(429, { "Retry-After": "1" }), false, "notAttempted", 0],
    ["refused connection", () => fetchFailed("ECONNREFUSED"), false, "notAttempted", 0],
    ...unclear.map(([name, answer]) => [name, answer, false, "failed", 1] as const),
    ...unclear.map(([name, answer]) => [`${name}, though done`, answer, true, "removed", 1] as const),
  ])("and got a %s", async (_, answer, isGone, outcome, lookUps) => {
    const { store, report, lates, audit } = await endsWith(answer, isGone);
    expect(outcomeOf(report, audit)).toBe(outcome);
    expect(lates).toHaveLength(1);
    expect(store.lookUps).toEqual(Array(lookUps).fill(late));
    const { matched, removed, alreadyGone, failed, notAttempted } = report;
    expect(matched).toBe(removed + alreadyGone + failed.length + notAttempted);
  });
});

describe("the look-up of a removal with an unknown outcome", () => {
  const lost = binding(3).sid;
  const setUp = (onLookUp: (sid: string, count: number) => ReturnType<Answer>) => {
    fixedRandom(0);
    const store = storeOf(manyBindings(6), {
      onRemove: (sid) => (sid === lost ? failure(500) : undefined),
      onLookUp,
    });
    return { store, bindings: conversationsBindings({ fetch: store.fetch, maxRetries: 0 }) };
  };

  it.each([
    ["500", () => failure(500)],
    ["a reset", () => fetchFailed("ECONNRESET")],
    ["200 with HTML", () => text("<html>")],
    ["410", () => failure(410)],
  ])("that ends with %s leaves the failure of the DELETE", async (_, answer) => {
    const { store, bindings } = setUp(answer);
    const report = await bindings.removeAll({ all: true });
    expect(report).toMatchObject({
      removed: 5,
      failed: [{ sid: lost, error: { status: 500, method: "DELETE" } }],
    });
    expect(store.lookUps).toEqual([lost]);
  });

  it("that is aborted leaves the binding not attempted", async () => {
    const controller = new AbortController();
    const { bindings } = setUp(() => {
      controller.abort(new Error("enough"));
      return undefined;
    });
    const removal = bindings.removeAll({ all: true, signal: controller.signal });
    const { report } = await rejection(removal, RemovalError);
    expect(report.failed).toEqual([]);
    expect(report.notAttempted).toBeGreaterThan(0);
  });

  it("is retried as any other request", async () => {
    fixedRandom(0);
    const store = storeOf(manyBindings(6), {
      onRemove: (sid) => {
        if (sid !== lost) return undefined;
        store.lose(lost);
        return failure(500);
      },
      onLookUp: (_, count) => (count === 1 ? failure(503) : undefined),
    });
    const bindings = conversationsBindings({ fetch: store.fetch, maxRetries: 1 });
    expect(await bindings.removeAll({ all: true })).toEqual(reportOf(6));
    expect(store.lookUps).toEqual([lost, lost]);
  });
});
