import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { context, trace } from "@opentelemetry/api";
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import type { RequestEvent } from "twilio-bindings";
import { tracingHooks } from "./opentelemetry.ts";
import { bindingsOf, emulatorWithBindings, identity, reasonOf, secretsIn } from "./support.ts";

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const tracer = provider.getTracer("test");
const ended = () => exporter.getFinishedSpans();
const summary = ({ name, attributes, status }: ReadableSpan) => [
  name,
  attributes["http.response.status_code"] ?? attributes["error.type"],
  attributes["http.request.resend_count"] ?? 0,
  status.code,
];
beforeEach(() => provider.register());
afterEach(() => {
  context.disable();
  trace.disable();
  exporter.reset();
});

test("records a span for each attempt, with or without a response", async ({ mock }) => {
  mock.method(Math, "random", () => 0);
  const emulator = emulatorWithBindings();
  emulator.configure({ faults: { sequence: ["server-error", undefined, "reset-before", "reset-before"] } });
  const bindings = bindingsOf(emulator, tracingHooks(tracer));
  await bindings.page();
  const error = (await reasonOf(bindings.page())) as Error;
  assert.equal(error.name, "ConnectionError");
  assert.deepEqual(ended().map(summary), [
    ["GET ListServiceBinding", 503, 0, 2],
    ["GET ListServiceBinding", 200, 1, 0],
    ["GET ListServiceBinding", "ConnectionError", 0, 2],
    ["GET ListServiceBinding", "ConnectionError", 1, 2],
  ]);
  assert.equal(ended()[3]?.events[0]?.attributes?.["exception.message"], error.message);
  const attributes = ended()[1]?.attributes;
  assert.equal(attributes?.["http.request.method"], "GET");
  assert.equal(attributes["server.address"], "conversations.twilio.com");
  assert.equal(attributes["server.port"], 443);
  assert.equal(attributes["twilio.request_id"], emulator.requests[1]?.requestId);
});

test("makes spans children of the caller's, also in concurrent calls", async () => {
  const emulator = emulatorWithBindings();
  emulator.configure({ latency: [1, 9] });
  const bindings = bindingsOf(emulator, tracingHooks(tracer));
  const sids = emulator
    .bindings()
    .slice(0, 20)
    .map(({ sid }) => sid);
  await Promise.all(
    sids.map((sid) =>
      tracer.startActiveSpan(`look at ${sid}`, async (span) => {
        await bindings(sid).fetch();
        span.end();
      }),
    ),
  );
  const parents = new Map(ended().map((span) => [span.spanContext().spanId, span.name]));
  const children = ended().filter(({ name }) => name === "GET FetchServiceBinding");
  assert.equal(children.length, 20);
  const pairs = children.map(({ attributes, parentSpanContext }) => [
    String(attributes["url.full"]).slice(-34),
    parents.get(parentSpanContext?.spanId ?? ""),
  ]);
  assert.deepEqual(pairs.sort(), sids.map((sid) => [sid, `look at ${sid}`]).sort());
});

test("ends the span of an aborted call, and leaves none open", async () => {
  const emulator = emulatorWithBindings();
  emulator.configure({ latency: 10_000 });
  const begun: unknown[] = [];
  const hooks = tracingHooks(tracer);
  const onRequest = (event: RequestEvent) => {
    begun.push(event);
    return hooks.onRequest?.(event);
  };
  const bindings = bindingsOf(emulator, { ...hooks, onRequest });
  await assert.rejects(bindings.page({ signal: AbortSignal.timeout(20) }), { name: "TimeoutError" });
  await assert.rejects(bindings.page({ timeout: 20 }), { name: "TimeoutError" });
  assert.deepEqual([begun.length, ended().length], [3, 3]);
});

test("writes no secret and no personal data into spans", async () => {
  const bindings = bindingsOf(emulatorWithBindings(), tracingHooks(tracer));
  await bindings.list({ identity });
  await reasonOf(bindings("BS00000000000000000000000000000000").fetch());
  const shown = JSON.stringify(ended().map(({ name, attributes, events }) => [name, attributes, events]));
  assert.match(shown, /Identity=\*\*\*/);
  assert.doesNotMatch(shown, secretsIn);
  assert.equal(trace.getActiveSpan(), undefined);
});
