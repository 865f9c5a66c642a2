import { type FaultKind, faultKinds, traitOf } from "./fault-kinds.ts";
import { type Random, createRandom, fraction } from "./random.ts";
import type { RecordedRequest } from "./record.ts";

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

const usualKinds = faultKinds.filter((kind) => traitOf(kind).delivery !== "never");

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
