import { LONGEST_TIMER } from "../checks.ts";
import { type ConcurrencyWindow, onAbort } from "../http/index.ts";
import { createPacer } from "./pacer.ts";

/** Concurrent attempts at the beginning. */
const START = 4;

/** Rounds of success at a known limit before one attempt more is tried. */
const PROBE_ROUNDS = 10;

/** Shortest pause after a 429 response with `Retry-After`, in milliseconds, and the part of it that is jitter. */
const MIN_PAUSE = 100;
const JITTER = 0.1;

/**
 * Creates a window of concurrent attempts that finds the server's limit: additive increase, multiplicative decrease
 * after a 429 response. Twilio limits the account, so that the limit varies with the account's other requests.
 * `Retry-After` pauses all attempts; after it, they keep to a pace.
 */
export function createWindow(maximum: number): ConcurrencyWindow {
  const size = createSize(maximum);
  const pacer = createPacer();
  const waiting = new Set<() => void>();
  let running = 0;
  let resumeAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const admit = () => {
    clearTimeout(timer);
    while (waiting.size > 0 && running < size.current()) {
      const now = performance.now();
      const wait = Math.max(resumeAt, pacer.nextStart()) - now;
      if (wait > 0) {
        timer = setTimeout(admit, Math.min(wait, LONGEST_TIMER));
        return;
      }
      const [next] = waiting;
      if (!next) return;
      waiting.delete(next);
      running++;
      pacer.started(now);
      next();
    }
  };
  const release = () => {
    running--;
    admit();
  };
  return {
    acquire: (signals) =>
      new Promise((resolve) => {
        let off = (): void => undefined;
        const start = () => {
          off();
          resolve(release);
        };
        waiting.add(start);
        off = onAbort(signals, () => {
          if (waiting.delete(start)) resolve(() => undefined);
          // The timer may have been set for this attempt.
          admit();
        });
        admit();
      }),
    succeeded: () => {
      size.increase();
      pacer.succeeded();
    },
    rateLimited: (startedAt, retryAfter) => {
      const isFirst = size.decrease(startedAt, running, retryAfter !== undefined);
      if (retryAfter === undefined) return;
      const pause = Math.max(MIN_PAUSE, retryAfter * 1000) * (1 + Math.random() * JITTER);
      resumeAt = Math.max(resumeAt, performance.now() + pause);
      if (isFirst) pacer.rateLimited(resumeAt);
    },
  };
}

/** The number of attempts that may run. It grows fast up to what was last too much, and then slowly beyond. */
function createSize(maximum: number) {
  let size = Math.min(START, maximum);
  let limit = maximum;
  let rounds = 1;
  let decreasedAt = 0;
  return {
    current: () => Math.floor(size),
    increase: () => {
      // Up to a known limit by one for each success; into the unknown by one for some rounds of them.
      const isKnown = limit < maximum && size < limit;
      size = isKnown ? Math.min(limit, size + 1) : Math.min(maximum, size + 1 / (size * rounds));
      if (size < limit + 1) return;
      // One more than the limit went well.
      limit = size;
      rounds = Math.max(1, rounds / 2);
    },
    /**
     * Returns whether it was decreased: an attempt that started before the last decrease says nothing new.
     * @param hasPause - whether all attempts pause for it, so that another one is expensive
     */
    decrease: (startedAt: number, running: number, hasPause: boolean): boolean => {
      if (startedAt < decreasedAt) return false;
      decreasedAt = performance.now();
      // Fewer than may run: it is not about how many.
      if (hasPause && running < Math.floor(size)) return true;
      // What runs now without the attempt that was rejected is what fits. Without a pause, being wrong costs little.
      const fits = Math.max(1, Math.min(limit, running - 1));
      limit = hasPause ? fits : Math.max(limit / 2, fits);
      size = hasPause ? fits : Math.max(1, Math.min(size, running) / 2);
      rounds = PROBE_ROUNDS;
      return true;
    },
  };
}
