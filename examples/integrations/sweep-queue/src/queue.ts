import { type Job, Queue } from "bullmq";
import type { Settings } from "./settings.ts";
import { type Sweep, jobIdOf } from "./sweep.ts";

export type SweepQueue = Queue<Sweep>;

/** What a sweep has done so far; kept with its job. If a worker dies, the counts of its last batch are lost. */
export interface Done {
  readonly removed: number;
  readonly requests: number;
  readonly batches: number;
}

/** The queue as a producer or a worker uses it. */
export function openQueue({ queueName, redisUrl }: Settings): SweepQueue {
  const queue: SweepQueue = new Queue(queueName, {
    connection: { url: redisUrl, maxRetriesPerRequest: 3 },
    defaultJobOptions: {
      // Batches that failed without removing anything.
      attempts: 8,
      backoff: { type: "exponential", delay: 1000, jitter: 0.5 },
      // Frees its id, so that the same sweep can be added again later.
      removeOnComplete: true,
      // Stays for inspection; enqueuing it again retries it.
      removeOnFail: false,
    },
  });
  queue.on("error", (error) => console.error(`Redis: ${error.message}`));
  return queue;
}

/** Adds the sweeps that are not in the queue yet, and retries those that had failed. */
export async function enqueue(
  queue: SweepQueue,
  sweeps: readonly Sweep[],
): Promise<{ added: number; retried: number; known: number }> {
  const count = { added: 0, retried: 0, known: 0 };
  for (const sweep of sweeps) {
    const known = await queue.getJob(jobIdOf(sweep));
    if (!known) {
      // Harmless if another producer was faster: BullMQ ignores an id that it has.
      await queue.add(sweep.bindingType, sweep, { jobId: jobIdOf(sweep) });
      count.added++;
    } else if (await known.isFailed()) {
      await retry(known);
      count.retried++;
    } else count.known++;
  }
  return count;
}

async function retry(job: Job<Sweep>): Promise<void> {
  try {
    await job.retry("failed", { resetAttemptsMade: true });
  } catch (error) {
    // Another producer was faster.
    if (await job.isFailed()) throw error;
  }
}
