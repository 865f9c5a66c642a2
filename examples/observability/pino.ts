import type { Logger } from "pino";
import type { ClientOptions, RequestEvent } from "twilio-bindings";

type Hooks = Pick<ClientOptions, "onRequest" | "onResponse" | "onRetry" | "onFailure">;

/**
 * Hooks that write a line for each step: what is usual at `debug`, what is sent again at `warn`, what failed for good at
 * `error`. Credentials and personal data are masked before they get here, also in errors.
 */
export function loggingHooks(logger: Logger): Hooks {
  return {
    onRequest: (event) => logger.debug(factsOf(event), "request"),
    onResponse: ({ status, requestId, duration, ...event }) =>
      logger.debug({ ...factsOf(event), status, requestId, duration: Math.round(duration) }, "response"),
    onRetry: ({ reason, delay, ...event }) =>
      logger.warn({ ...factsOf(event), delay: Math.round(delay), err: reason }, "will be sent again"),
    onFailure: ({ reason, ...event }) => logger.error({ ...factsOf(event), err: reason }, "failed"),
  };
}

function factsOf({ call, attempt, operationId, method, url }: RequestEvent) {
  return { call, attempt, operationId, method, url };
}
