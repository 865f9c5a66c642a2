import { describe, expect, it } from "vitest";
import { nthSid } from "../../src/emulator/random.ts";
import { createClient } from "../../src/index.ts";
import { sized } from "../support/size.ts";
import { serviceSid } from "./support/collections.ts";
import { socketFaults } from "./support/socket-faults.ts";
import { type SocketFault, openRawStore } from "./support/raw-store.ts";

const names = Object.keys(socketFaults);
const seeds = [31, 32, 33, 34].slice(0, sized(2, 4));

function bindingsAt(baseUrl: string) {
  const client = createClient({
    accountSid: `AC${"a0".repeat(16)}`,
    authToken: "auth-token-of-the-fault-suite",
    baseUrl,
    timeout: 2_000,
    maxRetries: 12,
  });
  return client.conversations.v1.services(serviceSid).bindings;
}

function someSids(count: number, seed: number): readonly string[] {
  return Array.from({ length: count }, (_, place) =>
    nthSid("Binding", `socket faults ${seed}`, place),
  ).toSorted();
}

async function removeAll(chosen: readonly SocketFault[], rate: number, seed: number): Promise<void> {
  const [count, digit] = [sized(120, 240), "BS0123456789".length];
  const sids = someSids(count, seed);
  const matches = (sid: string) => sid.charCodeAt(digit) % 3 > 0;
  await using store = await openRawStore(sids, chosen, { rate, seed });
  const filter = ({ sid }: { sid: string }) => matches(sid);
  const report = await bindingsAt(store.url).removeAll({ filter, concurrency: 40 });
  const matching = sids.filter(matches);
  expect(report.failed.map(({ error }) => String(error))).toEqual([]);
  expect(store.stored()).toEqual(sids.filter((sid) => !matches(sid)));
  expect([...store.removals].toSorted()).toEqual(matching.map((sid) => [sid, 1]));
  const size = matching.length;
  expect(report).toEqual({ matched: size, removed: size, alreadyGone: 0, failed: [], notAttempted: 0 });
  expect(store.faultCount(), "faults that the run met").toBeGreaterThan(0);
}

describe.concurrent("a bulk removal over bad connections removes exactly what matches", () => {
  it.for(names)("%s", async (name) => removeAll([socketFaults[name] ?? expect.unreachable()], 0.12, 30));
  it.for(seeds)("all socketFaults mixed, seed %d", async (seed) =>
    removeAll(Object.values(socketFaults), 0.15, seed),
  );
});

describe.concurrent("a list over bad connections gives each binding once, in order", () => {
  it.for(seeds)("all socketFaults mixed, seed %d", async (seed) => {
    const sids = someSids(300, seed);
    await using store = await openRawStore(sids, Object.values(socketFaults), { rate: 0.25, seed });
    const listed: string[] = [];
    for await (const { sid } of bindingsAt(store.url).list({ pageSize: 10 })) listed.push(sid);
    expect(listed).toEqual(sids);
    expect(store.faultCount(), "faults that the run met").toBeGreaterThan(0);
  });
});
