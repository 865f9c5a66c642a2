import { describe, expect, it } from "vitest";
import { type ClientOptions, NotFoundError, RemovalError } from "../../src/index.ts";
import { binding, failure, text } from "../support/answers.ts";
import { conversationsBindings } from "../support/client.ts";
import { fixedRandom } from "../support/clock.ts";
import { rejection } from "../support/failures.ts";
import { fetchFailed } from "../support/fetches.ts";
import { type StoreOptions, manyBindings, reportOf, storeOf } from "../support/store.ts";

function setUp(count: number, options: StoreOptions, client: ClientOptions = {}) {
  const store = storeOf(manyBindings(count), options);
  return { store, bindings: conversationsBindings({ fetch: store.fetch, maxRetries: 2, ...client }) };
}

describe("a removal whose response was lost", () => {
  type Fault = () => Response | Error;

  /** A server that removes bindings at the first request, and responds to every `nth` of them with a fault. */
  function losing(count: number, nth: number, fault: Fault, again?: Fault) {
    const asked = new Map<string, number>();
    const set = setUp(count, {
      onRemove: (sid) => {
        const times = (asked.get(sid) ?? 0) + 1;
        asked.set(sid, times);
        if (times === 2 && again) return again();
        if (times > 1 || asked.size % nth > 0) return undefined;
        set.store.lose(sid);
        return fault();
      },
    });
    return set;
  }

  const faults: readonly (readonly [string, Fault])[] = [
    ["a reset", () => fetchFailed("ECONNRESET")],
    ["a 500", () => failure(500)],
    ["a 503", () => failure(503)],
  ];

  it.each(faults)("by %s counts as removed, not as already gone", async (_, fault) => {
    fixedRandom(0);
    const { store, bindings } = losing(50, 3, fault);
    expect(await bindings.removeAll({ all: true })).toEqual(reportOf(50));
    expect(store.sids()).toEqual([]);
  });

  it.each(faults)("by %s, and which then meets a 429, counts as removed, too", async (_, fault) => {
    fixedRandom(0);
    const { bindings } = losing(50, 3, fault, () => failure(429));
    expect(await bindings.removeAll({ all: true })).toEqual(reportOf(50));
  });

  it("that fails each time is named, because the binding is still there", async () => {
    fixedRandom(0);
    const bad = binding(7).sid;
    const { bindings } = setUp(20, { onRemove: (sid) => (sid === bad ? failure(500) : undefined) });
    const report = await bindings.removeAll({ all: true });
    expect(report).toMatchObject({
      matched: 20,
      removed: 19,
      failed: [{ sid: bad, error: { status: 500, attempts: 3 } }],
    });
  });
});

describe("a removal none of whose responses arrives", () => {
  const faults: readonly (readonly [string, () => Response | Error])[] = [
    ["resets", () => fetchFailed("ECONNRESET")],
    ["500s", () => failure(500)],
    ["foreign bodies", () => text("<html>ok</html>")],
  ];

  it.each(faults)("is looked up once, and counts as removed if it is gone: %s", async (_, fault) => {
    fixedRandom(0);
    const bad = new Set([3, 8, 14].map((index) => binding(index).sid as string));
    const set = setUp(20, {
      onRemove: (sid) => {
        if (!bad.has(sid)) return undefined;
        set.store.lose(sid);
        return fault();
      },
    });
    const audit: string[] = [];
    const report = await set.bindings.removeAll({ all: true, onRemoved: ({ sid }) => void audit.push(sid) });
    expect(report).toEqual(reportOf(20));
    expect(audit).toHaveLength(20);
    expect(set.store.lookUps.toSorted()).toEqual([...bad]);
  });

  it.each(faults)("is looked up once, and is a failure if it is still there: %s", async (_, fault) => {
    fixedRandom(0);
    const bad = binding(7).sid;
    const { store, bindings } = setUp(20, { onRemove: (sid) => (sid === bad ? fault() : undefined) });
    const report = await bindings.removeAll({ all: true });
    expect(report).toMatchObject({ matched: 20, removed: 19, failed: [{ sid: bad }] });
    expect(store.lookUps).toEqual([bad]);
  });
});

it.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"])(
  "a removal that %s kept from the server, and that then gets a 404, is already gone",
  async (code) => {
    fixedRandom(0);
    const bad = binding(4).sid;
    const asked = new Map<string, number>();
    const set = setUp(10, {
      onRemove: (sid) => {
        asked.set(sid, (asked.get(sid) ?? 0) + 1);
        if (sid !== bad || asked.get(sid) !== 1) return undefined;
        set.store.lose(sid);
        return fetchFailed(code);
      },
    });
    expect(await set.bindings.removeAll({ all: true })).toEqual(reportOf(10, { removed: 9, alreadyGone: 1 }));
  },
);

describe("a 404 that is a gateway's page, not the API's", () => {
  const page = () => text("\n<!DOCTYPE html><h1>Not Found</h1>", { status: 404 });

  it("does not count as already gone, and ends a removal when it comes each time", async () => {
    const { store, bindings } = setUp(30, { onRemove: page });
    const { report } = await rejection(bindings.removeAll({ all: true, concurrency: 1 }), RemovalError);
    expect(report).toMatchObject({ matched: 30, removed: 0, alreadyGone: 0, notAttempted: 20 });
    expect(report.failed[0]?.error).toBeInstanceOf(NotFoundError);
    expect(store.sids()).toHaveLength(30);
  });

  it("does not say that a binding was removed by a lost attempt", async () => {
    fixedRandom(0);
    const fails = (_: string, count: number) => (count === 1 ? fetchFailed("ECONNRESET") : page());
    const { bindings } = setUp(1, { onRemove: fails });
    await rejection(bindings(binding(1).sid).remove(), NotFoundError);
  });

  it("does not say so when it answers the look-up, either", async () => {
    fixedRandom(0);
    const { bindings } = setUp(1, { onRemove: () => failure(500), onLookUp: page });
    expect(await bindings.removeAll({ all: true })).toMatchObject({ removed: 0, failed: [{}] });
  });
});
