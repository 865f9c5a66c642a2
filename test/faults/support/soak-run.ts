// Run by test/long/soak.test.ts in a process of its own: `node --expose-gc --import tsx soak-run.ts CALLS SEED`.
import { getEventListeners } from "node:events";
import { createClient } from "twilio-bindings";
import { createRandom, fraction } from "../../../src/emulator/random.ts";
import { type SoakResult, concurrentCalls } from "./soak-result.ts";
import { openSoakServer } from "./soak-server.ts";

const [calls = 20_000, seed = 1] = process.argv.slice(2).map(Number);
const phases = 10;
const serviceSid = `IS${"5e".repeat(16)}`;
const bindingSid = `BS${"b5".repeat(16)}`;

const warnings: string[] = [];
const unhandled: string[] = [];
process.on("warning", ({ message }) => void warnings.push(message));
process.on("unhandledRejection", (reason) => void unhandled.push(String(reason)));

const server = await openSoakServer(seed);
const longLived = new AbortController();
const client = createClient({
  accountSid: `AC${"a0".repeat(16)}`,
  authToken: "auth-token-of-the-fault-suite",
  baseUrl: server.url,
  timeout: 150,
  maxRetries: 3,
  signal: longLived.signal,
});
const random = createRandom(seed);
const outcomes: Record<string, number> = {};
const heap: number[] = [];
const most = { sockets: 0, listeners: 0 };

for (let phase = 0; phase < phases; phase++) {
  await runPhase(calls / phases);
  // What was aborted or timed out is still being torn down; wait, so that only what stays is counted.
  await pause(400);
  heap.push(await heapInUse());
}
const listenersLeft = listenerCount();
const timersLeft = countOf("Timeout");
await server[Symbol.asyncDispose]();
await pause(100);
const result: SoakResult = {
  calls,
  outcomes,
  heap,
  sockets: { most: most.sockets, left: countOf("TCPSocketWrap") },
  listeners: { most: most.listeners, left: listenersLeft },
  timersLeft,
  warnings,
  unhandled,
};
process.stdout.write(JSON.stringify(result));

/** Several run concurrently; each takes the next call until all are done. */
async function runPhase(count: number): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left-- > 0) await note(callOnce());
  };
  await Promise.all(Array.from({ length: concurrentCalls }, worker));
}

async function note(call: Promise<string>): Promise<void> {
  const outcome = await call.catch((error: unknown) => (error instanceof Error ? error.name : String(error)));
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  most.listeners = Math.max(most.listeners, listenerCount());
  most.sockets = Math.max(most.sockets, countOf("TCPSocketWrap"));
}

/** One call of a kind chosen at random; resolves to its name. */
function callOnce(): Promise<string> {
  const { bindings } = client.conversations.v1.services(serviceSid);
  const chance = fraction(random);
  if (chance < 0.25) return bindings.list({ limit: 20 }).then(() => "listed");
  if (chance < 0.35) return readSome(bindings.list());
  if (chance < 0.6)
    return bindings(bindingSid)
      .fetch({ timeout: 30 })
      .withResponse()
      .then(() => "fetched");
  if (chance < 0.8)
    return bindings(bindingSid)
      .remove()
      .then(() => "removed");
  if (chance < 0.82)
    return bindings.removeAll({ filter: ({ sid }) => sid.endsWith("7") }).then(() => "removed all");
  const controller = new AbortController();
  setTimeout(() => controller.abort("aborted"), fraction(random) * 40);
  return bindings.list({ signal: controller.signal }).then(() => "listed in time");
}

async function readSome(listing: AsyncIterable<unknown>): Promise<string> {
  let left = 15;
  for await (const binding of listing) if (binding && --left === 0) break;
  return "read in part";
}

/** Bytes. Between collections, finalizers run and free more. */
async function heapInUse(): Promise<number> {
  for (let times = 0; times < 3; times++) {
    globalThis.gc?.();
    await pause(20);
  }
  return process.memoryUsage().heapUsed;
}

function listenerCount(): number {
  return getEventListeners(longLived.signal, "abort").length;
}

function countOf(resource: string): number {
  return process.getActiveResourcesInfo().filter((name) => name === resource).length;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
