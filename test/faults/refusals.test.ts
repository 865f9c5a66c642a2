import { describe, expect, it } from "vitest";
import type { RecordedRequest } from "../../src/emulator/index.ts";
import { kinds } from "./support/collections.ts";
import { expectAllRemoved } from "./support/judge.ts";
import { openWorld } from "./support/world.ts";

/** How long a busy machine may take to hear of a refusal, in milliseconds. */
const lag = 300;

const storms = [{ retryAfter: undefined }, { retryAfter: 0 }, { retryAfter: 1 }];

describe.concurrent("a bulk removal that is refused", () => {
  it("sends nothing, by any worker, until Retry-After has passed", async () => {
    await using world = await openWorld(kinds[0], 150, {
      latency: 10,
      rateLimit: { maxConcurrent: 6, retryAfter: 1 },
    });
    expectAllRemoved(world, await world.bindings.removeAll({ bindingType: "apn" }));
    const refused = world.requests.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.flatMap(({ time }) => sentBetween(world.requests, time + lag, time + 1_000))).toEqual([]);
  });

  it.for(storms)(
    "by every answer (Retry-After: $retryAfter) backs off, and finishes after",
    async ({ retryAfter }) => {
      await using world = await openWorld(kinds[0], 150, {
        rateLimit: { requestsPerSecond: 0, burst: 1, retryAfter },
      });
      setTimeout(() => world.configure({ rateLimit: undefined }), 2_500);
      expectAllRemoved(world, await world.bindings.removeAll({ bindingType: "apn" }));
      const refused = world.requests.filter(({ status }) => status === 429);
      expect(refused.length, "requests sent into the storm").toBeGreaterThan(0);
      expect(refused.length, "requests sent into the storm").toBeLessThan(50);
    },
  );

  it("now and then at random is hardly slower for it", async () => {
    const faults = { rate: 0.03, kinds: ["rate-limited"], retryAfter: 0.01, randomSeed: 5 } as const;
    await using world = await openWorld(kinds[0], 2_000, { faults });
    const start = performance.now();
    expectAllRemoved(world, await world.bindings.removeAll({ bindingType: "apn" }));
    // Sixty waits of 10 ms; without any refusal, it takes a second or two.
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it("at a limit of requests a second keeps going at about that", async () => {
    await using world = await openWorld(kinds[0], 300, { rateLimit: { requestsPerSecond: 60, burst: 20 } });
    const start = performance.now();
    expectAllRemoved(world, await world.bindings.removeAll({ bindingType: "apn" }));
    const seconds = (performance.now() - start) / 1_000;
    expect(300 / seconds, "removals a second").toBeGreaterThan(15);
  });
});

function sentBetween(requests: readonly RecordedRequest[], from: number, to: number): readonly number[] {
  return requests.filter(({ time }) => time > from && time < to).map(({ time }) => time - from);
}
