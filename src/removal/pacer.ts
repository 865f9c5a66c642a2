/** Successes from which the pace is read. */
const SAMPLE = 20;

/** Factor by which a 429 response reduces the pace, and the smallest one, for a pace that is far too fast. */
const DECREASE = 0.95;
const FAST_DECREASE = 0.7;

/** A 429 response within this many pauses after the last one says that the pace is far too fast. */
const SOON = 2;

/** Relative growth of the pace per pause. It doubles every 8 pauses, up to a hundredfold. */
const GROWTH = 0.003;
const DOUBLING = 8;
const MAX_GROWTH = 100;

/** The longest and the shortest interval between starts, in milliseconds. Below the shortest, starts are not paced. */
const MAX_INTERVAL = 1_000;
const MIN_INTERVAL = 0.1;

/** A pause that is longer than this, in milliseconds, does not slow the growth any further. */
const MAX_PAUSE = 5_000;

/** How late a timer may be without slowing the pace, in milliseconds. */
const LATENESS = 4;

/**
 * Creates the pace at which attempts start: any, until a 429 response with `Retry-After` says that they come too
 * fast. Each such response costs a pause of all attempts, so that the longer the pause, the slower the pace grows.
 */
export function createPacer() {
  /** Milliseconds from one start to the next. */
  let interval = 0;
  let next = 0;
  let last = 0;
  let pause = 0;
  let resumedAt = 0;
  let limitedAt = performance.now();
  /** When the latest successes came, and how many there were since the last 429 response. */
  let recent: number[] = [];
  let successes = 0;

  /** The interval after a 429 response, by how fast the successes came. */
  const slowerInterval = (now: number): number => {
    const current = Math.max(interval, (now - (recent[0] ?? now)) / recent.length);
    if (pause === 0 || now - resumedAt > SOON * pause) return current / DECREASE;
    // With its pause, the time since the last 429 response was enough for these successes, and without, it was not.
    const sustained = (now - limitedAt) / successes;
    return Math.min(current / FAST_DECREASE, Math.sqrt(current * sustained));
  };

  return {
    nextStart: () => next,
    started: (now: number): void => {
      if (interval === 0 || pause === 0) return;
      const pauses = (now - resumedAt) / pause;
      const growth = GROWTH * Math.min(MAX_GROWTH, 2 ** (pauses / DOUBLING));
      interval /= 1 + (Math.max(0, now - last) / pause) * growth;
      if (interval < MIN_INTERVAL) interval = 0;
      last = now;
      next = Math.max(next, now - LATENESS) + interval;
    },
    succeeded: (): void => {
      const now = performance.now();
      // What was under way when the pause began says nothing of the pace after it.
      if (now < resumedAt) return;
      successes++;
      recent.push(now);
      if (recent.length > SAMPLE) recent.shift();
    },
    /** @param resumeAt - when the pause ends */
    rateLimited: (resumeAt: number): void => {
      const now = performance.now();
      // Without any success, it is not about the pace.
      if (successes > 0) interval = Math.min(MAX_INTERVAL, slowerInterval(now));
      pause = Math.min(resumeAt - now, MAX_PAUSE);
      limitedAt = now;
      successes = 0;
      recent = [];
      resumedAt = last = next = resumeAt;
    },
  };
}
