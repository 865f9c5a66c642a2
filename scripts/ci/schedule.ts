import type { Step } from "./steps.ts";

export type Outcome = "passed" | "failed" | "skipped";

/**
 * Runs steps concurrently, at most so many, in their order as far as what they need allows. A step is skipped where one
 * that it needs did not pass; all others run, so that one run tells everything.
 */
export async function runSteps(
  steps: readonly Step[],
  concurrency: number,
  run: (step: Step) => Promise<boolean>,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const waiting = [...steps];
  const running = new Map<string, { readonly step: Step; readonly ended: Promise<void> }>();

  const canStart = (step: Step): boolean => {
    const isReady = (step.needs ?? []).every((name) => outcomes.has(name));
    const isAlone = step.isAlone === true || [...running.values()].some((other) => other.step.isAlone);
    return isReady && (isAlone ? running.size === 0 : running.size < concurrency);
  };
  const start = (step: Step): void => {
    const ended = run(step).then((isSuccess) => {
      outcomes.set(step.name, isSuccess ? "passed" : "failed");
      running.delete(step.name);
    });
    running.set(step.name, { step, ended });
  };

  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex(canStart);
    const [step] = next < 0 ? [] : waiting.splice(next, 1);
    if (step === undefined) {
      if (running.size === 0)
        throw new Error(`Nothing can start: ${waiting.map(({ name }) => name).join(", ")}`);
      await Promise.race([...running.values()].map(({ ended }) => ended));
    } else if ((step.needs ?? []).some((name) => outcomes.get(name) !== "passed")) {
      outcomes.set(step.name, "skipped");
    } else {
      start(step);
    }
  }
  return outcomes;
}
