import { expect, it } from "vitest";
import { countLines, countsOf } from "../../scripts/ci/counts.ts";

const vitest =
  " Test Files  1 failed | 98 passed (99)\n      Tests  \u001b[31m1 failed\u001b[39m | 2822 passed (2823)\n";

it.each([
  ["Vitest's", vitest, { passed: 2822, failed: 1 }],
  ["Vitest's without a failure", "      Tests  7 passed (7)", { passed: 7, failed: 0 }],
  ["Node's", "ℹ tests 5\nℹ pass 4\nℹ fail 1\n", { passed: 4, failed: 1 }],
  ["Node's after a timeout", "# pass 2\n# fail 0\n# cancelled 3\n", { passed: 2, failed: 3 }],
  ["our own", "12 passed, 3 failed", { passed: 12, failed: 3 }],
  ["two of one log", "      Tests  7 passed (7)\n# pass 4\n# fail 0\n", { passed: 11, failed: 0 }],
])("reads %s counts", (_, log, expected) => {
  expect(countsOf(countLines(log), expected.failed === 0)).toEqual(expected);
});

it("counts a step without tests as one", () => {
  expect(countsOf(countLines("All files are formatted"), true)).toEqual({ passed: 1, failed: 0 });
  expect(countsOf(countLines("All files are formatted"), false)).toEqual({ passed: 0, failed: 1 });
});

it("counts a failure that no test explains", () => {
  expect(countsOf(countLines("      Tests  7 passed (7)\n"), false)).toEqual({ passed: 7, failed: 1 });
});
