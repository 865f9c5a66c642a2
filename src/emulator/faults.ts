import { type Random, createRandom, fraction } from "./random.ts";
import type { RecordedRequest } from "./record.ts";

/** What a fault does: whether the request is processed, and what comes instead of its response. */
export interface FaultTrait {
  readonly processed: boolean;
  readonly how: "whole" | "reset" | "close" | "truncated-headers" | "truncated-body" | "slow-body" | "never";
  /** Changes the body; a response without one is reset instead. */
  readonly body?: true;
  /** Sends this status instead of the response's own. */
  readonly status?: number;
}

const faultTraits = {
  "reset-before": { processed: false, how: "reset" },
  "reset-after": { processed: true, how: "reset" },
  close: { processed: false, how: "close" },
  "truncated-headers": { processed: true, how: "truncated-headers" },
  "truncated-body": { processed: true, how: "truncated-body", body: true },
  "server-error": { processed: false, how: "whole", status: 503 },
  "server-error-after": { processed: true, how: "whole", status: 500 },
  "rate-limited": { processed: false, how: "whole", status: 429 },
  "invalid-body": { processed: true, how: "whole", body: true },
  "empty-body": { processed: true, how: "whole", body: true },
  "slow-body": { processed: true, how: "slow-body", body: true },
  "no-response": { processed: false, how: "never" },
  "no-response-after": { processed: true, how: "never" },
} as const satisfies Readonly<Record<string, FaultTrait>>;

/**
 * A kind of fault.
 * - `reset-before`, `reset-after`: the connection is reset, before or after the request was processed
 * - `close`: the connection is closed without a response; not processed
 * - `truncated-headers`, `truncated-body`: processed, and the connection closed amid the headers or the body
 * - `server-error`, `server-error-after`: 503 and not processed, 500 and processed
 * - `rate-limited`: 429, not processed
 * - `invalid-body`, `empty-body`: processed, and 200 with HTML, or 200 with an empty body
 * - `slow-body`: processed, and the body sent in pieces over `slowBodyMs`
 * - `no-response`, `no-response-after`: nothing until the client gives up; not processed, or processed
 *
 * A response without a body, that of a DELETE, gets `reset-after` instead of a fault of the body.
 */
export type FaultKind = keyof typeof faultTraits;

/** Chooses the fault for a request; undefined for none. */
export type FaultChoice = (request: RecordedRequest) => FaultKind | undefined;

/** Which requests fail, and how. */
export interface FaultOptions {
  /** Share of the requests that fail, from 0 to 1. @default 0 */
  readonly rate?: number | undefined;
  /** The kinds, one as likely as another. @default every kind but `no-response` and `no-response-after` */
  readonly kinds?: readonly FaultKind[] | undefined;
  /** Seed of the random choices. @default the emulator's `randomSeed` */
  readonly randomSeed?: number | undefined;
  /** Only requests with this method. @default any */
  readonly method?: "GET" | "DELETE" | undefined;
  /** Faults for the next matching requests, one each, before `rate` applies; undefined or null lets one pass. */
  readonly sequence?: readonly (FaultKind | undefined | null)[] | undefined;
  /** Duration of a `slow-body`, in milliseconds. @default 500 */
  readonly slowBodyMs?: number | undefined;
  /** Sent as `Retry-After` with `rate-limited`, in seconds. Without it there is no such header. */
  readonly retryAfter?: number | undefined;
}

/** What a fault of a kind does. @throws TypeError if there is no such kind */
export function traitOf(kind: FaultKind): FaultTrait {
  if (Object.hasOwn(faultTraits, kind)) return faultTraits[kind];
  throw new TypeError(`No such fault: ${kind}. There are ${faultKinds.join(", ")}`);
}

/** All kinds of faults. */
export const faultKinds = Object.keys(faultTraits) as FaultKind[];

/** A count of no faults. */
export function noFaults(): Record<FaultKind, number> {
  return Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
}

const usualKinds = faultKinds.filter((kind) => traitOf(kind).how !== "never");

/** Creates the choice of a fault for each request. */
export function createFaultChoice(
  faults: FaultOptions | FaultChoice | undefined,
  randomSeed: number,
): FaultChoice {
  if (faults === undefined) return () => undefined;
  if (typeof faults === "function") return faults;
  const random = createRandom(faults.randomSeed ?? randomSeed);
  const queue = [...(faults.sequence ?? [])];
  const { rate = 0, kinds = usualKinds, method: only } = faults;
  return ({ method }) => {
    if (only !== undefined && method !== only) return undefined;
    return queue.length > 0 ? (queue.shift() ?? undefined) : chooseAtRandom(random, rate, kinds);
  };
}

function chooseAtRandom(random: Random, rate: number, kinds: readonly FaultKind[]): FaultKind | undefined {
  // Two draws for every request, so that a change of rate leaves the kinds as they are.
  const [chance, kind] = [fraction(random), fraction(random)];
  return chance < rate ? kinds[Math.floor(kind * kinds.length)] : undefined;
}
