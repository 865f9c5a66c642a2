import { type Job, Queue } from "bullmq";
import type { Settings } from "./settings.ts";
import { type Sweep, jobIdOf } from "./sweep.ts";

export type SweepQueue = Queue<Sweep>;

/** What a sweep has done so far; kept with its job. A worker that dies takes the count of its last turn with it. */
export interface Done {
  readonly removed: number;
  readonly requests: number;
  readonly turns: number;
}

/** The queue as a producer or a worker uses it. */
export function openQueue({ queueName, redisUrl }: Settings): SweepQueue {
  const queue: SweepQueue = new Queue(queueName, {
    connection: { url: redisUrl, maxRetriesPerRequest: 3 },
    defaultJobOptions: {
      // Turns that get nowhere, in all; a turn that removed something is none of them.
      attempts: 8,
      backoff: { type: "exponential", delay: 1000, jitter: 0.5 },
      // Its id is free again, for the next time the same is to be swept.
      removeOnComplete: true,
      // Stays to be looked at; enqueuing it again tries it again.
      removeOnFail: false,
    },
  });
  queue.on("error", (error) => console.error(`Redis: ${error.message}`));
  return queue;
}

/** Adds the sweeps that are not in the queue yet, and tries again those that had failed. */
export async function enqueue(
  queue: SweepQueue,
  sweeps: readonly Sweep[],
): Promise<{ added: number; retried: number; known: number }> {
  const count = { added: 0, retried: 0, known: 0 };
  for (const sweep of sweeps) {
    const known = await queue.getJob(jobIdOf(sweep));
    if (!known) {
      // Harmless where another producer was faster: BullMQ ignores an id that it has.
      await queue.add(sweep.bindingType, sweep, { jobId: jobIdOf(sweep) });
      count.added++;
    } else if (await known.isFailed()) {
      await tryAgain(known);
      count.retried++;
    } else count.known++;
  }
  return count;
}

async function tryAgain(job: Job<Sweep>): Promise<void> {
  try {
    await job.retry("failed", { resetAttemptsMade: true });
  } catch (error) {
    // Another producer was faster.
    if (await job.isFailed()) throw error;
  }
}
