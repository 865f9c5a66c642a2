import { type Random, createRandom, fraction } from "./random.ts";
import type { RecordedRequest } from "./record.ts";

/** What a fault does: whether the request is processed, and what comes instead of its answer. */
interface Trait {
  readonly processed: boolean;
  readonly delivery: "whole" | "reset" | "hang-up" | "cut-headers" | "cut-body" | "slow" | "never";
  /** Needs a body to spoil; an answer without one is reset instead. */
  readonly body?: true;
  /** Answers this status instead of the request's own. */
  readonly status?: number;
}

const faultTraits = {
  "reset-before": { processed: false, delivery: "reset" },
  "reset-after": { processed: true, delivery: "reset" },
  "hang-up": { processed: false, delivery: "hang-up" },
  "cut-headers": { processed: true, delivery: "cut-headers" },
  "cut-body": { processed: true, delivery: "cut-body", body: true },
  "server-error": { processed: false, delivery: "whole", status: 503 },
  "server-error-after": { processed: true, delivery: "whole", status: 500 },
  "too-many": { processed: false, delivery: "whole", status: 429 },
  garbage: { processed: true, delivery: "whole", body: true },
  empty: { processed: true, delivery: "whole", body: true },
  slow: { processed: true, delivery: "slow", body: true },
  stall: { processed: false, delivery: "never" },
  "stall-after": { processed: true, delivery: "never" },
} as const satisfies Readonly<Record<string, Trait>>;

/**
 * A kind of fault.
 * - `reset-before`, `reset-after`: the connection is reset, before or after the request was processed
 * - `hang-up`: the connection is closed in good order without an answer; not processed
 * - `cut-headers`, `cut-body`: processed, and the connection closed in the middle of the headers or the body
 * - `server-error`, `server-error-after`: 503 and not processed, 500 and processed
 * - `too-many`: 429, not processed
 * - `garbage`, `empty`: processed, and answered with 200 and HTML, or with 200 and nothing
 * - `slow`: processed, and the body dripped over `slowFor`
 * - `stall`, `stall-after`: never answered until the client gives up; not processed, or processed
 *
 * An answer without a body, that of a DELETE, is `reset-after` instead of `cut-body`, `garbage`, `empty`, `slow`.
 */
export type FaultKind = keyof typeof faultTraits;

/** Chooses the fault for a request; undefined for none. */
export type FaultChoice = (request: RecordedRequest) => FaultKind | undefined;

/** Which requests go wrong, and how. */
export interface FaultOptions {
  /** Share of the requests that go wrong, from 0 to 1. @default 0 */
  readonly rate?: number | undefined;
  /** The kinds, one as likely as another. @default every kind but `stall` and `stall-after` */
  readonly kinds?: readonly FaultKind[] | undefined;
  /** What the random choices start from. @default the emulator's seed */
  readonly seed?: number | undefined;
  /** Only requests with this method. @default any */
  readonly match?: "GET" | "DELETE" | undefined;
  /** Faults for the next matching requests, one each, before `rate` holds; undefined lets one pass. */
  readonly next?: readonly (FaultKind | undefined)[] | undefined;
  /** How long a `slow` body takes, in milliseconds. @default 500 */
  readonly slowFor?: number | undefined;
  /** Sent as `Retry-After` with `too-many`, in seconds. Without it there is no such header. */
  readonly retryAfter?: number | undefined;
}

/** What a fault of a kind does. @throws TypeError where there is no such kind */
export function traitOf(kind: FaultKind): Trait {
  if (Object.hasOwn(faultTraits, kind)) return faultTraits[kind];
  throw new TypeError(`No such fault: ${kind}. There are ${faultKinds.join(", ")}`);
}

/** All kinds of faults. */
export const faultKinds = Object.keys(faultTraits) as FaultKind[];

const usualKinds = faultKinds.filter((kind) => faultTraits[kind].delivery !== "never");

/** Makes the choice of a fault for each request. */
export function createFaultChoice(faults: FaultOptions | FaultChoice | undefined, seed: number): FaultChoice {
  if (faults === undefined) return () => undefined;
  if (typeof faults === "function") return faults;
  const random = createRandom(faults.seed ?? seed);
  const queue = [...(faults.next ?? [])];
  const { rate = 0, kinds = usualKinds, match } = faults;
  return ({ method }) => {
    if (match !== undefined && method !== match) return undefined;
    if (queue.length > 0) return queue.shift();
    return chooseAtRandom(random, rate, kinds);
  };
}

function chooseAtRandom(random: Random, rate: number, kinds: readonly FaultKind[]): FaultKind | undefined {
  // Two draws for every request, so that a change of rate leaves the kinds where they are.
  const [chance, kind] = [fraction(random), fraction(random)];
  return chance < rate ? kinds[Math.floor(kind * kinds.length)] : undefined;
}

/** The fault that an answer can suffer: one without a body has none to spoil. */
export function effectiveFault(kind: FaultKind, hasBody: boolean): FaultKind {
  return traitOf(kind).body && !hasBody ? "reset-after" : kind;
}
