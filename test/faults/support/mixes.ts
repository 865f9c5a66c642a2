import type { EmulatorSettings, FaultKind, FaultOptions } from "../../../src/emulator/index.ts";
import { createRandom, fraction } from "../../../src/emulator/random.ts";

/** A mix of faults, its rate and order following from a seed. */
export interface Mix {
  readonly name: string;
  readonly settings: (seed: number) => EmulatorSettings;
  /** For one attempt, in milliseconds: no response of a busy machine takes as long, and one that never comes longer. */
  readonly timeout: number;
}

export const mixes: readonly Mix[] = [
  {
    name: "resets",
    settings: mixed(["reset-before", "reset-after", "close", "truncated-headers", "truncated-body"]),
  },
  { name: "bursts of 5xx", settings: bursts(["server-error", "server-error-after"]) },
  { name: "429 responses", settings: mixed(["rate-limited"]) },
  { name: "429 responses with Retry-After", settings: mixed(["rate-limited"], { retryAfter: 0.05 }) },
  { name: "invalid and empty bodies", settings: mixed(["invalid-body", "empty-body"]) },
  { name: "slow bodies", settings: mixed(["slow-body"], { slowBodyMs: 100 }) },
  {
    name: "missing responses",
    settings: mixed(["no-response", "no-response-after"], {}, 0.02),
    timeout: 1_500,
  },
  { name: "everything but missing responses", settings: mixed(undefined, { slowBodyMs: 50 }) },
].map((mix) => ({ timeout: 20_000, ...mix }));

/** Faults at a rate of 3 % and up to `spread` more. */
function mixed(
  kinds: readonly FaultKind[] | undefined,
  options: FaultOptions = {},
  spread = 0.2,
): Mix["settings"] {
  return (seed) => {
    const rate = 0.03 + fraction(createRandom(seed)) * spread;
    return { faults: { ...options, ...(kinds && { kinds }), rate, randomSeed: seed } };
  };
}

/** Nothing for a while, then several requests in a row; the first time soon. */
function bursts(kinds: readonly FaultKind[]): Mix["settings"] {
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
