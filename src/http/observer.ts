import type { RequestContext, ResponseContext } from "../errors.ts";
import type { CallRequest, CallState } from "./call.ts";
import type { ClientContext } from "./context.ts";
import type { RequestEvent } from "./events.ts";
import type { Lifetime } from "./lifetime.ts";
import { MASK, type Redactor, createRedactor } from "./redactor.ts";
import { requestIdOf } from "./response.ts";

/** What is told of a call: to hooks, to the log, and in errors. All of it is redacted. */
export interface Observer {
  /** The request headers without the authorization, as they are sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly redactor: () => Redactor;
  readonly context: () => RequestContext;
  /** There is a response. */
  readonly responseContext: () => ResponseContext;
  readonly requesting: () => Promise<void> | undefined;
  readonly responded: (duration: number) => Promise<void> | undefined;
  readonly retrying: (error: Error, delay: number) => Promise<void> | undefined;
  readonly failed: (error: unknown) => Promise<void> | undefined;
  readonly succeeded: () => void;
}

/** Names of headers whose values are secrets. */
const SECRET_HEADER = /auth|cookie|key|password|secret|signature|token/;

/** Creates the observer of a call. */
export function createObserver(
  client: ClientContext,
  request: CallRequest,
  state: CallState,
  lifetime: Lifetime,
): Observer {
  const { onRequest, onResponse, onRetry, onFailure } = client.options;
  const callId = client.nextCallId();
  const headers = { ...client.headers, ...request.options.headers };
  const secretHeaders = Object.keys(headers).filter((name) => SECRET_HEADER.test(name));
  const { method } = request;

  const redactor = () => {
    const { headerValues, secrets } = client.authorization.secrets();
    return createRedactor({
      headerValues,
      secrets: [...secrets, ...secretHeaders.map((name) => headers[name] ?? "")],
      identities: request.redacted().identities,
    });
  };
  const shown = () => {
    const { secrets: redact } = redactor();
    const values = Object.entries(headers).map(([name, value]) => [name, redact(value)]);
    const masked = [...secretHeaders, "authorization"].map((name) => [name, MASK]);
    return {
      url: redact(request.redacted().url),
      headers: Object.fromEntries([...values, ...masked]) as Record<string, string>,
    };
  };
  const createEvent = (): RequestEvent => ({
    operationId: request.id,
    method,
    ...shown(),
    callId,
    attempt: state.attempts,
  });
  const context = (): RequestContext => ({ method, url: shown().url, attempts: state.attempts });
  const responseContext = (): ResponseContext => {
    const response = state.raw?.response;
    const requestId = response && requestIdOf(response, redactor().secrets);
    return { ...context(), status: response?.status ?? 0, requestId };
  };
  /** Hooks observe: what one throws is logged, and changes nothing. */
  const call = (name: string, hook: (() => unknown) | undefined): Promise<void> | undefined =>
    hook &&
    lifetime.wait(callHook(hook)).catch((error: unknown) => client.reportHookError(name, error, redactor()));
  const line = () => `${method} ${shown().url} (call ${callId}, attempt ${state.attempts})`;

  return {
    headers,
    redactor,
    context,
    responseContext,
    requesting: () => {
      client.log("debug", () => `Request: ${line()}`);
      return call("onRequest", onRequest && (() => onRequest(createEvent())));
    },
    responded: (duration) => {
      client.log(
        "debug",
        () => `Response ${responseContext().status} in ${duration.toFixed(0)} ms: ${line()}`,
      );
      const event = () => {
        const { status, requestId } = responseContext();
        return { ...createEvent(), status, requestId, duration };
      };
      return call("onResponse", onResponse && (() => onResponse(event())));
    },
    retrying: (error, delay) => {
      client.log("warn", () => `Retrying in ${delay} ms: ${messageOf(error, redactor())}`);
      return call("onRetry", onRetry && (() => onRetry({ ...createEvent(), error, delay })));
    },
    failed: (error) => {
      client.log("error", () => `Failed: ${messageOf(error, redactor())}`);
      return call("onFailure", onFailure && (() => onFailure({ ...createEvent(), error })));
    },
    succeeded: () => client.log("info", () => `Succeeded: ${line()}`),
  };
}

async function callHook(hook: () => unknown): Promise<undefined> {
  await hook();
}

/** The message of an error. A caller's own reason of an abort may be anything. */
export function messageOf(error: unknown, redactor: Redactor): string {
  return redactor.all(error instanceof Error ? `${error.name}: ${error.message}` : typeof error);
}
