import { describe, expect, it } from "vitest";
import { type Bump, bumpBetween, neededFor, reaches } from "../../scripts/api/rule.ts";

const report = "export function f(a: string): void;\n\n// (undocumented)\nexport type T = 1;\n";

describe("what a change of a report asks for", () => {
  it.each<[what: string, after: string, early: Bump, late: Bump]>([
    ["nothing", report, "none", "none"],
    ["notes and empty lines alone", report.replace("// (undocumented)\n", "\n"), "none", "none"],
    ["more", `${report}export type U = 2;\n`, "patch", "minor"],
    [
      "more in the middle",
      report.replace("export type T", "export type A = 0;\nexport type T"),
      "patch",
      "minor",
    ],
    ["another type", report.replace("= 1", "= 2"), "minor", "major"],
    ["one less", report.replace("export type T = 1;\n", ""), "minor", "major"],
    ["another order", "export type T = 1;\nexport function f(a: string): void;\n", "minor", "major"],
  ])("%s", (_, after, early, late) => {
    expect(neededFor(report, after, "0.4.2")).toBe(early);
    expect(neededFor(report, after, "1.4.2")).toBe(late);
  });
});

describe("bumps", () => {
  it.each([
    ["0.1.0", "0.1.0", "none"],
    ["0.1.0", "0.1.1", "patch"],
    ["0.1.9", "0.2.0", "minor"],
    ["0.9.9", "1.0.0", "major"],
    ["1.0.0", "1.0.0-next.1", "none"],
  ])("from %s to %s: %s", (before, after, bump) => {
    expect(bumpBetween(before, after)).toBe(bump);
  });

  it("are in order", () => {
    expect(reaches("minor", "patch") && reaches("none", "none") && reaches("major", "minor")).toBe(true);
    expect(reaches("patch", "minor") || reaches("none", "patch")).toBe(false);
  });
});
