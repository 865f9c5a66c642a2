import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRetryAfter, retryDelay } from "../../src/http/retry-delay.ts";

describe("the wait before a retry", () => {
  it("is at least 100 ms, plus a jitter whose maximum doubles from 250 ms to 8 s", () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 20, 2_000].map((attempt) => retryDelay(attempt, undefined, 1));
    expect(longest).toEqual([350, 600, 1_100, 2_100, 4_100, 8_100, 8_100, 8_100, 8_100]);
  });

  it("has full jitter, from nothing to its maximum", () => {
    expect(retryDelay(3, undefined, 0)).toBe(100);
    expect(retryDelay(3, undefined, 0.5)).toBe(600);
  });

  it("is never shorter than Retry-After, nor than the minimum, with jitter on top", () => {
    expect(retryDelay(1, 3, 0)).toBe(3_000);
    expect(retryDelay(1, 3, 1)).toBe(3_250);
    expect(retryDelay(9, 0, 0)).toBe(100);
    expect(retryDelay(1, 0.0001, 0)).toBe(100);
  });

  it("is a whole number of milliseconds within its bounds", () => {
    const anything = fc.record({
      attempt: fc.integer({ min: 1, max: 10_000 }),
      retryAfter: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined }),
      random: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(anything, ({ attempt, retryAfter, random }) => {
        const delay = retryDelay(attempt, retryAfter, random);
        const minimum = Math.max(100, (retryAfter ?? 0) * 1000);
        expect(Number.isInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(minimum);
        expect(delay).toBeLessThanOrEqual(minimum + 8_001);
      }),
    );
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");

  it.each([
    ["0", 0],
    ["5", 5],
    [" 5 ", 5],
    ["259200", 259_200],
    ["1.5", 1.5],
    ["Sat, 21 Nov 2026 12:00:07 GMT", 7],
    ["Saturday, 21-Nov-26 12:00:07 GMT", 7],
    ["Sat, 21 Nov 2026 11:00:00 GMT", 0],
  ])("%j is %d seconds", (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds);
  });

  it.each([undefined, "", " ", "soon", "-5", "5s", "1,5", "0x10", "NaN", "Infinity", "1e3", "Sat, nonsense"])(
    "%j is ignored",
    (header) => {
      expect(parseRetryAfter(header, now)).toBeUndefined();
    },
  );

  it("is undefined or a number of seconds, whatever is sent", () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const seconds = parseRetryAfter(header, now);
        expect(seconds === undefined || seconds >= 0).toBe(true);
      }),
    );
  });
});
