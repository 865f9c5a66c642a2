import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { spread } from "../../bench/format.ts";
import { type Report, type Run, addRun } from "../../bench/report.ts";
import type { Row } from "../../bench/result.ts";
import { alternate, median } from "../../bench/statistics.ts";
import { type Target, readTargets, targetTable } from "../../bench/targets.ts";

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
  const row: Row = { id: "x", what: "x", unit: "ms", values };

  it("show the ratio of the medians beside the target, and say whether it is met", () => {
    const targets: Target[] = [
      { row: "x", against: "twilio", atMost: 1 / 12 },
      { row: "x", against: "twilio", atMost: 1 / 20 },
      { row: "x", atLeast: 1.5 },
      { row: "another", atMost: 1 },
    ];
    expect(targetTable([row], targets).rows).toEqual([
      ["x", "1/15.0 of twilio", "≤ 1/12.0", "✓"],
      ["x", "1/15.0 of twilio", "≤ 1/20.0", "✗"],
      ["x", "2.00 ms", "≥ 1.50 ms", "✓"],
    ]);
  });

  it("show how far the rounds are apart", () => {
    expect(spread(values["twilio-bindings"], "ms")).toBe("2.00 ms ± 1.00");
    expect(spread([1234, 1234], "kB")).toBe("1,234 kB");
    expect(spread(undefined, "kB")).toBe("–");
  });
});

describe("the benchmark's report", () => {
  const run = (node: string, date: string) => ({ node, date }) as Run;

  it("keeps one run for each major version of Node, oldest first", () => {
    const runs = [run("24.1.0", "a"), run("20.2.0", "b"), run("24.3.0", "c")];
    const report = runs.reduce<Report>(addRun, { runs: [] });
    expect(report.runs.map(({ node, date }) => `${node} ${date}`)).toEqual(["20.2.0 b", "24.3.0 c"]);
  });

  it("has a row for each target", async () => {
    const text = await readFile(new URL("../../docs/benchmark.json", import.meta.url), "utf8");
    const ids = (JSON.parse(text) as Report).runs.map(({ rows }) => rows.map(({ id }) => id));
    for (const { row } of readTargets()) for (const known of ids) expect(known).toContain(row);
  });
});
