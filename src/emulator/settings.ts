import { ValidationError } from "../errors.ts";
import { type Check, type Shape, describeValue, integer, number, oneOf, readOptions } from "../checks.ts";
import {
  type FaultChoice,
  type FaultKind,
  type FaultOptions,
  createFaultChoice,
  faultKinds,
} from "./faults.ts";
import { createRandom, fraction } from "./random.ts";
import { type RateLimit, createLimiter } from "./rate-limit.ts";
import type { RecordedRequest } from "./record.ts";

/** What can be changed while the emulator runs. */
export interface EmulatorSettings {
  /** Delay before a request is processed, in milliseconds: fixed, or from a range. @default 0 */
  readonly latency?: number | readonly [minimum: number, maximum: number] | undefined;
  /** When to respond with 429. @default never */
  readonly rateLimit?: RateLimit | undefined;
  /** Which requests fail, and how; a function chooses for each. @default none */
  readonly faults?: FaultOptions | FaultChoice | undefined;
}

/** The settings in use. */
export interface ActiveSettings {
  configure(settings: unknown): void;
  /** Goes back to the emulator's options. */
  reset(): void;
  admits(inFlight: number): boolean;
  chooseFault(request: RecordedRequest): FaultKind | undefined;
  /** In milliseconds. */
  nextLatency(): number;
  /** In milliseconds. */
  slowBodyMs(): number;
  /** In seconds. */
  retryAfter(of: "rateLimit" | "faults"): number | undefined;
}

/** The longest that a timer can wait. */
const maximumDelay = 2 ** 31 - 1;
const maximum = Number.MAX_SAFE_INTEGER;
const checkLatency: Check = (name, value) => {
  if (typeof value === "number") return number(0, maximumDelay)(name, value);
  const [from, to] = Array.isArray(value) && value.length === 2 ? (value as readonly unknown[]) : [];
  if (to === undefined)
    throw new ValidationError(name, "milliseconds, or an array of minimum and maximum", describeValue(value));
  const minimum = number(0, maximumDelay)(name, from);
  return [minimum, number(minimum, maximumDelay)(name, to)];
};

const list =
  (check: Check, minimum: number): Check =>
  (name, value) => {
    if (Array.isArray(value) && value.length >= minimum)
      return (value as readonly unknown[]).map((item) => check(name, item));
    throw new ValidationError(name, `an array of ${minimum} or more`, describeValue(value));
  };

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
  slowBodyMs: number(0, maximumDelay),
  retryAfter: number(0, maximum),
} satisfies Record<keyof FaultOptions, Check>;

/** An option with options of its own: errors name both. */
const nested =
  (shape: Shape): Check =>
  (name, value) => {
    const checks = Object.entries(shape).map(([option, check]) => {
      const prefixed: Check = (_, one) => check(`${name}.${option}`, one);
      return [option, prefixed];
    });
    return readOptions(value, Object.fromEntries(checks) as Shape, name);
  };

/** The settings' checks, for whoever reads them. */
export const settingsShape = {
  latency: checkLatency,
  rateLimit: nested(rateLimitShape),
  faults: (name, value) => (typeof value === "function" ? value : nested(faultShape)(name, value)),
} satisfies Record<keyof EmulatorSettings, Check>;

/** Applies the settings that were read with the options, and lets them be changed. */
export function createSettings(initial: EmulatorSettings, randomSeed: number): ActiveSettings {
  let now = initial;
  let random = createRandom(randomSeed);
  let limiter = createLimiter(now.rateLimit);
  let choose = createFaultChoice(now.faults, randomSeed);
  const apply = (changes: EmulatorSettings) => {
    now = { ...now, ...changes };
    if ("rateLimit" in changes) limiter = createLimiter(changes.rateLimit);
    if ("faults" in changes) choose = createFaultChoice(changes.faults, randomSeed);
  };
  return {
    configure(given) {
      const read = readOptions(given, settingsShape, "settings");
      const names = Object.keys(settingsShape).filter((name) => name in (given as object));
      apply(Object.fromEntries(names.map((name) => [name, read[name]])));
    },
    reset() {
      random = createRandom(randomSeed);
      apply({ latency: initial.latency, rateLimit: initial.rateLimit, faults: initial.faults });
    },
    admits: (inFlight) => limiter(inFlight),
    chooseFault: (request) => choose(request),
    nextLatency() {
      const [from, to] = typeof now.latency === "object" ? now.latency : [now.latency ?? 0, now.latency ?? 0];
      return from + (to > from ? fraction(random) * (to - from) : 0);
    },
    slowBodyMs: () => (typeof now.faults === "object" ? now.faults.slowBodyMs : undefined) ?? 500,
    retryAfter(of) {
      const setting = now[of];
      return typeof setting === "object" ? setting.retryAfter : undefined;
    },
  };
}
