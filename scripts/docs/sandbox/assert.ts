import { formatArguments } from "./format.ts";

/** The part of `node:assert/strict` that samples use. */
export const assert = {
  equal(actual: unknown, expected: unknown): void {
    if (!Object.is(actual, expected)) fail(actual, expected);
  },
  deepEqual(actual: unknown, expected: unknown): void {
    if (JSON.stringify(actual) !== JSON.stringify(expected)) fail(actual, expected);
  },
};

function fail(actual: unknown, expected: unknown): never {
  throw new Error(`Expected ${formatArguments([expected])}, got ${formatArguments([actual])}`);
}
