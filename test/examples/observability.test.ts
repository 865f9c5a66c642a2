import { context, trace } from "@opentelemetry/api";
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tracingHooks } from "../../examples/observability/opentelemetry.ts";
import { loggingHooks } from "../../examples/observability/pino.ts";
import { type ClientOptions, type RequestEvent, createClient } from "../../src/index.ts";
import { type Emulator, createEmulator } from "../../src/emulator/index.ts";
import { fixedRandom } from "../support/clock.ts";
import { reasonOf } from "../support/failures.ts";

const authToken = "very-secret-token";
let emulator: Emulator;
beforeEach(() => {
  emulator = createEmulator();
  emulator.seed({ identity: "mallory@example.com", count: 250 });
});

function bindingsWith(hooks: ClientOptions) {
  const { accountSid, serviceSid, fetch } = emulator;
  return createClient({ accountSid, authToken, fetch, maxRetries: 1, ...hooks }).conversations.v1.services(
    serviceSid,
  ).bindings;
}

describe("the OpenTelemetry hooks", () => {
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

  it("record a span for each attempt, with or without a response", async () => {
    fixedRandom(0);
    emulator.configure({ faults: { sequence: ["server-error", undefined, "reset-before", "reset-before"] } });
    const bindings = bindingsWith(tracingHooks(tracer));
    await bindings.page();
    const error = (await reasonOf(bindings.page())) as Error;
    expect(error.name).toBe("ConnectionError");
    expect(ended().map(summary)).toEqual([
      ["GET ListServiceBinding", 503, 0, 2],
      ["GET ListServiceBinding", 200, 1, 0],
      ["GET ListServiceBinding", "ConnectionError", 0, 2],
      ["GET ListServiceBinding", "ConnectionError", 1, 2],
    ]);
    expect(ended()[3]?.events[0]?.attributes?.["exception.message"]).toBe(error.message);
    expect(ended()[1]?.attributes).toMatchObject({
      "http.request.method": "GET",
      "server.address": "conversations.twilio.com",
      "server.port": 443,
      "twilio.request_id": emulator.requests[1]?.requestId,
    });
  });

  it("are children of the caller's span, also in concurrent calls", async () => {
    emulator.configure({ latency: [1, 9] });
    const bindings = bindingsWith(tracingHooks(tracer));
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
    expect(children).toHaveLength(20);
    const pairs = children.map(({ attributes, parentSpanContext }) => [
      String(attributes["url.full"]).slice(-34),
      parents.get(parentSpanContext?.spanId ?? ""),
    ]);
    expect(pairs.sort()).toEqual(sids.map((sid) => [sid, `look at ${sid}`]).sort());
  });

  it("end the span of an aborted call, and leave none open", async () => {
    emulator.configure({ latency: 10_000 });
    const begun: unknown[] = [];
    const hooks = tracingHooks(tracer);
    const onRequest = (event: RequestEvent) => {
      begun.push(event);
      return hooks.onRequest?.(event);
    };
    const bindings = bindingsWith({ ...hooks, onRequest });
    await expect(bindings.page({ signal: AbortSignal.timeout(20) })).rejects.toMatchObject({
      name: "TimeoutError",
    });
    await expect(bindings.page({ timeout: 20 })).rejects.toMatchObject({ name: "TimeoutError" });
    expect([begun.length, ended().length]).toEqual([3, 3]);
  });

  it("contain no secret and no personal data", async () => {
    const bindings = bindingsWith(tracingHooks(tracer));
    await bindings.list({ identity: "mallory@example.com" });
    await reasonOf(bindings("BS00000000000000000000000000000000").fetch());
    const shown = JSON.stringify(ended().map(({ name, attributes, events }) => [name, attributes, events]));
    expect(shown).toContain("Identity=***");
    expect(shown).not.toMatch(/mallory|very-secret|Basic/);
    expect(trace.getActiveSpan()).toBeUndefined();
  });
});

describe("the pino hooks", () => {
  function logging(level = "debug") {
    const lines: Record<string, unknown>[] = [];
    const logger = pino(
      { level },
      { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
    );
    return { lines, bindings: bindingsWith(loggingHooks(logger)) };
  }

  it("write a line for each step", async () => {
    fixedRandom(0);
    emulator.configure({ faults: { sequence: ["server-error", undefined, "reset-before", "server-error"] } });
    const { lines, bindings } = logging();
    await bindings.page();
    await reasonOf(bindings.page());
    expect(
      lines.map(
        ({ level, callId, attempt, msg }) =>
          `${String(level)} ${String(callId)}.${String(attempt)} ${String(msg)}`,
      ),
    ).toEqual([
      "20 1.1 request",
      "20 1.1 response",
      "40 1.1 retrying",
      "20 1.2 request",
      "20 1.2 response",
      "20 2.1 request",
      "40 2.1 retrying",
      "20 2.2 request",
      "20 2.2 response",
      "50 2.2 failed",
    ]);
    expect(lines[2]).toMatchObject({
      operationId: "ListServiceBinding",
      delay: 100,
      err: { status: 503, type: "ServerError" },
    });
    expect(lines[6]).toMatchObject({ err: { type: "ConnectionError" } });
    expect(lines[4]).toMatchObject({ status: 200, requestId: emulator.requests[1]?.requestId });
  });

  it("write nothing about successful calls at level info", async () => {
    const { lines, bindings } = logging("info");
    expect(await bindings.list()).toHaveLength(250);
    expect(lines).toEqual([]);
  });

  it("write no secret and no personal data", async () => {
    const { lines, bindings } = logging();
    emulator.configure({ faults: { sequence: ["reset-before"] } });
    await bindings.list({ identity: "mallory@example.com" });
    await reasonOf(bindings("BS00000000000000000000000000000000").fetch());
    const shown = JSON.stringify(lines);
    expect(shown).toContain("Identity=***");
    expect(shown).not.toMatch(/mallory|very-secret|Basic/);
  });
});
