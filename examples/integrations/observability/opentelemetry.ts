import { type Attributes, type Span, SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import type { ClientOptions, RequestEvent } from "twilio-bindings";

type Hooks = Pick<ClientOptions, "onRequest" | "onResponse" | "onRetry" | "onFailure">;

/**
 * Creates hooks that record each attempt as a client span, by OpenTelemetry's conventions for HTTP, as a child
 * of the caller's active span. Use them for one client only: the id of a call is unique within its client.
 */
export function tracingHooks(tracer: Tracer): Hooks {
  const spans = new Map<number, Span>();
  const end = (callId: number, finish: (span: Span) => void) => {
    const span = spans.get(callId);
    if (span === undefined) return;
    finish(span);
    span.end();
    spans.delete(callId);
  };
  // The span of an attempt with a response has ended by then; these are the others.
  const failed = ({ callId, error }: { callId: number; error: unknown }) =>
    end(callId, (span) => fail(span, error));
  return {
    onRequest: (event) => {
      const options = { kind: SpanKind.CLIENT, attributes: attributesOf(event) };
      spans.set(event.callId, tracer.startSpan(`${event.method} ${event.operationId}`, options));
    },
    onResponse: ({ callId, status, requestId }) =>
      end(callId, (span) => {
        span.setAttribute("http.response.status_code", status);
        if (requestId !== undefined) span.setAttribute("twilio.request_id", requestId);
        if (status < 400) return;
        span.setAttribute("error.type", String(status));
        span.setStatus({ code: SpanStatusCode.ERROR });
      }),
    onRetry: failed,
    onFailure: failed,
  };
}

function attributesOf({ method, url, operationId, attempt }: RequestEvent): Attributes {
  const { hostname, port, protocol } = new URL(url);
  return {
    "http.request.method": method,
    // Personal data in it is redacted already.
    "url.full": url,
    "server.address": hostname,
    "server.port": Number(port) || (protocol === "http:" ? 80 : 443),
    "twilio.operation": operationId,
    ...(attempt > 1 ? { "http.request.resend_count": attempt - 1 } : {}),
  };
}

function fail(span: Span, thrown: unknown): void {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  span.setAttribute("error.type", error.name);
  span.recordException(error);
  span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
}
