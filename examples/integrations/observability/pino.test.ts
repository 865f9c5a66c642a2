import assert from "node:assert/strict";
import { test } from "node:test";
import pino from "pino";
import type { Emulator } from "twilio-bindings/emulator";
import { loggingHooks } from "./pino.ts";
import { bindingsOf, emulatorWithBindings, identity, reasonOf, secretsIn } from "./support.ts";

function logging(emulator: Emulator, level = "debug") {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  return { lines, bindings: bindingsOf(emulator, loggingHooks(pino({ level }, { write }))) };
}

test("writes a line for each step", async ({ mock }) => {
  mock.method(Math, "random", () => 0);
  const emulator = emulatorWithBindings();
  emulator.configure({ faults: { sequence: ["server-error", undefined, "reset-before", "server-error"] } });
  const { lines, bindings } = logging(emulator);
  await bindings.page();
  await reasonOf(bindings.page());
  assert.deepEqual(
    lines.map(({ level, callId, attempt, msg }) => [level, callId, attempt, msg].join(" ")),
    [
      "20 1 1 request",
      "20 1 1 response",
      "40 1 1 retrying",
      "20 1 2 request",
      "20 1 2 response",
      "20 2 1 request",
      "40 2 1 retrying",
      "20 2 2 request",
      "20 2 2 response",
      "50 2 2 failed",
    ],
  );
  const error = (line: number) => lines[line]?.["err"] as { status?: number; type: string };
  assert.deepEqual([lines[2]?.["operationId"], lines[2]?.["delay"]], ["ListServiceBinding", 100]);
  assert.deepEqual([error(2).status, error(2).type], [503, "ServerError"]);
  assert.equal(error(6).type, "ConnectionError");
  assert.deepEqual([lines[4]?.["status"], lines[4]?.["requestId"]], [200, emulator.requests[1]?.requestId]);
});

test("writes nothing about successful calls at level info", async () => {
  const { lines, bindings } = logging(emulatorWithBindings(), "info");
  assert.equal((await bindings.list()).length, 250);
  assert.deepEqual(lines, []);
});

test("writes no secret and no personal data into lines", async () => {
  const emulator = emulatorWithBindings();
  emulator.configure({ faults: { sequence: ["reset-before"] } });
  const { lines, bindings } = logging(emulator);
  await bindings.list({ identity });
  await reasonOf(bindings("BS00000000000000000000000000000000").fetch());
  const shown = JSON.stringify(lines);
  assert.match(shown, /Identity=\*\*\*/);
  assert.doesNotMatch(shown, secretsIn);
});
