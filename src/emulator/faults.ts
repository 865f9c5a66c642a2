import { createRandom, fraction } from "./random.ts";
import type { RecordedRequest } from "./record.ts";
import type { ApiResponse } from "./responses.ts";

export interface FaultTrait {
  readonly processed: boolean;
  readonly how: "whole" | "reset" | "close" | "truncated-headers" | "truncated-body" | "slow-body" | "never";
  /** The response to send instead. */
  readonly replacement?: ApiResponse;
}

const html = "<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>Bad gateway</body></html>\n";
const badGateway = { status: 200, body: html, headers: { "Content-Type": "text/html" } };
const processed = { processed: true, how: "whole" } as const;
const unprocessed = { processed: false, how: "whole" } as const;

const faultTraits = {
  "reset-before": { ...unprocessed, how: "reset" },
  "reset-after": { ...processed, how: "reset" },
  close: { ...unprocessed, how: "close" },
  "truncated-headers": { ...processed, how: "truncated-headers" },
  "truncated-body": { ...processed, how: "truncated-body" },
  "server-error": { ...unprocessed, replacement: { status: 503 } },
  "server-error-after": { ...processed, replacement: { status: 500 } },
  "rate-limited": { ...unprocessed, replacement: { status: 429 } },
  "invalid-body": { ...processed, replacement: badGateway },
  "empty-body": { ...processed, replacement: { status: 200, body: "" } },
  "slow-body": { ...processed, how: "slow-body" },
  "no-response": { ...unprocessed, how: "never" },
  "no-response-after": { ...processed, how: "never" },
} as const satisfies Readonly<Record<string, FaultTrait>>;

/**
 * A kind of fault.
 * - `reset-before`, `reset-after`: the connection is reset, before or after the request was processed
 * - `close`: the connection is closed without a response; not processed
 * - `truncated-headers`, `truncated-body`: processed, and the connection closed within the headers or the body
 * - `server-error`, `server-error-after`: 503 and not processed, 500 and processed
 * - `rate-limited`: 429, not processed
 * - `invalid-body`, `empty-body`: processed, and 200 with HTML, or 200 with an empty body
 * - `slow-body`: processed, and the body sent in pieces over `slowBodyMs`
 * - `no-response`, `no-response-after`: nothing until the client gives up; not processed, or processed
 *
 * The response to a DELETE or HEAD has no body: a body fault becomes `reset-after` there.
 */
export type FaultKind = keyof typeof faultTraits;

/** Chooses the fault of a request; `undefined` for none. */
export type FaultChoice = (request: RecordedRequest) => FaultKind | undefined;

/** Which requests fail, and how. */
export interface FaultOptions {
  /** Share of the requests that fail, from 0 to 1. @default 0 */
  readonly rate?: number | undefined;
  /** The kinds, with equal probability. @default all except `no-response` and `no-response-after` */
  readonly kinds?: readonly FaultKind[] | undefined;
  /** Seed of the random choices. @default the emulator's `randomSeed` */
  readonly randomSeed?: number | undefined;
  /** Only requests with this method. @default any */
  readonly method?: "GET" | "DELETE" | undefined;
  /** Faults of the next matching requests, one each, before `rate` applies; `undefined` or `null` for no fault. */
  readonly sequence?: readonly (FaultKind | undefined | null)[] | undefined;
  /** Duration of a `slow-body`, in milliseconds. @default 500 */
  readonly slowBodyMs?: number | undefined;
  /** `Retry-After` of `rate-limited`, in seconds. @default no such header */
  readonly retryAfter?: number | undefined;
}

/** What a fault of a kind does, or none. @throws TypeError if there is no such kind */
export function traitOf(kind: FaultKind | undefined): FaultTrait {
  if (kind === undefined) return processed;
  if (Object.hasOwn(faultTraits, kind)) return faultTraits[kind];
  throw new TypeError(`Unknown fault '${kind}'; expected one of ${faultKinds.join(", ")}`);
}

export const faultKinds = Object.keys(faultTraits) as FaultKind[];

const usualKinds = faultKinds.filter((kind) => traitOf(kind).how !== "never");

/** Creates the source of faults; it starts with the first of a sequence. */
export function createFaultSource(given: FaultOptions | FaultChoice = {}, randomSeed: number) {
  const faults = typeof given === "function" ? {} : given;
  const { rate = 0, kinds = usualKinds, method: only, sequence = [], slowBodyMs = 500, retryAfter } = faults;
  const random = createRandom(faults.randomSeed ?? randomSeed);
  const queue = [...sequence];
  const choose: FaultChoice = ({ method }) => {
    if (only !== undefined && method !== only) return undefined;
    if (queue.length > 0) return queue.shift() ?? undefined;
    // Two draws for every request, so that a change of rate leaves the kinds as they are.
    const [chance, kind] = [fraction(random), fraction(random)];
    return chance < rate ? kinds[Math.floor(kind * kinds.length)] : undefined;
  };
  return { choose: typeof given === "function" ? given : choose, slowBodyMs, retryAfter };
}
