import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRetryAfter, retryDelay } from "../src/retry-delay.ts";

describe("the wait before a retry", () => {
  it("doubles from 250 ms to 8 s", () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 20, 2_000].map((attempt) =>
      retryDelay(attempt, undefined, () => 1),
    );
    expect(longest).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000]);
  });

  it("has full jitter: anything from nothing to the longest", () => {
    expect(retryDelay(3, undefined, () => 0)).toBe(0);
    expect(retryDelay(3, undefined, () => 0.5)).toBe(500);
    const anything = fc.record({
      attempt: fc.integer({ min: 1, max: 10_000 }),
      random: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(anything, ({ attempt, random }) => {
        const delay = retryDelay(attempt, undefined, () => random);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(8_000);
      }),
    );
  });

  it("is what Retry-After says, whatever the attempt, and never less", () => {
    const never = () => expect.unreachable("no jitter on what the server asks for");
    expect(retryDelay(1, 3, never)).toBe(3_000);
    expect(retryDelay(9, 0, never)).toBe(0);
    expect(retryDelay(1, 0.0001, never)).toBe(1);
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

  it.each([null, "", " ", "soon", "-5", "5s", "1,5", "0x10", "NaN", "Infinity", "1e3", "Sat, nonsense"])(
    "%j says nothing",
    (header) => {
      expect(parseRetryAfter(header, now)).toBeUndefined();
    },
  );

  it("is undefined, or seconds that can be waited for, whatever comes", () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const seconds = parseRetryAfter(header, now);
        expect(seconds === undefined || seconds >= 0).toBe(true);
      }),
    );
  });
});
