import { describe, expect, it } from "vitest";
import type { ClientOptions, ServiceBinding } from "../../src/index.ts";
import { binding, failure } from "../support/answers.ts";
import { fixedRandom, stoppedClock } from "../support/clock.ts";
import { conversationsBindings } from "../support/client.ts";
import { fetchFailed } from "../support/fetches.ts";
import { reasonOf } from "../support/failures.ts";
import { type StoreOptions, storeOf } from "../support/store.ts";

const many = (count: number): ServiceBinding[] =>
  Array.from({ length: count }, (_, index) => binding(index + 1));

function setUp(count: number, options: StoreOptions, client: ClientOptions = {}) {
  const store = storeOf(many(count), options);
  return { store, bindings: conversationsBindings({ fetch: store.fetch, maxRetries: 2, ...client }) };
}

const all = (count: number) => ({ matched: count, removed: count, alreadyGone: 0, failed: [] });

describe("a 429", () => {
  it("makes all removals wait as long as Retry-After says, and counts as nothing", async () => {
    const clock = stoppedClock();
    const { store, bindings } = setUp(60, {
      onRemove: (_, count) => (count === 20 ? failure(429, { "Retry-After": "10" }) : undefined),
    });
    const removal = bindings.removeAll({ all: true });
    for (let round = 0; round < 20; round++) await clock.advance(0);
    const atPushBack = store.removals.length;
    expect(atPushBack).toBeGreaterThanOrEqual(20);
    expect(atPushBack).toBeLessThan(60);
    await clock.advance(9_900);
    expect(store.removals).toHaveLength(atPushBack);
    await clock.advance(200);
    expect(store.removals.length).toBeGreaterThan(atPushBack);
    expect(await clock.finish(removal)).toEqual(all(60));
    expect(store.sids()).toEqual([]);
  });

  it("on the listing makes it wait, too", async () => {
    const clock = stoppedClock();
    const { store, bindings } = setUp(150, {
      onList: (count) => (count === 2 ? failure(429, { "Retry-After": "10" }) : undefined),
    });
    const removal = bindings.removeAll({ all: true });
    for (let round = 0; round < 20; round++) await clock.advance(0);
    expect(store.lists()).toBe(2);
    await clock.advance(9_900);
    expect(store.lists()).toBe(2);
    expect(await clock.finish(removal)).toEqual(all(150));
  });

  it("whose Retry-After is past the limit surfaces for that binding", async () => {
    const { bindings } = setUp(5, {
      onRemove: (_, count) => (count === 2 ? failure(429, { "Retry-After": "259200" }) : undefined),
    });
    const controller = new AbortController();
    const removal = bindings.removeAll({ all: true, signal: controller.signal, concurrency: 1 });
    setTimeout(() => controller.abort(new Error("waited for three days")), 2_000);
    // Whatever becomes of the others, nothing waits for three days.
    const report = await removal.catch(
      (error: unknown) => (error as { report: Awaited<typeof removal> }).report,
    );
    expect(report.failed.map(({ error }) => error)).toContainEqual(
      expect.objectContaining({ retryAfter: 259_200 }),
    );
    expect(controller.signal.aborted).toBe(false);
  });

  it("ends its wait at once when the caller aborts", async () => {
    const { store, bindings } = setUp(60, { onRemove: () => failure(429, { "Retry-After": "30" }) });
    const controller = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 30);
    const start = performance.now();
    expect(await reasonOf(bindings.removeAll({ all: true, signal: controller.signal }))).toBe(reason);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(store.sids()).toHaveLength(60);
  });

  it.each([4, 8])("storm of a server with room for %i ends with everything removed once", async (room) => {
    fixedRandom(0.01);
    let underWay = 0;
    const { store, bindings } = setUp(400, {
      onRemove: async () => {
        underWay++;
        await new Promise((resolve) => setTimeout(resolve, 1));
        const isOver = underWay-- > room;
        return isOver ? failure(429) : undefined;
      },
    });
    expect(await bindings.removeAll({ all: true, concurrency: 64 })).toEqual(all(400));
    expect(store.sids()).toEqual([]);
    // It finds the room there is: most requests are not refused.
    expect(store.removals.length).toBeLessThan(800);
  });
});

it("one 429 with Retry-After, early on, does not slow down all that follows for good", async () => {
  const timeFor = async (refusedAt: number) => {
    const clock = stoppedClock();
    const { bindings } = setUp(3_000, {
      onRemove: async (_, count) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        return count === refusedAt ? failure(429, { "Retry-After": "1" }) : undefined;
      },
    });
    const start = performance.now();
    expect(await clock.finish(bindings.removeAll({ all: true }))).toEqual(all(3_000));
    return performance.now() - start;
  };
  const smooth = await timeFor(Infinity);
  expect(await timeFor(2)).toBeLessThan(3 * smooth);
});

describe("a removal whose answer was lost", () => {
  type Fault = () => Response | Error;

  /** A server that removes bindings when it is first asked to, and answers every `nth` of them with a fault. */
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
    expect(await bindings.removeAll({ all: true })).toEqual(all(50));
    expect(store.sids()).toEqual([]);
  });

  it.each(faults)("by %s, and which then meets a 429, counts as removed all the same", async (_, fault) => {
    fixedRandom(0);
    const { bindings } = losing(50, 3, fault, () => failure(429));
    expect(await bindings.removeAll({ all: true })).toEqual(all(50));
  });

  it("and which keeps failing is named, for it may be there", async () => {
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

it("a bulk removal at 10 % faults of every kind, from a fixed seed, leaves exactly what did not match", async () => {
  fixedRandom(0);
  for (let seed = 1; seed <= 20; seed++) {
    const random = randomFrom(seed);
    const faults = [
      () => fetchFailed("ECONNRESET"),
      () => failure(429),
      () => failure(500),
      () => failure(503),
    ];
    const fault = () => (random() < 0.1 ? faults[Math.floor(random() * faults.length)]?.() : undefined);
    const { store, bindings } = setUp(
      500,
      { paging: seed % 2 ? "token" : "offset", onRemove: fault, onList: fault },
      { maxRetries: 8 },
    );
    const isMine = ({ sid }: ServiceBinding) => parseInt(sid.slice(-2), 16) % 2 === 0;
    const report = await bindings.removeAll({ filter: isMine });
    expect(store.sids()).toEqual(
      many(500)
        .filter((b) => !isMine(b))
        .map(({ sid }) => sid),
    );
    expect(report).toEqual(all(250));
  }
});

/** Numbers from 0 to 1 that look random and are the same each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
