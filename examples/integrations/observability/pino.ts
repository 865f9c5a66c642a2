import type { Logger } from "pino";
import type { ClientOptions, RequestEvent } from "twilio-bindings";

type Hooks = Pick<ClientOptions, "onRequest" | "onResponse" | "onRetry" | "onFailure">;

/**
 * Creates hooks that write a line for each step: requests and responses at `debug`, retries at `warn`, failed calls at
 * `error`. Credentials and personal data are redacted before they get here, also in errors.
 */
export function loggingHooks(logger: Logger): Hooks {
  return {
    onRequest: (event) => logger.debug(contextOf(event), "request"),
    onResponse: ({ status, requestId, duration, ...event }) =>
      logger.debug({ ...contextOf(event), status, requestId, duration: Math.round(duration) }, "response"),
    onRetry: ({ error, delay, ...event }) =>
      logger.warn({ ...contextOf(event), delay: Math.round(delay), err: error }, "retrying"),
    onFailure: ({ error, ...event }) => logger.error({ ...contextOf(event), err: error }, "failed"),
  };
}

function contextOf({ callId, attempt, operationId, method, url }: RequestEvent) {
  return { callId, attempt, operationId, method, url };
}
