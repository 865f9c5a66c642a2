import { describe, expect, it } from "vitest";
import type { RecordedRequest } from "../../src/emulator/index.ts";
import { kinds } from "./support/collections.ts";
import { expectAllRemoved } from "./support/expectations.ts";
import { openFixture } from "./support/fixture.ts";

/** How long a busy machine may take to react to a 429 response, in milliseconds. */
const lag = 300;

const retryAfters = [{ retryAfter: undefined }, { retryAfter: 0 }, { retryAfter: 1 }];

describe.concurrent("a bulk removal that is rate-limited", () => {
  it("sends nothing, by any worker, until Retry-After has passed", async () => {
    await using fixture = await openFixture(kinds[0], 150, {
      latency: 10,
      rateLimit: { maxConcurrent: 6, retryAfter: 1 },
    });
    expectAllRemoved(fixture, await fixture.bindings.removeAll({ bindingType: "apn" }));
    const rateLimited = fixture.requests.filter(({ status }) => status === 429);
    expect(rateLimited.length).toBeGreaterThan(0);
    expect(
      rateLimited.flatMap(({ time }) => sentBetween(fixture.requests, time + lag, time + 1_000)),
    ).toEqual([]);
  });

  it.for(retryAfters)(
    "on every request (Retry-After: $retryAfter) backs off, and finishes afterwards",
    async ({ retryAfter }) => {
      await using fixture = await openFixture(kinds[0], 150, {
        rateLimit: { requestsPerSecond: 0, burst: 1, retryAfter },
      });
      setTimeout(() => fixture.configure({ rateLimit: undefined }), 2_500);
      expectAllRemoved(fixture, await fixture.bindings.removeAll({ bindingType: "apn" }));
      const rateLimited = fixture.requests.filter(({ status }) => status === 429);
      expect(rateLimited.length, "rate-limited requests").toBeGreaterThan(0);
      expect(rateLimited.length, "rate-limited requests").toBeLessThan(50);
    },
  );

  it("now and then at random is slowed down by the pauses, and not for good", async () => {
    const faults = { rate: 0.03, kinds: ["rate-limited"], retryAfter: 0.01, randomSeed: 5 } as const;
    await using fixture = await openFixture(kinds[0], 200, { faults });
    const start = performance.now();
    expectAllRemoved(fixture, await fixture.bindings.removeAll({ bindingType: "apn" }));
    // Some pauses of at least 100 ms each. A pace that stays low would take minutes.
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it("at a limit of requests a second keeps going at about that", async () => {
    await using fixture = await openFixture(kinds[0], 300, {
      rateLimit: { requestsPerSecond: 60, burst: 20 },
    });
    const start = performance.now();
    expectAllRemoved(fixture, await fixture.bindings.removeAll({ bindingType: "apn" }));
    const seconds = (performance.now() - start) / 1_000;
    expect(300 / seconds, "removals a second").toBeGreaterThan(15);
  });
});

function sentBetween(requests: readonly RecordedRequest[], from: number, to: number): readonly number[] {
  return requests.filter(({ time }) => time > from && time < to).map(({ time }) => time - from);
}
