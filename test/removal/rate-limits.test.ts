import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type ClientOptions, RemovalError } from "../../src/index.ts";
import { failure } from "../support/answers.ts";
import { fixedRandom, stoppedClock } from "../support/clock.ts";
import { conversationsBindings } from "../support/client.ts";
import { rejection } from "../support/failures.ts";
import { fetchFailed } from "../support/fetches.ts";
import { type StoreOptions, manyBindings, reportOf, storeOf } from "../support/store.ts";

function setUp(count: number, options: StoreOptions, client: ClientOptions = {}) {
  const store = storeOf(manyBindings(count), options);
  return { store, bindings: conversationsBindings({ fetch: store.fetch, maxRetries: 2, ...client }) };
}

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
    expect(await clock.finish(removal)).toEqual(reportOf(60));
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
    expect(await clock.finish(removal)).toEqual(reportOf(150));
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
      expect(await bindings.removeAll({ all: true, concurrency: 64 })).toEqual(reportOf(400));
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
    expect(await clock.finish(bindings.removeAll({ all: true }))).toEqual(reportOf(3_000));
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
    expect(await clock.finish(bindings.removeAll({ all: true }))).toEqual(reportOf(60));
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

describe("the limits of a call within a removal", () => {
  it("totalTimeout starts with its turn, however long it waited for that", async () => {
    const clock = stoppedClock();
    const { store, bindings } = setUp(100, {
      onRemove: () => new Promise((resolve) => setTimeout(resolve, 200)),
    });
    // Few run at first; the last of 24 waits for its turn for longer than 500 ms.
    const removal = bindings.removeAll({ all: true, concurrency: 24, totalTimeout: 500 });
    expect(await clock.finish(removal)).toEqual(reportOf(100));
    expect(store.sids()).toEqual([]);
  });

  it("totalTimeout does not end those that wait for another one's Retry-After", async () => {
    const clock = stoppedClock();
    const { bindings } = setUp(20, {
      onRemove: (_, count) => (count === 1 ? failure(429, { "Retry-After": "10" }) : undefined),
    });
    const report = await clock.finish(bindings.removeAll({ all: true, totalTimeout: 2_000 }));
    expect(report).toMatchObject({ removed: 19, failed: [{ error: { status: 429 } }] });
  });

  it("maxRetries does not count 429 responses, and counts all else from the start", async () => {
    const clock = stoppedClock();
    const attempts: (number | "reset")[] = [429, 429, 503, 429, "reset", 429, 429];
    const { store, bindings } = setUp(1, {
      onRemove: (_, count) => {
        const next = attempts[count - 1];
        if (next === undefined) return undefined;
        return next === "reset" ? fetchFailed("ECONNRESET") : failure(next);
      },
    });
    expect(await clock.finish(bindings.removeAll({ all: true, maxRetries: 2 }))).toEqual(reportOf(1));
    expect(store.removals).toHaveLength(attempts.length + 1);
  });

  it("maxRetries counts one failure more than it permits", async () => {
    const clock = stoppedClock();
    const { store, bindings } = setUp(1, { onRemove: (_, count) => failure(count % 2 === 0 ? 503 : 429) });
    const report = await clock.finish(bindings.removeAll({ all: true, maxRetries: 2 }));
    expect(report).toMatchObject({ removed: 0, failed: [{ error: { status: 503, attempts: 6 } }] });
    expect(store.removals).toHaveLength(6);
  });

  it("maxRetries 0 makes a 429 response final", async () => {
    const { store, bindings } = setUp(1, { onRemove: () => failure(429) });
    const report = await bindings.removeAll({ all: true, maxRetries: 0 });
    expect(report).toMatchObject({ failed: [{ error: { status: 429, attempts: 1 } }] });
    expect(store.removals).toHaveLength(1);
  });
});

describe("a Retry-After", () => {
  it.each([429, 503])("beyond the limit ends it, even if it comes once, with a %i", async (status) => {
    const { store, bindings } = setUp(300, {
      onRemove: (_, count) => (count === 50 ? failure(status, { "Retry-After": "3600" }) : undefined),
    });
    const { report, cause } = await rejection(bindings.removeAll({ all: true }), RemovalError);
    expect(cause).toMatchObject({ status, retryAfter: 3600 });
    expect(report.failed).toMatchObject([{ error: { status } }]);
    expect(report.notAttempted).toBeGreaterThan(200);
    expect(store.removals.length).toBeLessThan(100);
  });

  it("longer than a timer can be keeps all waiting, without a request or a busy loop", async () => {
    const clock = stoppedClock();
    const setTimer = vi.fn(setTimeout);
    vi.stubGlobal("setTimeout", setTimer);
    onTestFinished(() => void vi.unstubAllGlobals());
    const { store, bindings } = setUp(
      60,
      { onRemove: (_, count) => (count === 1 ? failure(429, { "Retry-After": "2592000" }) : undefined) },
      { maxRetryAfter: Infinity, totalTimeout: Infinity, timeout: Infinity },
    );
    const controller = new AbortController();
    const removal = rejection(bindings.removeAll({ all: true, signal: controller.signal }), RemovalError);
    await clock.advance(1_000);
    const [requests, timers] = [store.removals.length, setTimer.mock.calls.length];
    expect(requests).toBeLessThan(60);
    for (let step = 0; step < 10; step++) await clock.advance(60_000);
    expect(store.removals).toHaveLength(requests);
    expect(setTimer.mock.calls.length - timers).toBeLessThan(10);
    controller.abort();
    expect((await removal).report.notAttempted).toBe(60 - requests + 1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it("429 responses to two of three DELETEs do not end it", async () => {
  const clock = stoppedClock();
  const { store, bindings } = setUp(90, {
    onRemove: (_, count) => (count % 3 === 0 ? undefined : failure(429)),
  });
  expect(await clock.finish(bindings.removeAll({ all: true }))).toEqual(reportOf(90));
  expect(store.removals).toHaveLength(270);
});
