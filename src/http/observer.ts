import type { RequestContext, ResponseContext } from "../errors.ts";
import type { RequestEvent } from "../options.ts";
import { raceAbort } from "./abort.ts";
import type { Call, CallRequest } from "./call.ts";
import type { ClientContext } from "./context.ts";
import { MASK, type Redactor, createRedactor } from "./redactor.ts";
import { requestIdOf } from "./response.ts";

/** Names of headers whose values are secrets. */
const SECRET_HEADER = /auth|cookie|key|password|secret|signature|token/;

/** What is told of a call, redacted: to hooks, to the log, and in errors. */
export type Observer = ReturnType<typeof createObserver>;

export function createObserver(client: ClientContext, request: CallRequest, current: () => Call) {
  const { method } = request;
  const { onRequest, onResponse, onRetry, onFailure } = client.options;
  const callId = client.nextCallId();
  /** The request headers without the authorization, as they are sent. */
  const headers: Record<string, string> = { ...client.headers, ...request.options.headers };
  const secretHeaders = Object.keys(headers).filter((name) => SECRET_HEADER.test(name));

  const redactor = (): Redactor => {
    const { headerValues, secrets } = client.authorization.secrets();
    return createRedactor({
      headerValues,
      secrets: [...secrets, ...secretHeaders.map((name) => headers[name] ?? "")],
      identities: request.redacted().identities,
    });
  };
  const context = (): RequestContext => {
    const url = redactor().secrets(request.redacted().url);
    return { method, url, attempts: current().attempts };
  };
  const responseContext = (): ResponseContext => {
    const response = current().raw?.response;
    const requestId = response && requestIdOf(response, redactor().secrets);
    return { ...context(), status: response?.status ?? 0, requestId };
  };
  const event = (): RequestEvent => {
    const { url, attempts: attempt } = context();
    const { secrets: redact } = redactor();
    const shown = Object.entries(headers).map(([name, value]) => [name, redact(value)]);
    const hidden = [...secretHeaders, "authorization"].map((name) => [name, MASK]);
    const all = Object.fromEntries([...shown, ...hidden]) as Record<string, string>;
    return { operationId: request.id, method, url, headers: all, callId, attempt };
  };
  /** Hooks observe: each is waited for while the call lasts, and what it throws is told, and changes nothing. */
  const observe = async (name: string, hook: (() => unknown) | undefined): Promise<void> => {
    const { stop } = current();
    try {
      if (hook) await raceAbort([stop], hook());
    } catch (error) {
      if (!stop.aborted || error !== stop.reason) client.reportHookError(name, messageOf(error));
    }
  };
  /** The message of an error. A caller's own reason of an abort may be anything. */
  const messageOf = (error: unknown) =>
    redactor().all(error instanceof Error ? `${error.name}: ${error.message}` : typeof error);
  const line = () => `${method} ${context().url} (call ${callId}, attempt ${current().attempts})`;

  return {
    headers,
    redactor,
    context,
    responseContext,
    requesting: () => {
      client.log("debug", () => `Request: ${line()}`);
      return observe("onRequest", onRequest && (() => onRequest(event())));
    },
    responded: (duration: number) => {
      client.log(
        "debug",
        () => `Response ${responseContext().status} after ${Math.round(duration)} ms: ${line()}`,
      );
      const { status, requestId } = onResponse ? responseContext() : ({} as ResponseContext);
      return observe(
        "onResponse",
        onResponse && (() => onResponse({ ...event(), status, requestId, duration })),
      );
    },
    retrying: (error: Error, delay: number) => {
      client.log("warn", () => `Retrying in ${delay} ms: ${messageOf(error)}`);
      return observe("onRetry", onRetry && (() => onRetry({ ...event(), error, delay })));
    },
    failed: (error: unknown) => {
      client.log("error", () => `Failed: ${messageOf(error)}`);
      return observe("onFailure", onFailure && (() => onFailure({ ...event(), error })));
    },
    succeeded: () => client.log("info", () => `Succeeded: ${line()}`),
  };
}
