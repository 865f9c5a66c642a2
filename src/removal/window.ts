import { LONGEST_TIMER } from "../checks.ts";
import { type ConcurrencyWindow, onAbort } from "../http/index.ts";

/** Concurrent attempts at the beginning. */
const START = 4;

/** Rounds of success at a known limit before one attempt more is tried. */
const PROBE_ROUNDS = 10;

/** Shortest pause after a 429 response with `Retry-After`, in milliseconds, and the part of it that is jitter. */
const MIN_PAUSE = 100;
const JITTER = 0.1;

/**
 * Creates a window of concurrent attempts that finds the server's limit: additive increase, multiplicative decrease
 * after a 429 response. Twilio's limit is the account's, so that what fits changes with what else the account does.
 * `Retry-After` holds for all attempts, which then keep to the pace that went well before.
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
          // The timer may have been this one's.
          admit();
        });
        admit();
      }),
    succeeded: () => {
      size.increase();
      pacer.succeeded();
    },
    rateLimited: (startedAt, retryAfter) => {
      const isFirst = size.decrease(startedAt, running, retryAfter === undefined);
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
  let decreasedAt = 0;
  return {
    current: () => Math.floor(size),
    increase: () => {
      const isKnown = limit < maximum;
      // Up to a known limit by one for each success; into the unknown by one for each round.
      if (isKnown && size < limit) size = Math.min(limit, size + 1);
      else size = Math.min(maximum, size + 1 / (size * (isKnown ? PROBE_ROUNDS : 1)));
      // One more than the limit went well, so that it is none any more.
      if (size >= limit + 1) limit = maximum;
    },
    /**
     * Returns whether it was decreased: an attempt that started before the last decrease says nothing new.
     * @param isLimit - whether the response is about how many run, not about how fast they come
     */
    decrease: (startedAt: number, running: number, isLimit: boolean): boolean => {
      if (startedAt < decreasedAt) return false;
      // What runs now without the attempt that was rejected is what fits, unless it is about something else.
      if (isLimit) limit = Math.max(1, limit / 2, Math.min(limit, running - 1));
      size = Math.max(1, Math.min(size, running) / 2);
      decreasedAt = performance.now();
      return true;
    },
  };
}

/** Successes from which the pace is read. */
const SAMPLE = 20;
/** Successes before which a 429 response is about something else than the pace. */
const TRUSTED = 50;

/** Part of the pace that a 429 response leaves: less if it comes soon, because the pace is then far too fast. */
const DECREASE = 0.94;
const SOON_DECREASE = 0.8;
const SOON = 2_000;
/** By what a 429 response about something else restores the pace. */
const RESTORE = 1.1;

/** Growth of the pace in a millisecond, and the time in which it doubles, up to the hundredfold. */
const GROWTH = 0.000_005;
const DOUBLING = 3_000;
const MAX_GROWTH = 100 * GROWTH;

/** The longest and the shortest interval between starts, in milliseconds. A shorter one is none. */
const MAX_INTERVAL = 1_000;
const MIN_INTERVAL = 0.1;

/** The pace at which attempts start: any, until a 429 response with `Retry-After` says that they come too fast. */
function createPacer() {
  /** Milliseconds from one start to the next. */
  let interval = 0;
  let next = 0;
  let last = 0;
  let since = performance.now();
  /** When the latest successes came, and how many there were since the last 429 response. */
  let recent: number[] = [];
  let successes = 0;
  return {
    nextStart: () => next,
    started: (now: number): void => {
      const growth = Math.min(MAX_GROWTH, GROWTH * 2 ** ((now - since) / DOUBLING));
      interval /= 1 + Math.max(0, now - last) * growth;
      if (interval < MIN_INTERVAL) interval = 0;
      last = now;
      // A timer that is late must not slow the pace.
      next = Math.max(next, now - 10 * interval) + interval;
    },
    succeeded: (): void => {
      successes++;
      recent.push(performance.now());
      if (recent.length > SAMPLE) recent.shift();
    },
    rateLimited: (resumeAt: number): void => {
      const [first = 0] = recent;
      const now = performance.now();
      const observed = (now - first) / SAMPLE;
      const decrease = now - since < SOON ? SOON_DECREASE : DECREASE;
      if (successes < TRUSTED) interval /= RESTORE;
      else interval = Math.min(MAX_INTERVAL, Math.max(interval, observed) / decrease);
      successes = 0;
      recent = [];
      since = last = next = resumeAt;
    },
  };
}
