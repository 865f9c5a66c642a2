/** The settings of a worker. All workers of a queue should have the same. */
export interface Settings {
  readonly redisUrl: string;
  /** Name of the queue. One rate limit, one queue. */
  readonly queueName: string;
  /** File with the credentials of each account; `undefined` if the environment has those of the only one. */
  readonly credentialsFile: string | undefined;
  /** Maximum requests per second, all workers together. */
  readonly requestsPerSecond: number;
  /** Maximum requests of a batch, after which the job goes back to the queue. */
  readonly requestsPerBatch: number;
  /** Maximum concurrent requests of a batch. */
  readonly concurrentRequests: number;
  /** Maximum concurrent batches, all workers together. */
  readonly concurrentBatches: number;
  /** How long all workers pause after a 429 response without `Retry-After`, in milliseconds. */
  readonly pause: number;
  /** How long after its last sign of life a worker counts as dead, in milliseconds. */
  readonly lockDuration: number;
}

/** A batch lists once before it removes, so that fewer requests would mostly list. */
const LEAST_PER_BATCH = 5;

/** Concurrent requests of a batch, if so many may be in flight. */
const CONCURRENT_REQUESTS = 4;

/** Reads the settings. @throws Error naming the variable that is wrong */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const number = (name: string, fallback: number, least: number) =>
    readNumber(name, environment[name], fallback, least);
  const inFlight = Math.floor(number("SWEEP_REQUESTS_IN_FLIGHT", 12, 1));
  const concurrentRequests = Math.min(CONCURRENT_REQUESTS, inFlight);
  return {
    redisUrl: environment["REDIS_URL"] ?? "redis://127.0.0.1:6379",
    queueName: environment["SWEEP_QUEUE"] ?? "sweep",
    credentialsFile: environment["SWEEP_CREDENTIALS"],
    requestsPerSecond: number("SWEEP_REQUESTS_PER_SECOND", 50, 0.01),
    requestsPerBatch: Math.floor(number("SWEEP_REQUESTS_PER_BATCH", 20, LEAST_PER_BATCH)),
    concurrentRequests,
    concurrentBatches: Math.floor(inFlight / concurrentRequests),
    pause: 1000 * number("SWEEP_PAUSE_SECONDS", 5, 0.1),
    lockDuration: 1000 * number("SWEEP_LOCK_SECONDS", 30, 1),
  };
}

function readNumber(name: string, text: string | undefined, fallback: number, least: number): number {
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (Number.isFinite(value) && value >= least) return value;
  throw new Error(`${name}: expected a number of ${least} or more, got ${JSON.stringify(text)}`);
}
