// Not every runtime has an assertion library; this is all that the cases need.

/** Fails with the message unless the condition holds. */
export function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Fails unless both are the same as JSON. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  const [shown, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  check(shown === wanted, `${what}: expected ${wanted}, got ${shown}`);
}

/** What the promise rejects with, which must be of the class. */
export async function rejection<Reason>(
  promise: PromiseLike<unknown>,
  kind: abstract new (...args: never[]) => Reason,
): Promise<Reason> {
  const outcome = await Promise.resolve(promise).then(
    (value) => ({ value }),
    (reason: unknown) => ({ reason }),
  );
  check("reason" in outcome, `expected a ${kind.name}, but it resolved`);
  const { reason } = outcome;
  check(reason instanceof kind, `expected a ${kind.name}, got ${String(reason)}`);
  return reason;
}

/** What the function throws, which must be of the class. */
export async function thrown<Reason>(
  run: () => unknown,
  kind: abstract new (...args: never[]) => Reason,
): Promise<Reason> {
  return rejection(
    new Promise((resolve) => {
      resolve(run());
    }),
    kind,
  );
}
