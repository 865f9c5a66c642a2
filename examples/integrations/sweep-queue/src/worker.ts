/** `npm run worker`: runs batches of the sweeps in the queue until it is asked to stop. Run as many as you like. */
import { hostname } from "node:os";
import { type Job, UnrecoverableError, WaitingError, Worker } from "bullmq";
import { AuthenticationError, NotFoundError, PermissionError, ValidationError } from "twilio-bindings";
import { type Batch, runBatch } from "./batch.ts";
import { readCredentials } from "./credentials.ts";
import { type Done, openQueue } from "./queue.ts";
import { readSettings } from "./settings.ts";
import type { Sweep } from "./sweep.ts";

/** How long stopping may take, in milliseconds: less than what orchestrators wait. */
const LONGEST_STOP = 20_000;

const settings = readSettings();
const credentialsOf = await readCredentials(settings.credentialsFile);
const queue = openQueue(settings);
const stopping = new AbortController();

// The queue limits the concurrent batches of all machines.
await queue.setGlobalConcurrency(settings.concurrentBatches);

/** Runs a batch. The job is done if nothing is left; otherwise it goes back, and continues with what is still listed. */
async function work(job: Job<Sweep>, token?: string, lost?: AbortSignal): Promise<Done> {
  const batch = await tryBatch(job, lost);
  const before = (typeof job.progress === "object" ? job.progress : {}) as Partial<Done>;
  const done: Done = {
    removed: (before.removed ?? 0) + batch.removed,
    requests: (before.requests ?? 0) + batch.requests,
    batches: (before.batches ?? 0) + 1,
  };
  await job.updateProgress({ ...done });
  console.log(`${String(job.id)}: ${batch.removed} removed in ${batch.requests} requests, ${batch.end}`);
  if (batch.end === "swept") return done;
  if (batch.end === "rate-limited") {
    await pauseAll(batch);
    throw Worker.RateLimitError();
  }
  await job.moveToWait(token);
  throw new WaitingError();
}

async function tryBatch({ data }: Job<Sweep>, lost: AbortSignal | undefined): Promise<Batch> {
  const { requestsPerBatch: requests, concurrentRequests } = settings;
  try {
    const budget = { requests, concurrentRequests, lost, stopping: stopping.signal };
    return await runBatch(data, credentials(data), budget);
  } catch (error) {
    throw isFinal(error) ? new UnrecoverableError(error.message) : error;
  }
}

function credentials({ accountSid }: Sweep) {
  try {
    return credentialsOf(accountSid);
  } catch (error) {
    throw new UnrecoverableError((error as Error).message);
  }
}

/** Whether a retry would fail, too. */
function isFinal(error: unknown): error is Error {
  return [AuthenticationError, PermissionError, NotFoundError, ValidationError].some(
    (kind) => error instanceof kind,
  );
}

/** Keeps all workers from starting a batch until the pause is over; never shortens the pause of another worker. */
async function pauseAll({ retryAfter }: Batch): Promise<void> {
  const pause = retryAfter ? retryAfter * 1000 : settings.pause;
  await queue.rateLimit(Math.ceil(Math.max(pause, await queue.getRateLimitTtl())));
}

const worker = new Worker<Sweep, Done>(settings.queueName, work, {
  name: `${hostname()}-${process.pid}`,
  connection: { url: settings.redisUrl, maxRetriesPerRequest: null },
  // Each batch takes the time of its requests at the permitted rate before the next one starts, on any machine.
  limiter: {
    max: 1,
    duration: Math.ceil((1000 * settings.requestsPerBatch) / settings.requestsPerSecond),
  },
  lockDuration: settings.lockDuration,
  stalledInterval: settings.lockDuration,
  // Only a sweep that ends worker after worker is given up.
  maxStalledCount: 10,
  // Maximum seconds that a worker without work sleeps.
  drainDelay: 1,
});
worker.on("error", (error) => console.error(`Worker: ${error.message}`));
worker.on("failed", (job, error) => console.error(`${String(job?.id)}: ${error.message}`));
worker.on("stalled", (id) => console.log(`${id}: its worker died; it continues with what is left`));
worker.on("lockRenewalFailed", (ids) => {
  for (const id of ids) worker.cancelJob(id, "The job belongs to another worker now");
});

async function stop(signal: NodeJS.Signals): Promise<void> {
  // The second signal ends it immediately, as does a batch or a Redis that takes too long. The job is found as stalled.
  if (stopping.signal.aborted) process.exit(1);
  console.log(`${signal}: ending the batch`);
  stopping.abort();
  setTimeout(() => process.exit(1), LONGEST_STOP).unref();
  await worker.close();
  await queue.close();
}
process.on("SIGTERM", (signal) => void stop(signal));
process.on("SIGINT", (signal) => void stop(signal));
console.log(`${worker.opts.name ?? ""}: ready`);
