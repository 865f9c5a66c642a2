import { LONGEST_TIMER } from "../checks.ts";
import { onAbort } from "./abort.ts";

/** The time in which a call may do things. It ends once, and then everything that the call still holds is let go. */
export interface Lifetime {
  /** Whether it has ended. Ends it, if its time is over but no timer could run. */
  readonly isOver: () => boolean;
  /** Milliseconds that are left. */
  readonly timeLeft: () => number;
  /** Calls a function at the end, immediately if it has ended. Returns a function that takes it off again. */
  readonly onEnd: (cleanup: () => void) => () => void;
  readonly end: () => void;
  /** Waits for a promise, but not beyond the end. */
  readonly wait: (promise: Promise<void>) => Promise<void>;
  /** Waits in milliseconds, but not beyond the end or an abort of the signal. */
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** Starts a lifetime of at most `limit` milliseconds. `onLimit` must end it. */
export function startLifetime(limit: number, onLimit: () => void): Lifetime {
  const deadline = performance.now() + limit;
  const timer = limit === Infinity ? undefined : setTimeout(onLimit, limit);
  const cleanups = new Set<() => void>();
  let hasEnded = false;
  const onEnd = (cleanup: () => void) => {
    if (hasEnded) cleanup();
    else cleanups.add(cleanup);
    return () => void cleanups.delete(cleanup);
  };
  return {
    isOver: () => {
      if (!hasEnded && performance.now() >= deadline) onLimit();
      return hasEnded;
    },
    timeLeft: () => deadline - performance.now(),
    onEnd,
    end: () => {
      hasEnded = true;
      clearTimeout(timer);
      for (const cleanup of cleanups) cleanup();
      cleanups.clear();
    },
    wait: (promise) =>
      new Promise((resolve, reject) => {
        const off = onEnd(resolve);
        promise.then(resolve, reject).finally(off);
      }),
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        const stops: (() => void)[] = [];
        const done = () => {
          clearTimeout(timeout);
          for (const stop of stops) stop();
          resolve();
        };
        const timeout = setTimeout(done, Math.min(milliseconds, LONGEST_TIMER));
        stops.push(onEnd(done));
        stops.push(onAbort([signal], done));
      }),
  };
}
