import { beforeAll, describe, expect, it } from "vitest";
import { runChild } from "../faults/support/child.ts";
import { type SoakResult, concurrentCalls } from "../faults/support/soak-result.ts";

const calls = 20_000;
const seed = 6;

/** One listener left behind by each call comes to some 200; an unchanged heap varies by up to 40. */
const bytesPerCall = 100;

describe(`after ${calls} calls with time-outs, aborts and retries, seed ${seed}`, () => {
  let result: SoakResult;
  beforeAll(async () => {
    result = (await runChild("soak-run.ts", ["--expose-gc"], [calls, seed])) as SoakResult;
  }, 300_000);

  it("calls came out in every way", () => {
    const { aborted = 0, TimeoutError = 0, ...others } = result.outcomes;
    expect(aborted, JSON.stringify(result.outcomes)).toBeGreaterThan(calls / 1_000);
    expect(Object.values({ ...others, aborted, TimeoutError }).reduce((sum, count) => sum + count)).toBe(
      calls,
    );
  });

  it("memory is flat", () => {
    // The first phases fill caches and compile; the rest must not grow. What a phase leaves for the next
    // collection comes and goes, so the least of three is compared.
    const settled = result.heap.slice(3);
    const growth = Math.min(...settled.slice(-3)) - Math.min(...settled.slice(0, 3));
    expect(growth / ((calls / result.heap.length) * 4), `heap: ${result.heap.join(", ")}`).toBeLessThan(
      bytesPerCall,
    );
  });

  it("no socket is left, and there were never many more than calls", () => {
    expect(result.sockets.left).toBe(0);
    expect(result.sockets.most).toBeLessThan(concurrentCalls * 2 * 3);
  });

  it("no listener is left on the client's signal", () => {
    expect(result.listeners.left).toBe(0);
  });

  it("no timer is left", () => {
    expect(result.timersLeft).toBe(0);
  });

  it("Node has warned of nothing, and no rejection went unhandled", () => {
    expect(result.warnings).toEqual([]);
    expect(result.unhandled).toEqual([]);
  });
});
