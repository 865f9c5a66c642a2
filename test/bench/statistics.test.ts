import { describe, expect, it } from "vitest";
import { measured, spread, verdict, wanted } from "../../bench/format.ts";
import { type Row, ratioTarget } from "../../bench/result.ts";
import { alternate, median } from "../../bench/statistics.ts";

describe("the benchmark's statistics", () => {
  it("take the middle, or what is between the two in the middle", () => {
    expect(median([9, 1, 2])).toBe(2);
    expect(median([9, 1, 2, 4])).toBe(3);
    expect(() => median([])).toThrow(RangeError);
  });

  it("let each contender begin in turn", async () => {
    const order: string[] = [];
    const values = await alternate(["a", "b", "c"], 3, (name) => order.push(name));
    expect(order.join("")).toBe("abcbcacab");
    expect(values).toEqual({ a: [1, 6, 8], b: [2, 4, 9], c: [3, 5, 7] });
  });
});

describe("the benchmark's tables", () => {
  const values = { "twilio-bindings": [2, 1, 3], twilio: [40, 20, 30] };
  const row = (bound: number): Row => {
    return { id: "x", what: "x", unit: "ms", values, targets: [ratioTarget(values, "twilio", bound)] };
  };
  const [reached] = row(1 / 12).targets;
  const [missed] = row(1 / 20).targets;

  it("show the ratio of the medians beside the target, and say whether it is met", () => {
    if (!reached || !missed) throw new Error("no target");
    expect([measured(row(1 / 12), reached), wanted(row(1 / 12), reached), verdict(reached)]).toEqual([
      "1/15.0 of twilio",
      "≤ 1/12",
      "✓",
    ]);
    expect([wanted(row(1 / 20), missed), verdict(missed)]).toEqual(["≤ 1/20", "✗"]);
  });

  it("show how far the rounds are apart", () => {
    expect(spread(values["twilio-bindings"], "ms")).toBe("2.00 ms ± 1.00");
    expect(spread([1234, 1234], "kB")).toBe("1,234 kB");
    expect(spread(undefined, "kB")).toBe("–");
  });
});
