/** What the environment says. Every worker of a queue should be told the same. */
export interface Settings {
  readonly redisUrl: string;
  /** Name of the queue. One rate limit, one queue. */
  readonly queueName: string;
  /** File with the credentials of each account; undefined where the environment has those of the only one. */
  readonly credentialsFile: string | undefined;
  /** Most requests a second, all workers together. */
  readonly requestsPerSecond: number;
  /** Most requests that a job sends before it makes room for the next. */
  readonly requestsPerTurn: number;
  /** Most requests at once within a turn. */
  readonly requestsAtOnce: number;
  /** Most turns at once, all workers together. */
  readonly turnsAtOnce: number;
  /** How long all workers pause after a 429 that does not say, in milliseconds. */
  readonly pause: number;
  /** How long after its last sign of life a worker counts as dead, in milliseconds. */
  readonly lockDuration: number;
}

/** A turn lists once before it removes, so that fewer requests would mostly list. */
const LEAST_PER_TURN = 5;

/** What a turn sends at once, where so many may be in flight. */
const AT_ONCE = 4;

/** Reads the settings. @throws Error naming the variable that is wrong */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const number = (name: string, fallback: number, least: number) =>
    readNumber(name, environment[name], fallback, least);
  const inFlight = Math.floor(number("SWEEP_REQUESTS_IN_FLIGHT", 12, 1));
  const requestsAtOnce = Math.min(AT_ONCE, inFlight);
  return {
    redisUrl: environment["REDIS_URL"] ?? "redis://127.0.0.1:6379",
    queueName: environment["SWEEP_QUEUE"] ?? "sweep",
    credentialsFile: environment["SWEEP_CREDENTIALS"],
    requestsPerSecond: number("SWEEP_REQUESTS_PER_SECOND", 50, 0.01),
    requestsPerTurn: Math.floor(number("SWEEP_REQUESTS_PER_TURN", 20, LEAST_PER_TURN)),
    requestsAtOnce,
    turnsAtOnce: Math.floor(inFlight / requestsAtOnce),
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
