import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createWindow } from "../../src/removal/window.ts";

const LATENCY = 30;
const CONCURRENCY = 24;

/** A server's limit: admits a request, or says after how many seconds to come back, if it says so. */
interface Limit {
  readonly admit: () => true | { readonly retryAfter: number | undefined };
  readonly end?: () => void;
}

/** Some requests a second, and a burst of them. */
function requestsPerSecond(rate: number, burst: number, retryAfter?: number): Limit {
  let tokens = burst;
  let last = performance.now();
  return {
    admit: () => {
      tokens = Math.min(burst, tokens + ((performance.now() - last) * rate) / 1_000);
      last = performance.now();
      if (tokens < 1) return { retryAfter };
      tokens--;
      return true;
    },
  };
}

/** Some requests in flight. */
function inFlight(most: number, retryAfter?: number): Limit {
  let running = 0;
  return {
    admit: () => {
      if (running >= most) return { retryAfter };
      running++;
      return true;
    },
    end: () => {
      running--;
    },
  };
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Sends requests in simulated time, as a removal does. Returns requests a second, and the share of 429 responses. */
async function send(limit: Limit, total: number) {
  const window = createWindow(CONCURRENCY);
  const start = performance.now();
  let [started, done, limited] = [0, 0, 0];
  const sendOne = async () => {
    for (;;) {
      const release = await window.acquire([]);
      const startedAt = performance.now();
      await sleep(LATENCY / 2);
      const answer = limit.admit();
      await sleep(answer === true ? LATENCY / 2 : 1);
      if (answer === true) {
        limit.end?.();
        window.succeeded();
        release();
        return;
      }
      limited++;
      window.rateLimited(startedAt, answer.retryAfter);
      release();
      await sleep(100 + (answer.retryAfter ?? 0) * 1_000);
    }
  };
  const work = async () => {
    while (started < total) {
      started++;
      await sendOne();
      done++;
    }
  };
  const all = Promise.all(Array.from({ length: CONCURRENCY }, work));
  while (done < total) await vi.advanceTimersByTimeAsync(100);
  await all;
  return { perSecond: (total * 1_000) / (performance.now() - start), limited: limited / (total + limited) };
}

describe("the window finds", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  it.each([
    {
      what: "200 requests a second, burst 20, Retry-After 1",
      limit: () => requestsPerSecond(200, 20, 1),
      most: 200,
      part: 0.8,
    },
    {
      what: "50 requests a second, burst 10, Retry-After 2",
      limit: () => requestsPerSecond(50, 10, 2),
      most: 50,
      part: 0.6,
    },
    {
      what: "200 requests a second, burst 20, no Retry-After",
      limit: () => requestsPerSecond(200, 20),
      most: 200,
      part: 0.9,
    },
    { what: "12 in flight", limit: () => inFlight(12), most: 12_000 / LATENCY, part: 0.9 },
    { what: "5 in flight", limit: () => inFlight(5), most: 5_000 / LATENCY, part: 0.9 },
    { what: "2 in flight", limit: () => inFlight(2), most: 2_000 / LATENCY, part: 0.9 },
    { what: "12 in flight, Retry-After 1", limit: () => inFlight(12, 1), most: 12_000 / LATENCY, part: 0.8 },
    { what: "5 in flight, Retry-After 1", limit: () => inFlight(5, 1), most: 5_000 / LATENCY, part: 0.8 },
  ])("$what", async ({ limit, most, part }) => {
    const { perSecond, limited } = await send(limit(), 3_000);
    expect(perSecond / most, "part of what the limit permits").toBeGreaterThan(part);
    expect(limited, "part of 429 responses").toBeLessThan(0.05);
  });

  it.each([
    { seconds: 2, retryAfter: 1 },
    { seconds: 6, retryAfter: 5 },
  ])("its speed again after 429 responses to all for $seconds s", async ({ seconds, retryAfter }) => {
    const end = performance.now() + seconds * 1_000;
    const { perSecond } = await send({ admit: () => performance.now() > end || { retryAfter } }, 1_000);
    expect(1_000 / perSecond, "seconds").toBeLessThan(3 * seconds + 4);
  });

  it("that there is no limit", async () => {
    const { perSecond, limited } = await send({ admit: () => true }, 3_000);
    expect(perSecond / ((CONCURRENCY * 1_000) / LATENCY)).toBeGreaterThan(0.9);
    expect(limited).toBe(0);
  });
});
