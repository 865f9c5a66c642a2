import { ValidationError, show } from "../errors.ts";
import { checkNames } from "../options.ts";
import { type FaultKind, faultKinds } from "./fault-kinds.ts";
import { type FaultChoice, type FaultOptions, createFaultChoice } from "./faults.ts";
import { createRandom, fraction } from "./random.ts";
import { type RateLimit, createLimiter } from "./rate-limit.ts";
import type { RecordedRequest } from "./record.ts";

/** What can be changed while the emulator runs. */
export interface EmulatorSwitches {
  /** How long a request waits before it is processed, in milliseconds: always the same, or from a range. @default 0 */
  readonly latency?: number | readonly [minimum: number, maximum: number] | undefined;
  /** When to answer 429. @default never */
  readonly rateLimit?: RateLimit | undefined;
  /** Which requests go wrong, and how; a function chooses for each. @default none */
  readonly faults?: FaultOptions | FaultChoice | undefined;
}

/** The switches as they are at the moment. */
export interface Switchboard {
  configure(switches: EmulatorSwitches): void;
  /** Back to how the emulator was created. */
  reset(): void;
  admits(inFlight: number): boolean;
  chooseFault(request: RecordedRequest): FaultKind | undefined;
  /** In milliseconds. */
  nextLatency(): number;
  /** In milliseconds. */
  slowFor(): number;
  /** In seconds. */
  rateLimitRetryAfter(): number | undefined;
  faultRetryAfter(): number | undefined;
}

const switchNames = ["latency", "rateLimit", "faults"] as const satisfies readonly (keyof EmulatorSwitches)[];

/** Sets the switches as they were given, and lets them be changed. */
export function createSwitchboard(initial: EmulatorSwitches, seed: number): Switchboard {
  const start = { latency: initial.latency, rateLimit: initial.rateLimit, faults: initial.faults };
  let now: EmulatorSwitches = {};
  let random = createRandom(seed);
  let limiter = createLimiter(undefined);
  let choose = createFaultChoice(undefined, seed);
  const configure = (changes: EmulatorSwitches) => {
    checkSwitches(changes);
    now = { ...now, ...changes };
    if ("rateLimit" in changes) limiter = createLimiter(changes.rateLimit);
    if ("faults" in changes) choose = createFaultChoice(changes.faults, seed);
  };
  configure(start);
  return {
    configure,
    reset() {
      random = createRandom(seed);
      configure(start);
    },
    admits: (inFlight) => limiter(inFlight),
    chooseFault: (request) => choose(request),
    nextLatency() {
      const { latency = 0 } = now;
      if (typeof latency === "number") return latency;
      return latency[0] + fraction(random) * (latency[1] - latency[0]);
    },
    slowFor: () => faultOptions(now).slowFor ?? 500,
    rateLimitRetryAfter: () => now.rateLimit?.retryAfter,
    faultRetryAfter: () => faultOptions(now).retryAfter,
  };
}

function faultOptions({ faults }: EmulatorSwitches): FaultOptions {
  return typeof faults === "object" ? faults : {};
}

function checkSwitches(switches: EmulatorSwitches): void {
  checkNames(switches, switchNames);
  const { latency, rateLimit, faults } = switches;
  const [minimum, maximum] = typeof latency === "object" ? latency : [latency, latency];
  checkNumber("latency", minimum, 0, 2 ** 31 - 1);
  checkNumber("latency", maximum, minimum ?? 0, 2 ** 31 - 1);
  if (rateLimit !== undefined) checkRateLimit(rateLimit);
  if (faults !== undefined && typeof faults !== "function") checkFaults(faults);
}

function checkRateLimit(limit: RateLimit): void {
  checkNames(limit, ["concurrent", "perSecond", "burst", "retryAfter"] satisfies (keyof RateLimit)[]);
  checkNumber("rateLimit.concurrent", limit.concurrent, 0);
  checkNumber("rateLimit.perSecond", limit.perSecond, 0);
  checkNumber("rateLimit.burst", limit.burst, 1);
  checkNumber("rateLimit.retryAfter", limit.retryAfter, 0);
}

function checkFaults(faults: FaultOptions): void {
  const names = ["rate", "kinds", "seed", "match", "next", "slowFor", "retryAfter"] as const;
  checkNames(faults, names satisfies readonly (keyof FaultOptions)[]);
  checkNumber("faults.rate", faults.rate, 0, 1);
  checkNumber("faults.seed", faults.seed, -Infinity);
  checkNumber("faults.slowFor", faults.slowFor, 0, 2 ** 31 - 1);
  checkNumber("faults.retryAfter", faults.retryAfter, 0);
  if (faults.match !== undefined && !["GET", "DELETE"].includes(faults.match)) {
    throw new ValidationError("faults.match", '"GET" or "DELETE"', show(faults.match));
  }
  if (faults.kinds?.length === 0) throw new ValidationError("faults.kinds", "at least one kind", "none");
  for (const kind of faults.kinds ?? []) checkKind("faults.kinds", kind);
  for (const kind of faults.next ?? []) if (kind !== undefined) checkKind("faults.next", kind);
}

function checkKind(name: string, kind: FaultKind): void {
  if (!faultKinds.includes(kind)) throw new ValidationError(name, faultKinds.join(", "), show(kind));
}

function checkNumber(name: string, value: unknown, minimum: number, maximum = Infinity): void {
  if (value === undefined || (typeof value === "number" && value >= minimum && value <= maximum)) return;
  const range = maximum === Infinity ? `of ${minimum} or more` : `from ${minimum} to ${maximum}`;
  throw new ValidationError(name, `a number ${range}`, show(value));
}
