import type { RequestContext, ResponseContext } from "../errors.ts";
import type { RequestEvent } from "../options.ts";
import { raceAbort } from "./abort.ts";
import type { Call } from "./call.ts";
import { MASK, type Redactor, createRedactor } from "./redactor.ts";
import { requestIdOf } from "./response.ts";

// What is told of a call, redacted: to hooks, to the log, and in errors. Redacting takes time, so that it is done
// only when something asks.

/** Names of headers whose values are secrets. */
const isSecret = (name: string) => /auth|cookie|key|password|secret|signature|token/.test(name);

/** The redactor of a call; a new one if there is a new token. */
function redactorOf(call: Call): Redactor {
  const { client, request, headers } = call;
  const { headerValues, secrets } = client.authorization.secrets();
  if (call.redaction?.secrets === secrets) return call.redaction.redactor;
  const inHeaders = Object.entries(headers).flatMap(([name, value]) => (isSecret(name) ? [value] : []));
  const { identities } = request.redacted();
  const redactor = createRedactor({ headerValues, secrets: [...secrets, ...inHeaders], identities });
  call.redaction = { secrets, redactor };
  return redactor;
}

/** Redacts a text from outside. */
export const redactFor = (call: Call) => (text: string) => redactorOf(call).all(text);

export function requestContext(call: Call): RequestContext {
  const { method, redacted } = call.request;
  return { method, url: redactorOf(call).secrets(redacted().url), attempts: call.attempts };
}

/** @throws if there is no response */
export function responseContext(call: Call): ResponseContext {
  const { response } = call.raw ?? {};
  const requestId = response && requestIdOf(response, redactFor(call));
  return { ...requestContext(call), status: response?.status ?? 0, requestId };
}

function eventOf(call: Call): RequestEvent {
  const { method, url, attempts: attempt } = requestContext(call);
  const redact = redactFor(call);
  const headers: Record<string, string> = { authorization: MASK };
  for (const [name, value] of Object.entries(call.headers))
    headers[name] = isSecret(name) ? MASK : redact(value);
  return { operationId: call.request.id, method, url, headers, callId: call.id, attempt };
}

/** Hooks observe: each is waited for while the call lasts, and what it throws is told, and changes nothing. */
function observe<Event>(
  call: Call,
  name: string,
  hook: ((event: Event) => unknown) | undefined,
  event: () => Event,
): Promise<void> | undefined {
  if (!hook) return undefined;
  const run = async () => {
    await hook(event());
  };
  return raceAbort([call.stop], run()).catch((error: unknown) => {
    if (!call.stop.aborted || error !== call.stop.reason)
      call.client.reportHookError(name, messageOf(call, error));
  });
}

/** The message of an error. A caller's own reason of an abort may be anything. */
function messageOf(call: Call, error: unknown): string {
  return redactFor(call)(error instanceof Error ? `${error.name}: ${error.message}` : typeof error);
}

function describeCall(call: Call): string {
  const { method, url, attempts } = requestContext(call);
  return `${method} ${url} (call ${call.id}, attempt ${attempts})`;
}

export function tellRequest(call: Call) {
  const { log, options } = call.client;
  log("debug", () => `Request: ${describeCall(call)}`);
  return observe(call, "onRequest", options.onRequest, () => eventOf(call));
}

export function tellResponse(call: Call, duration: number) {
  const { log, options } = call.client;
  const milliseconds = Math.round(duration);
  log("debug", () => `Response ${call.raw?.response.status} after ${milliseconds} ms: ${describeCall(call)}`);
  return observe(call, "onResponse", options.onResponse, () => {
    const { status, requestId } = responseContext(call);
    return { ...eventOf(call), status, requestId, duration };
  });
}

export function tellRetry(call: Call, error: unknown, delay: number) {
  const { log, options } = call.client;
  log("warn", () => `Retrying in ${delay} ms: ${messageOf(call, error)}`);
  return observe(call, "onRetry", options.onRetry, () => ({
    ...eventOf(call),
    error: error as Error,
    delay,
  }));
}

export function tellFailure(call: Call, error: unknown) {
  const { log, options } = call.client;
  log("error", () => `Failed: ${messageOf(call, error)}`);
  return observe(call, "onFailure", options.onFailure, () => ({ ...eventOf(call), error }));
}

export function tellSuccess(call: Call) {
  call.client.log("info", () => `Succeeded: ${describeCall(call)}`);
}
