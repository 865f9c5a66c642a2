import { sleep, throwIfAborted } from "./abort.ts";
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
  readonly signals: readonly AbortSignal[];
}

const START = 4;

/**
 * A limiter that finds the server's limit by itself: it lets one more task in for each round that went well, halves
 * on a refusal, and then waits for all tasks together, as long as `Retry-After` asks.
 *
 * Twilio's limit is the account's, so what fits changes with what else the account does; no fixed number is right.
 */
export function createLimiter({ maximum, maxRetryAfter, patience, signals }: LimiterOptions): Limiter {
  let room = Math.min(START, maximum);
  let running = 0;
  let refusals = 0;
  let resumeAt = 0;
  // Tasks that began before the room was last halved say nothing about the room there is now.
  let halvedAt = 0;
  const waiting: (() => void)[] = [];

  const admit = () => {
    while (waiting.length > 0 && running < Math.floor(room)) {
      running++;
      waiting.shift()?.();
    }
  };
  const enter = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      admit();
    });
  const leave = () => {
    running--;
    admit();
  };
  const succeeded = () => {
    refusals = 0;
    room = Math.min(maximum, room + 1 / room);
  };
  const refused = (error: RateLimitError, startedAt: number) => {
    const now = performance.now();
    if (startedAt >= halvedAt) {
      refusals++;
      room = Math.max(1, room / 2);
      halvedAt = now;
    }
    resumeAt = Math.max(resumeAt, now + retryDelay(refusals, error.retryAfter, Math.random));
  };
  const pause = async () => {
    for (let left = resumeAt - performance.now(); left > 0; left = resumeAt - performance.now()) {
      await sleep(left, signals);
    }
    throwIfAborted(signals);
  };
  /** The task's result; undefined where it was refused and may try again. */
  const attempt = async <Result>(task: () => Promise<Result>, deadline: number) => {
    await enter();
    try {
      await pause();
      const startedAt = performance.now();
      try {
        const result = await task();
        succeeded();
        return { result };
      } catch (error) {
        if (!(error instanceof RateLimitError)) throw error;
        refused(error, startedAt);
        const tooLong = (error.retryAfter ?? 0) * 1000 > maxRetryAfter || resumeAt > deadline;
        if (tooLong) throw error;
        return undefined;
      }
    } finally {
      leave();
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
