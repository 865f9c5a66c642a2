import { createFinalURL, createQuerySerializer } from "openapi-fetch";
import type { Operation } from "../generated/operations.ts";
import type { Interrupt, Interrupts } from "./abort.ts";
import type { Answer } from "./answer.ts";
import type { Authorization } from "./credentials.ts";
import { type Routing, productUrl } from "./hosts.ts";
import type { CallOptions, ClientOptions } from "./options.ts";
import { type PathValues, type QueryValues, serializePath } from "./parameters.ts";
import { retryLimits, sendWithRetries } from "./retry.ts";
import { userAgent } from "./version.ts";

/** One call of an operation; its values have been checked. */
export interface Call {
  readonly operation: Operation;
  /** Without the query. */
  readonly url: string;
  readonly query?: QueryValues;
  readonly options: CallOptions;
  /** Whether a 429 surfaces at once, because the caller waits and sends again by itself. */
  readonly surfaceRefusals?: boolean;
  /** Ends the call when nobody wants its answer any more. */
  readonly cancellation?: Interrupt;
  /** Shared by the calls that try the same thing again. */
  readonly memory?: CallMemory;
}

/** What one attempt must know of the earlier ones. */
export interface CallMemory {
  /** Whether one of them may have been carried out although its answer did not say so. */
  mayBeDone: boolean;
}

/** Sends calls; all that the resources know of HTTP. */
export interface Transport {
  readonly send: (call: Call) => Promise<Answer>;
  /** The URL that the operation's path is appended to. */
  readonly baseUrl: (operation: Operation) => string;
  /** The operation's URL, without a query. */
  readonly url: (operation: Operation, path: PathValues) => string;
  /** How long a call that waits and sends again by itself may do so, in milliseconds. */
  readonly limits: { readonly maxRetryAfter: number; readonly totalTimeout: number };
  /** What ends a call: the client's signal and its own. */
  readonly interrupt: (options: CallOptions) => Interrupt;
}

/** What a client has settled on. */
export interface Settings {
  readonly options: ClientOptions;
  readonly authorization: Authorization;
  readonly routing: Routing;
  readonly interrupts: Interrupts;
}

const serializeQuery = /* @__PURE__ */ createQuerySerializer();

export function createTransport(settings: Settings): Transport {
  const baseUrls = new Map<string, string>();
  const baseUrl = ({ server }: Operation) => {
    const known = baseUrls.get(server) ?? productUrl(server, settings.routing);
    baseUrls.set(server, known);
    return known;
  };
  let calls = 0;
  const headers = { accept: "application/json", "user-agent": userAgent(settings.options.userAgent) };
  return {
    baseUrl,
    limits: retryLimits(settings.options),
    interrupt: (options) => settings.interrupts([settings.options.signal, options.signal]),
    // Its client would build a platform `Request` and a second answer around each attempt; see CONTRIBUTING.
    url: (operation, path) =>
      createFinalURL(operation.path, {
        baseUrl: baseUrl(operation),
        params: { path },
        pathSerializer: serializePath,
        querySerializer: serializeQuery,
      }),
    send: (call) => {
      const search = serializeQuery(call.query);
      calls += 1;
      return sendWithRetries(search ? `${call.url}?${search}` : call.url, call, settings, headers, calls);
    },
  };
}
