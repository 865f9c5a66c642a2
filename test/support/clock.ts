import { vi } from "vitest";

/** What the SDK waits with and measures by. Promises and sockets stay real. */
const FAKED = ["setTimeout", "clearTimeout", "Date", "performance"] as const;

/** Stops the clock until the end of the block: `using clock = stoppedClock()`. */
export function stoppedClock(): Disposable & {
  readonly advance: (milliseconds: number) => Promise<unknown>;
} {
  vi.useFakeTimers({ toFake: [...FAKED] });
  return {
    advance: (milliseconds) => vi.advanceTimersByTimeAsync(milliseconds),
    [Symbol.dispose]: () => void vi.useRealTimers(),
  };
}

/** Makes `Math.random()` give a fixed number until the end of the block. */
export function fixedRandom(value: number): Disposable {
  const random = vi.spyOn(Math, "random").mockReturnValue(value);
  return { [Symbol.dispose]: () => random.mockRestore() };
}
