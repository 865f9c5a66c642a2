// Run by test/long/large-removal.test.ts in a process of its own, which takes half the time: `node --import tsx large-run.ts`.
import type { FaultKind } from "../../../src/emulator/index.ts";
import { kinds as collections } from "./collections.ts";
import { createHttpFetch } from "./http-fetch.ts";
import { type LargeResult, count, seed } from "./large-result.ts";
import { openFixture } from "./fixture.ts";

const kinds = [
  "reset-before",
  "reset-after",
  "close",
  "truncated-headers",
  "truncated-body",
  "server-error",
  "server-error-after",
  "invalid-body",
  "empty-body",
  "slow-body",
] as const satisfies readonly FaultKind[];

// Without 429 responses: each makes all removals wait, which rate-limits.test.ts looks at.
const faults = { rate: 0.05, kinds, randomSeed: seed, slowBodyMs: 20 };

// A fault costs a wait of some 100 ms, which no option shortens; enough concurrent removals hide it.
const concurrency = 400;

// Hooks would take as long as all the rest.
const options = { fetch: createHttpFetch(), onRequest: undefined, onResponse: undefined };
const fixture = await openFixture(collections[0], count, { faults }, options);
const { failed, ...counts } = await fixture.bindings.removeAll({ bindingType: "apn", concurrency });
const result: LargeResult = {
  report: { ...counts, failed: failed.map(({ error }) => String(error)) },
  faults: fixture.faultCounts(),
  stored: fixture.stored(),
  bystanders: fixture.bystanders,
};
process.stdout.write(JSON.stringify(result), () => process.exit());
