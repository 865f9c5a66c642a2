import { expect } from "vitest";

/** The reason a promise rejects with; fails where it does not. */
export async function reasonOf(promise: PromiseLike<unknown>): Promise<unknown> {
  const outcome = await Promise.resolve(promise).then(
    (value) => ({ value }),
    (reason: unknown) => ({ reason }),
  );
  if ("reason" in outcome) return outcome.reason;
  return expect.unreachable(`resolved with ${String(outcome.value)}`);
}

type Class<Instance> = abstract new (...args: never[]) => Instance;

/** The error of this very class that a promise rejects with. */
export async function rejection<Instance extends Error>(
  promise: PromiseLike<unknown>,
  expected: Class<Instance>,
): Promise<Instance> {
  return exactly(await reasonOf(promise), expected);
}

/** The error of this very class that a function throws. */
export function thrown<Instance extends Error>(action: () => unknown, expected: Class<Instance>): Instance {
  try {
    action();
  } catch (error) {
    return exactly(error, expected);
  }
  return expect.unreachable("nothing was thrown");
}

function exactly<Instance extends Error>(error: unknown, expected: Class<Instance>): Instance {
  expect(error).toBeInstanceOf(expected);
  expect((error as Instance).constructor.name).toBe(expected.name);
  expect((error as Instance).name).toBe(expected.name);
  return error as Instance;
}
