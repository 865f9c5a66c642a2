import type { EmulatorSwitches, FaultKind, FaultOptions } from "../../../src/emulator/index.ts";
import { createRandom, fraction } from "../../../src/emulator/random.ts";

/** A mix of faults, its rate and order following from a seed. */
export interface Mix {
  readonly name: string;
  readonly switches: (seed: number) => EmulatorSwitches;
  /** For one attempt, in milliseconds: no answer of a busy machine takes as long, and a stalled one longer. */
  readonly timeout: number;
}

export const mixes: readonly Mix[] = [
  { name: "resets", switches: mixed(["reset-before", "reset-after", "hang-up", "cut-headers", "cut-body"]) },
  { name: "bursts of 5xx", switches: bursts(["server-error", "server-error-after"]) },
  { name: "refusals", switches: mixed(["too-many"]) },
  { name: "refusals with Retry-After", switches: mixed(["too-many"], { retryAfter: 0.05 }) },
  { name: "garbage and empty answers", switches: mixed(["garbage", "empty"]) },
  { name: "slow answers", switches: mixed(["slow"], { slowFor: 100 }) },
  { name: "stalled answers", switches: mixed(["stall", "stall-after"], {}, 0.02), timeout: 1_500 },
  { name: "everything but stalls", switches: mixed(undefined, { slowFor: 50 }) },
].map((mix) => ({ timeout: 20_000, ...mix }));

/** Faults at a rate of 3 % and up to `spread` more. */
function mixed(
  kinds: readonly FaultKind[] | undefined,
  options: FaultOptions = {},
  spread = 0.2,
): Mix["switches"] {
  return (seed) => {
    const rate = 0.03 + fraction(createRandom(seed)) * spread;
    return { faults: { ...options, ...(kinds && { kinds }), rate, seed } };
  };
}

/** Nothing for a while, then several requests in a row; the first time soon. */
function bursts(kinds: readonly FaultKind[]): Mix["switches"] {
  return (seed) => ({ faults: burstsFrom(kinds, seed) });
}

function burstsFrom(kinds: readonly FaultKind[], seed: number): () => FaultKind | undefined {
  const random = createRandom(seed);
  let calm = 5;
  let left = 0;
  return () => {
    if (calm-- > 0) return undefined;
    if (left === 0) left = 3 + Math.floor(fraction(random) * 6);
    if (--left === 0) calm = 20 + Math.floor(fraction(random) * 40);
    return kinds[Math.floor(fraction(random) * kinds.length)];
  };
}
