import { type Attributes, type Span, SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import type { ClientOptions, RequestEvent } from "twilio-bindings";

type Hooks = Pick<ClientOptions, "onRequest" | "onResponse" | "onRetry" | "onFailure">;

/**
 * Hooks that make a client span of each attempt, after OpenTelemetry's conventions for HTTP, below whichever span
 * is active in the caller. They belong to one client: calls are told apart by their number.
 */
export function tracingHooks(tracer: Tracer): Hooks {
  const spans = new Map<number, Span>();
  const end = (call: number, finish: (span: Span) => void) => {
    const span = spans.get(call);
    if (span === undefined) return;
    finish(span);
    span.end();
    spans.delete(call);
  };
  // An attempt that was answered has ended by then; what follows is about those that were not.
  const failed = ({ call, reason }: { call: number; reason: unknown }) =>
    end(call, (span) => fail(span, reason));
  return {
    onRequest: (event) => {
      const options = { kind: SpanKind.CLIENT, attributes: attributesOf(event) };
      spans.set(event.call, tracer.startSpan(`${event.method} ${event.operationId}`, options));
    },
    onResponse: ({ call, status, requestId }) =>
      end(call, (span) => {
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
    // Personal data in it is masked already.
    "url.full": url,
    "server.address": hostname,
    "server.port": Number(port) || (protocol === "http:" ? 80 : 443),
    "twilio.operation": operationId,
    ...(attempt > 1 ? { "http.request.resend_count": attempt - 1 } : {}),
  };
}

function fail(span: Span, reason: unknown): void {
  const error = reason instanceof Error ? reason : new Error(String(reason));
  span.setAttribute("error.type", error.name);
  span.recordException(error);
  span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
}
