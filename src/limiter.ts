import { type Interrupt, sleep } from "./abort.ts";
import { RateLimitError } from "./errors.ts";
import { retryDelay } from "./retry-delay.ts";

/** Runs tasks, as many at once as the server puts up with. */
export interface Limiter {
  /** Runs a task when there is room, and again when it is refused with a 429. Rejects with what else it throws. */
  run<Result>(task: () => Promise<Result>): Promise<Result>;
}

export interface LimiterOptions {
  /** Most tasks at once. */
  readonly maximum: number;
  /** Longest `Retry-After` to wait for, in milliseconds. */
  readonly maxRetryAfter: number;
  /** How long one task may be refused before its refusal surfaces, in milliseconds. */
  readonly patience: number;
  readonly interrupt: Interrupt;
}

/**
 * A limiter that finds the server's limit by itself. Twilio's is the account's, so what fits changes with what
 * else the account does; no fixed number is right.
 *
 * A refusal halves the number of tasks at once. Where it carries `Retry-After`, all tasks wait that long, and go on
 * at the pace that the server has put up with so far.
 */
export function createLimiter({ maximum, maxRetryAfter, patience, interrupt }: LimiterOptions): Limiter {
  const room = createRoom(maximum);
  const pace = createPace();
  let refusals = 0;
  let resumeAt = 0;

  const refused = ({ retryAfter = 0 }: RateLimitError, startedAt: number): void => {
    const isFirst = room.halve(startedAt, retryAfter === 0);
    if (isFirst) refusals++;
    // One refusal among answers says that there is less room; only refusals in a row say to wait by ourselves.
    const backOff = refusals < 2 ? 0 : retryDelay(refusals, undefined, Math.random);
    resumeAt = Math.max(resumeAt, performance.now() + Math.max(backOff, retryAfter * 1000));
    if (isFirst && retryAfter > 0) pace.slowDown(resumeAt);
  };
  const wait = async (): Promise<void> => {
    let isPaused: boolean;
    do {
      const now = performance.now();
      isPaused = resumeAt > now;
      await sleep((isPaused ? resumeAt : pace.nextSlot(now)) - now, interrupt);
    } while (isPaused || resumeAt > performance.now());
    interrupt.throwIfAborted();
  };
  /** The task's result; undefined where it was refused and may try again. */
  const attempt = async <Result>(task: () => Promise<Result>, deadline: number) => {
    await room.enter();
    let startedAt = 0;
    try {
      await wait();
      startedAt = performance.now();
      const result = await task();
      refusals = 0;
      room.grow();
      pace.count();
      return { result };
    } catch (error) {
      if (!(error instanceof RateLimitError)) throw error;
      // Too long to wait for: it surfaces, and does not hold up the others.
      if ((error.retryAfter ?? 0) * 1000 > maxRetryAfter) throw error;
      refused(error, startedAt);
      if (resumeAt > deadline) throw error;
      return undefined;
    } finally {
      room.leave();
    }
  };

  return {
    run: async (task) => {
      const deadline = performance.now() + patience;
      for (;;) {
        const outcome = await attempt(task, deadline);
        if (outcome) return outcome.result;
      }
    },
  };
}

/** Tasks at once in the beginning. */
const START = 4;

/** How many rounds of success at the known limit go by before one task more is tried. */
const PROBE_ROUNDS = 50;

/**
 * How many tasks run at once. It grows up to the number that was last refused, and beyond that only now and then: a
 * limit that holds should not be run into all the time.
 */
function createRoom(maximum: number) {
  let size = Math.min(START, maximum);
  let limit = maximum;
  let running = 0;
  let halvedAt = 0;
  const waiting: (() => void)[] = [];
  const admit = () => {
    while (waiting.length > 0 && running < Math.floor(size)) {
      running++;
      waiting.shift()?.();
    }
  };
  return {
    enter: () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
        admit();
      }),
    leave: () => {
      running--;
      admit();
    },
    grow: () => {
      // Up to a limit that is known it grows by one a task; into the unknown, by one a round.
      if (size < limit && limit < maximum) size = Math.min(limit, size + 1);
      else size = Math.min(maximum, size + 1 / (size < limit ? size : PROBE_ROUNDS * size));
      // One more than the limit went well, so there is none any more.
      if (size >= limit + 1) limit = maximum;
    },
    /**
     * Whether it was halved: a task that started before the last time says nothing about the room there is now.
     * @param isLimit whether the refusal is about how many run, not about how fast they come
     */
    halve: (startedAt: number, isLimit: boolean): boolean => {
      if (startedAt < halvedAt) return false;
      // What runs now, less the one that was refused, is what fitted.
      if (isLimit) limit = Math.max(1, running - 1);
      size = Math.max(1, Math.min(size, running) / 2);
      halvedAt = performance.now();
      return true;
    },
  };
}

/** How many tasks must have gone well before a refusal says something about the pace; it is taken from these. */
const PACE_SAMPLE = 50;

/** By what part a pace grows each millisecond in the beginning; twice that after each PACE_DOUBLING milliseconds. */
const PACE_GROWTH = 0.000_005;
const PACE_DOUBLING = 5_000;

/**
 * How fast tasks start: as fast as there is room until a refusal carries `Retry-After`, for that is a limit of
 * requests a second. From then on a tenth below what went well, and slowly faster again.
 */
function createPace() {
  /** Tasks a millisecond. */
  let rate = Infinity;
  /** When the latest tasks were done, on the clock of `performance.now()`. */
  let done: number[] = [];
  let since = performance.now();
  let last = since;
  let slot = since;
  return {
    count: () => {
      done.push(performance.now());
      if (done.length > PACE_SAMPLE) done.shift();
    },
    /** When the next task may start, on the clock of `performance.now()`. */
    nextSlot: (now: number): number => {
      rate *= 1 + Math.max(0, now - last) * PACE_GROWTH * 2 ** ((now - since) / PACE_DOUBLING);
      last = now;
      const start = Math.max(now, slot);
      slot = start + 1 / rate;
      return start;
    },
    slowDown: (resumeAt: number): void => {
      // A refusal after a few tasks is about something else; so may the one have been that set the pace.
      const [first = 0] = done;
      if (done.length < PACE_SAMPLE) rate *= 1.1;
      else rate = Math.min(rate, done.length / (performance.now() - first)) * 0.9;
      done = [];
      since = last = slot = resumeAt;
    },
  };
}
