import { type Check, LONGEST_TIMER, integer, invalid, number, oneOf, readOptions } from "../checks.ts";
import { type FaultChoice, type FaultOptions, createFaultSource, faultKinds } from "./faults.ts";
import { createRandom, fraction } from "./random.ts";
import { type RateLimit, createLimiter } from "./rate-limit.ts";

/** Settings that can be changed while the emulator runs. */
export interface EmulatorSettings {
  /** Delay before a request is processed, in milliseconds: fixed, or from a range. @default 0 */
  readonly latency?: number | readonly [minimum: number, maximum: number] | undefined;
  /** When to respond with 429. @default never */
  readonly rateLimit?: RateLimit | undefined;
  /** Which requests fail, and how; a function chooses for each. @default none */
  readonly faults?: FaultOptions | FaultChoice | undefined;
}

const milliseconds = number(0, LONGEST_TIMER);
const checkLatency: Check = (name, value) => {
  if (typeof value === "number") return milliseconds(name, value);
  if (!Array.isArray(value) || value.length !== 2)
    throw invalid(name, "milliseconds, or an array of minimum and maximum", value);
  const minimum = milliseconds(name, value[0]);
  return [minimum, number(minimum, LONGEST_TIMER)(name, value[1])];
};

const list =
  (check: Check, minimum: number): Check =>
  (name, value) => {
    if (Array.isArray(value) && value.length >= minimum)
      return Array.from(value, (item) => check(name, item));
    throw invalid(name, `an array of ${minimum} or more`, value);
  };

/** An option with options of its own: errors name both. */
const nested =
  (shape: Readonly<Record<string, Check>>): Check =>
  (name, value) => {
    const checks = Object.entries(shape).map(([option, check]): [string, Check] => {
      return [option, (_, one) => check(`${name}.${option}`, one)];
    });
    return readOptions(value, Object.fromEntries(checks), name);
  };

const maximum = Number.MAX_SAFE_INTEGER;
const rateLimitShape = {
  maxConcurrent: integer(0),
  requestsPerSecond: number(0, maximum),
  burst: number(1, maximum),
  retryAfter: number(0, maximum),
} satisfies Record<keyof RateLimit, Check>;

const kind = oneOf(faultKinds);
const faultShape = {
  rate: number(0, 1),
  kinds: list(kind, 1),
  randomSeed: integer(0),
  method: oneOf(["GET", "DELETE"]),
  sequence: list((name, value) => (value === undefined || value === null ? undefined : kind(name, value)), 0),
  slowBodyMs: milliseconds,
  retryAfter: number(0, maximum),
} satisfies Record<keyof FaultOptions, Check>;

export const settingsShape = {
  latency: checkLatency,
  rateLimit: nested(rateLimitShape),
  faults: (name, value) => (typeof value === "function" ? value : nested(faultShape)(name, value)),
} satisfies Record<keyof EmulatorSettings, Check>;

/** The settings as they apply to requests. */
export function activate(settings: EmulatorSettings, randomSeed: number) {
  return {
    latency: createLatency(settings.latency, randomSeed),
    rateLimit: createLimiter(settings.rateLimit),
    faults: createFaultSource(settings.faults, randomSeed),
  };
}

/** Reads changes of the settings; one that is given and `undefined` is turned off. */
export function readChanges(given: unknown, randomSeed: number) {
  const changes = readOptions<EmulatorSettings>(given, settingsShape, "settings");
  const isTurnedOff = (name: string) => name in (given as object) && !(name in Object.prototype);
  const active = Object.entries(activate(changes, randomSeed));
  return Object.fromEntries(active.filter(([name]) => name in changes || isTurnedOff(name)));
}

/** Returns the delay of the next request. */
function createLatency(latency: EmulatorSettings["latency"] = 0, randomSeed: number): () => number {
  const [from, to] = typeof latency === "number" ? [latency, latency] : latency;
  const random = createRandom(randomSeed);
  return () => from + fraction(random) * (to - from);
}
