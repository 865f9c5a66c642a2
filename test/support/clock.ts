import { expect, onTestFinished, vi } from "vitest";

/** What the SDK waits with and measures by. Promises and sockets stay real. */
const FAKED = ["setTimeout", "clearTimeout", "Date", "performance"] as const;

export interface Clock {
  readonly advance: (milliseconds: number) => Promise<void>;
  /** Moves the clock in steps of 100 ms until the promise is settled; fails after an hour. */
  readonly finish: <Value>(promise: Promise<Value>) => Promise<Value>;
}

/** Stops the clock until the end of the test. */
export function stoppedClock(): Clock {
  vi.useFakeTimers({ toFake: [...FAKED] });
  onTestFinished(() => void vi.useRealTimers());
  const advance = async (milliseconds: number) => {
    await vi.advanceTimersByTimeAsync(milliseconds);
    await breathe();
  };
  const finish = async <Value>(promise: Promise<Value>): Promise<Value> => {
    const state = { isSettled: false };
    const note = () => (state.isSettled = true);
    promise.then(note, note);
    for (let step = 0; step < 36_000 && !state.isSettled; step++) await advance(100);
    return state.isSettled ? promise : expect.unreachable("not settled within an hour");
  };
  return { advance, finish };
}

/** Lets go on what waits for no timer, as often as it takes. */
async function breathe(): Promise<void> {
  for (let round = 0; round < 20; round++) await new Promise((resolve) => setImmediate(resolve));
}

/** Makes `Math.random()` give a fixed number until the end of the test. */
export function fixedRandom(value: number): void {
  const random = vi.spyOn(Math, "random").mockReturnValue(value);
  onTestFinished(() => random.mockRestore());
}
