import { describe, expect, it } from "vitest";
import { runSteps } from "../../scripts/ci/schedule.ts";
import { type Step, steps, stepsOf } from "../../scripts/ci/steps.ts";

const step = (name: string, more: Partial<Step> = {}): Step => ({ name, group: "check", run: "", ...more });

/** Runs steps that end after some turns, and records which ran together. */
async function record(all: readonly Step[], concurrency: number, failing: readonly string[] = []) {
  const running = new Set<string>();
  const together: string[] = [];
  const outcomes = await runSteps(all, concurrency, async ({ name }) => {
    running.add(name);
    together.push([...running].join(" "));
    await new Promise((resolve) => setTimeout(resolve, 5));
    running.delete(name);
    return !failing.includes(name);
  });
  return { together, outcomes: Object.fromEntries(outcomes) };
}

describe("the steps of CI", () => {
  it("run concurrently, at most so many", async () => {
    const { together } = await record([step("a"), step("b"), step("c")], 2);
    expect(together.slice(0, 2)).toEqual(["a", "a b"]);
    expect(together.every((names) => names.split(" ").length <= 2)).toBe(true);
  });

  it("run after what they need", async () => {
    const { together } = await record([step("late", { needs: ["early"] }), step("early"), step("other")], 3);
    expect(together).toEqual(["early", "early other", expect.stringContaining("late")]);
    expect(together[2]).not.toContain("early");
  });

  it("run alone where time matters", async () => {
    const { together } = await record([step("timed", { isAlone: true }), step("a"), step("b")], 3);
    expect(together).toEqual(["timed", "a", "a b"]);
  });

  it("are skipped where what they need failed, and the others run", async () => {
    const all = [step("a"), step("b", { needs: ["a"] }), step("c", { needs: ["b"] }), step("d")];
    const { outcomes } = await record(all, 1, ["a"]);
    expect(outcomes).toEqual({ a: "failed", b: "skipped", c: "skipped", d: "passed" });
  });

  it("of a group include what they need", () => {
    expect(stepsOf(["integrations"]).map(({ name }) => name)).toEqual(["compile", "integrations"]);
    expect(stepsOf([])).toEqual(steps);
    expect(() => stepsOf(["lnt"])).toThrow("Unknown: lnt; expected tests,");
  });

  it("need only steps that there are", () => {
    const names = steps.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(steps.flatMap(({ needs = [] }) => needs)));
  });
});
