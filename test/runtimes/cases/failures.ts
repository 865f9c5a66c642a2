import {
  ConnectionError,
  RateLimitError,
  ResponseFormatError,
  ServerError,
  TimeoutError,
} from "twilio-bindings";
import type { FaultKind } from "twilio-bindings/emulator";
import { check, equal, rejection } from "./check.ts";
import { type Case, type Fixture, bindingsOf } from "./fixture.ts";

/** Every fault that is retried. */
const passing: readonly FaultKind[] = [
  "reset-before",
  "close",
  "truncated-headers",
  "truncated-body",
  "server-error",
  "rate-limited",
  "invalid-body",
  "empty-body",
];

/** What the network and the server do wrong. */
export const failures: readonly Case[] = [
  ...passing.map((kind): Case => ({
    name: `${kind} is retried`,
    async run(fixture) {
      const [seeded] = await fixture.seed([{ identity: "alice" }]);
      await fixture.configure({ faults: { sequence: [kind] } });
      const { data, attempts } = await bindingsOf(fixture)(String(seeded?.sid)).fetch().withResponse();
      equal([data.sid, attempts], [seeded?.sid, 2], "binding and attempts");
    },
  })),
  {
    name: "a DELETE whose response was lost counts as done",
    async run(fixture) {
      const [seeded] = await fixture.seed([{ identity: "alice" }]);
      await fixture.configure({ faults: { sequence: ["reset-after"] } });
      check(await bindingsOf(fixture)(String(seeded?.sid)).remove(), "removed");
      equal((await fixture.bindings()).length, 0, "bindings left");
    },
  },
  {
    name: "Retry-After is waited for",
    async run(fixture) {
      await fixture.configure({ faults: { sequence: ["rate-limited"], retryAfter: 1 } });
      const delays: number[] = [];
      await bindingsOf(fixture, { onRetry: ({ delay }) => void delays.push(delay) }).list();
      check(delays.length === 1 && Number(delays[0]) >= 1000, `delays ${delays.join()}`);
      const [first, second] = await fixture.requests();
      check(Number(second?.time) - Number(first?.time) >= 990, "the second request came a second later");
    },
  },
  {
    name: "retries end, with the error of the last attempt",
    async run(fixture) {
      const fails = async (kind: FaultKind) => {
        await fixture.configure({ faults: { rate: 1, kinds: [kind], retryAfter: 0 } });
        return bindingsOf(fixture, { maxRetries: 1 }).list();
      };
      equal((await rejection(fails("server-error"), ServerError)).attempts, 2, "attempts");
      equal((await rejection(fails("rate-limited"), RateLimitError)).retryAfter, 0, "Retry-After");
      equal((await rejection(fails("reset-before"), ConnectionError)).attempts, 2, "attempts");
      equal((await rejection(fails("invalid-body"), ResponseFormatError)).status, 200, "status");
    },
  },
  {
    name: "a stalled request is a TimeoutError",
    async run(fixture) {
      const error = await rejection(stalled(fixture, { timeout: 100 }), TimeoutError);
      equal([error.timeout, error.attempts], [100, 1], "timeout and attempts");
    },
  },
  {
    name: "a slow body is covered by the timeout",
    async run(fixture) {
      await fixture.configure({ faults: { rate: 1, kinds: ["slow-body"], slowBodyMs: 3000 } });
      await rejection(bindingsOf(fixture, { maxRetries: 0 }).list({ timeout: 200 }), TimeoutError);
    },
  },
  {
    name: "an abort rejects with the signal's own reason",
    async run(fixture) {
      const controller = new AbortController();
      const reason = new Error("no longer wanted");
      const call = stalled(fixture, { signal: controller.signal });
      setTimeout(() => controller.abort(reason), 100);
      check((await rejection(call, Error)) === reason, "the same object");
      const again = await rejection(stalled(fixture, { signal: controller.signal }), Error);
      check(again === reason, "immediately if it was aborted before");
    },
  },
  {
    name: "an abort ends the wait between attempts",
    async run(fixture) {
      await fixture.configure({ faults: { rate: 1, kinds: ["rate-limited"], retryAfter: 50 } });
      const controller = new AbortController();
      const bindings = bindingsOf(fixture, { onRetry: () => void setTimeout(() => controller.abort(), 50) });
      const { name } = await rejection(bindings.list({ signal: controller.signal }), DOMException);
      equal(name, "AbortError", "name");
    },
  },
];

async function stalled(
  fixture: Fixture,
  options: { timeout?: number; signal?: AbortSignal },
): Promise<unknown> {
  await fixture.configure({ faults: { rate: 1, kinds: ["no-response"] } });
  return bindingsOf(fixture, { maxRetries: 0 }).list(options);
}
