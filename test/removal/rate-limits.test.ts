import { describe, expect, it, vi } from "vitest";
import { type ClientOptions, RemovalError, type ServiceBinding } from "../../src/index.ts";
import { binding, failure } from "../support/answers.ts";
import { fixedRandom, stoppedClock } from "../support/clock.ts";
import { conversationsBindings } from "../support/client.ts";
import { rejection } from "../support/failures.ts";
import { type StoreOptions, storeOf } from "../support/store.ts";

const many = (count: number): ServiceBinding[] =>
  Array.from({ length: count }, (_, index) => binding(index + 1));

function setUp(count: number, options: StoreOptions, client: ClientOptions = {}) {
  const store = storeOf(many(count), options);
  return { store, bindings: conversationsBindings({ fetch: store.fetch, maxRetries: 2, ...client }) };
}

const all = (count: number) => ({
  matched: count,
  removed: count,
  alreadyGone: 0,
  failed: [],
  notAttempted: 0,
});

describe("a 429", () => {
  it("makes all removals wait as long as Retry-After says, and is no failure", async () => {
    const clock = stoppedClock();
    const { store, bindings } = setUp(60, {
      onRemove: (_, count) => (count === 20 ? failure(429, { "Retry-After": "10" }) : undefined),
    });
    const removal = bindings.removeAll({ all: true });
    for (let round = 0; round < 20; round++) await clock.advance(0);
    const atPause = store.removals.length;
    expect(atPause).toBeGreaterThanOrEqual(20);
    expect(atPause).toBeLessThan(60);
    await clock.advance(9_900);
    expect(store.removals).toHaveLength(atPause);
    // A tenth of the pause is jitter.
    await clock.advance(1_200);
    expect(store.removals.length).toBeGreaterThan(atPause);
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

  it("ends its wait when the caller aborts", async () => {
    const { store, bindings } = setUp(60, { onRemove: () => failure(429, { "Retry-After": "30" }) });
    const controller = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 30);
    const start = performance.now();
    const removal = bindings.removeAll({ all: true, signal: controller.signal });
    expect((await rejection(removal, RemovalError)).cause).toBe(reason);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(store.sids()).toHaveLength(60);
  });

  it.each([4, 8])(
    "of a server that permits %i concurrent requests ends with everything removed once",
    async (permitted) => {
      fixedRandom(0.01);
      let inFlight = 0;
      const { store, bindings } = setUp(400, {
        onRemove: async () => {
          inFlight++;
          await new Promise((resolve) => setTimeout(resolve, 1));
          const isTooMany = inFlight-- > permitted;
          return isTooMany ? failure(429) : undefined;
        },
      });
      expect(await bindings.removeAll({ all: true, concurrency: 64 })).toEqual(all(400));
      expect(store.sids()).toEqual([]);
      // It finds the limit: most requests are not rate-limited.
      expect(store.removals.length).toBeLessThan(800);
    },
  );
});

it("one 429 with Retry-After, early on, does not slow down all that follows for good", async () => {
  const timeFor = async (limitedAt: number) => {
    const clock = stoppedClock();
    const { bindings } = setUp(3_000, {
      onRemove: async (_, count) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        return count === limitedAt ? failure(429, { "Retry-After": "1" }) : undefined;
      },
    });
    const start = performance.now();
    expect(await clock.finish(bindings.removeAll({ all: true }))).toEqual(all(3_000));
    return performance.now() - start;
  };
  const smooth = await timeFor(Infinity);
  expect(await timeFor(2)).toBeLessThan(3 * smooth);
});

it.each([undefined, "0", "0.01", "1"])(
  "a 429 with Retry-After %s calls onRetry, not onFailure",
  async (retryAfter) => {
    const clock = stoppedClock();
    const hooks = { onRetry: vi.fn(), onFailure: vi.fn() };
    const headers: Record<string, string> = retryAfter === undefined ? {} : { "Retry-After": retryAfter };
    const { bindings } = setUp(
      60,
      { onRemove: (_, count) => (count % 10 === 0 ? failure(429, headers) : undefined) },
      hooks,
    );
    expect(await clock.finish(bindings.removeAll({ all: true }))).toEqual(all(60));
    expect(hooks.onRetry).toHaveBeenCalledTimes(6);
    expect(hooks.onRetry.mock.calls[0]).toMatchObject([{ error: { status: 429 }, method: "DELETE" }]);
    expect(hooks.onFailure).not.toHaveBeenCalled();
  },
);

it("Retry-After: 0 on every DELETE does not make it hammer the server", async () => {
  const clock = stoppedClock();
  const { store, bindings } = setUp(5, { onRemove: () => failure(429, { "Retry-After": "0" }) });
  const controller = new AbortController();
  const removal = rejection(bindings.removeAll({ all: true, signal: controller.signal }), RemovalError);
  for (let step = 0; step < 10; step++) await clock.advance(100);
  controller.abort();
  await removal;
  expect(store.removals.length).toBeLessThan(20);
  expect(vi.getTimerCount()).toBe(0);
});
