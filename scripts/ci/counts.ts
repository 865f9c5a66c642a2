import { stripVTControlCharacters } from "node:util";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Lines in which test runners say how many tests passed: Vitest's, Node's, and our own `N passed, N failed`. */
const COUNTS =
  /^\s*(?:Tests +.*\b(?:passed|failed)\b.*|\d+ passed, \d+ failed|(?:#|ℹ) (?:pass|fail|cancelled) \d+)\s*$/;

/** The lines of a log that say how many tests passed. */
export function countLines(log: string): readonly string[] {
  return stripVTControlCharacters(log)
    .split("\n")
    .filter((line) => COUNTS.test(line))
    .map((line) => line.trim());
}

/** How many tests a step ran. One that runs none counts as one itself, and so does a failure that no test explains. */
export function countsOf(lines: readonly string[], isSuccess: boolean): Counts {
  const sum = (pattern: RegExp) =>
    lines
      .flatMap((line) => [...line.matchAll(pattern)])
      .reduce((total, [, before, after]) => total + Number(before ?? after), 0);
  const passed = sum(/(\d+) passed|pass (\d+)/g);
  const failed = sum(/(\d+) failed|(?:fail|cancelled) (\d+)/g);
  if (isSuccess) return { passed: lines.length === 0 ? 1 : passed, failed };
  return { passed, failed: Math.max(1, failed) };
}
