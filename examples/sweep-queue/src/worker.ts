/** `npm run worker`: takes turns at the sweeps in the queue, until it is asked to stop. Run as many as you like. */
import { hostname } from "node:os";
import { type Job, UnrecoverableError, WaitingError, Worker } from "bullmq";
import { AuthenticationError, NotFoundError, PermissionError, ValidationError } from "twilio-bindings";
import { readCredentials } from "./credentials.ts";
import { type Done, openQueue } from "./queue.ts";
import { readSettings } from "./settings.ts";
import type { Sweep } from "./sweep.ts";
import { type Turn, takeTurn } from "./turn.ts";

/** How long a worker that is asked to stop may take, in milliseconds: less than what orchestrators wait. */
const LONGEST_STOP = 20_000;

const settings = readSettings();
const credentialsOf = await readCredentials(settings.credentialsFile);
const queue = openQueue(settings);
const stopping = new AbortController();

// How many turns there are at once, on all machines, is the queue's to know.
await queue.setGlobalConcurrency(settings.turnsAtOnce);

/** One turn. The job is done where nothing is left; else it goes back, to go on with what is still listed. */
async function work(job: Job<Sweep>, token?: string, lost?: AbortSignal): Promise<Done> {
  const turn = await tryTurn(job, lost);
  const before = (typeof job.progress === "object" ? job.progress : {}) as Partial<Done>;
  const done: Done = {
    removed: (before.removed ?? 0) + turn.removed,
    requests: (before.requests ?? 0) + turn.requests,
    turns: (before.turns ?? 0) + 1,
  };
  await job.updateProgress({ ...done });
  console.log(`${String(job.id)}: ${turn.removed} removed in ${turn.requests} requests, ${turn.end}`);
  if (turn.end === "swept") return done;
  if (turn.end === "refused") {
    await pauseAll(turn);
    throw Worker.RateLimitError();
  }
  await job.moveToWait(token);
  throw new WaitingError();
}

async function tryTurn({ data }: Job<Sweep>, lost: AbortSignal | undefined): Promise<Turn> {
  const { requestsPerTurn: requests, requestsAtOnce: atOnce } = settings;
  try {
    return await takeTurn(data, credentials(data), { requests, atOnce, lost, stopping: stopping.signal });
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

/** What no second try would change. */
function isFinal(error: unknown): error is Error {
  return [AuthenticationError, PermissionError, NotFoundError, ValidationError].some(
    (kind) => error instanceof kind,
  );
}

/** No worker starts a turn before the pause is over; one that another worker asked for is not cut short. */
async function pauseAll({ retryAfter }: Turn): Promise<void> {
  const pause = retryAfter ? retryAfter * 1000 : settings.pause;
  await queue.rateLimit(Math.ceil(Math.max(pause, await queue.getRateLimitTtl())));
}

const worker = new Worker<Sweep, Done>(settings.queueName, work, {
  name: `${hostname()}-${process.pid}`,
  connection: { url: settings.redisUrl, maxRetriesPerRequest: null },
  // Each turn pays for its requests in time: the next one starts, on whatever machine, when they are paid for.
  limiter: {
    max: 1,
    duration: Math.ceil((1000 * settings.requestsPerTurn) / settings.requestsPerSecond),
  },
  lockDuration: settings.lockDuration,
  stalledInterval: settings.lockDuration,
  // Only a sweep that kills worker after worker is given up.
  maxStalledCount: 10,
  // Seconds that a worker without work sleeps at most before it looks again.
  drainDelay: 1,
});
worker.on("error", (error) => console.error(`Worker: ${error.message}`));
worker.on("failed", (job, error) => console.error(`${String(job?.id)}: ${error.message}`));
worker.on("stalled", (id) => console.log(`${id}: its worker died; it goes on from what is left`));
worker.on("lockRenewalFailed", (ids) => {
  for (const id of ids) worker.cancelJob(id, "The job is another worker's by now");
});

async function stop(signal: NodeJS.Signals): Promise<void> {
  // Twice means now; and so does a turn, or a Redis that is gone, that takes too long. The job is found as stalled.
  if (stopping.signal.aborted) process.exit(1);
  console.log(`${signal}: ending the turn`);
  stopping.abort();
  setTimeout(() => process.exit(1), LONGEST_STOP).unref();
  await worker.close();
  await queue.close();
}
process.on("SIGTERM", (signal) => void stop(signal));
process.on("SIGINT", (signal) => void stop(signal));
console.log(`${worker.opts.name ?? ""}: ready`);
