import type { RequestContext, ResponseContext } from "../errors.ts";
import type { ClientOptions, RequestEvent } from "../options.ts";
import { raceAbort } from "./abort.ts";
import type { Call } from "./call-state.ts";
import { MASK, type Redactor, createRedactor } from "./redactor.ts";
import { requestIdOf } from "./response.ts";
import { isError, textOf } from "./sanitize.ts";

// What hooks, the log and errors learn about a call, redacted. Redacting takes time, so it is done on demand.

/** Names of headers whose values are secrets. */
const isSecret = (name: string) => /auth|cookie|key|password|secret|signature|token/.test(name);

/** The redactor of a call; a new one if there is a new token. */
function redactorOf(call: Call): Redactor {
  const { client, headers, request, shared, redaction } = call;
  const secrets = client.authorization.secrets();
  if (redaction.redactor && redaction.secrets === secrets) return redaction.redactor;
  const inHeaders = Object.entries(headers).flatMap(([name, value]) => (isSecret(name) ? [value] : []));
  const identities = [...request.redacted().identities, ...(shared.identities ?? [])];
  const redactor = createRedactor([...secrets, ...inHeaders], identities);
  Object.assign(redaction, { secrets, redactor });
  return redactor;
}

/** Redacts a text from outside. */
export const redactFor = (call: Call) => (text: string) => redactorOf(call).all(text);

export function requestContext(call: Call): RequestContext {
  const { method, redacted } = call.request;
  return { method, url: redactorOf(call).secrets(redacted().url), attempts: call.attempts };
}

/** The context of the last response. Its status is 0 if there was no response. */
export function responseContext(call: Call): ResponseContext {
  const { response } = call.raw ?? {};
  const requestId = response && requestIdOf(response, redactFor(call));
  return { ...requestContext(call), status: response?.status ?? 0, requestId };
}

function eventOf(call: Call): RequestEvent {
  const { method, url, attempts: attempt } = requestContext(call);
  const redact = redactFor(call);
  const headers = Object.entries(call.headers).map(([name, value]) => [
    name,
    isSecret(name) ? MASK : redact(value),
  ]);
  return {
    operationId: call.request.id,
    method,
    url,
    headers: { authorization: MASK, ...(Object.fromEntries(headers) as Record<string, string>) },
    callId: call.id,
    attempt,
  };
}

/** The message of an error. A caller's own reason of an abort may be anything. */
function messageOf(call: Call, error: unknown): string {
  return redactFor(call)(
    isError(error) ? `${textOf(error, "name")}: ${textOf(error, "message")}` : typeof error,
  );
}

function describeCall(call: Call): string {
  const { method, url, attempts } = requestContext(call);
  return `${method} ${url} (call ${call.id}, attempt ${attempts})`;
}

/**
 * Calls a hook and awaits it, at most until the call ends. Hooks only observe: an error that one throws is reported
 * and changes nothing.
 */
function tell(
  call: Call,
  hook: keyof ClientOptions & `on${string}`,
  more?: () => object,
): Promise<void> | undefined {
  const { options, reportHookError } = call.client;
  const observe = options[hook] as ((event: object) => unknown) | undefined;
  if (!observe) return undefined;
  const run = async () => {
    await observe({ ...eventOf(call), ...more?.() });
  };
  // Also reported if it throws when the call has ended, and is not awaited any more.
  const observed = run().catch((error: unknown) => reportHookError(hook, messageOf(call, error)));
  return raceAbort([call.stop], observed).catch(() => undefined);
}

export function tellRequest(call: Call) {
  call.client.log("debug", () => `Request: ${describeCall(call)}`);
  return tell(call, "onRequest");
}

export function tellResponse(call: Call, duration: number) {
  const line = () => `Response ${call.raw?.response.status} after ${Math.round(duration)} ms`;
  call.client.log("debug", () => `${line()}: ${describeCall(call)}`);
  return tell(call, "onResponse", () => {
    const { status, requestId } = responseContext(call);
    return { status, requestId, duration };
  });
}

export function tellRetry(call: Call, error: unknown, delay: number) {
  call.client.log("warn", () => `Retrying in ${delay} ms: ${messageOf(call, error)}`);
  return tell(call, "onRetry", () => ({ error, delay }));
}

export function tellFailure(call: Call) {
  call.client.log("error", () => `Failed: ${messageOf(call, call.error)}`);
  return tell(call, "onFailure", () => ({ error: call.error }));
}

export function tellSuccess(call: Call): void {
  call.client.log("info", () => `Succeeded: ${describeCall(call)}`);
}
