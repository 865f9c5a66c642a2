import createFetchClient from "openapi-fetch";
import type { Operation } from "../generated/operations.ts";
import type { Interrupt } from "./abort.ts";
import type { Answer } from "./answer.ts";
import type { Authorization } from "./credentials.ts";
import { TwilioBindingsError } from "./errors.ts";
import { type Routing, productUrl } from "./hosts.ts";
import type { CallOptions, ClientOptions } from "./options.ts";
import { type PathValues, type QueryValues, serializePath } from "./parameters.ts";
import { retryLimits, sendWithRetries, signalsOf } from "./retry.ts";
import { userAgent } from "./version.ts";

/** One call of an operation; its values have been checked. */
export interface Call {
  readonly operation: Operation;
  readonly path: PathValues;
  readonly query?: QueryValues;
  readonly options: CallOptions;
  /** Whether a 429 surfaces at once, because the caller waits and sends again by itself. */
  readonly surfaceRefusals?: boolean;
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
  readonly interrupts: (signals: readonly AbortSignal[]) => Interrupt;
}

/**
 * What openapi-fetch makes of a call. It would build the platform's `Request`, which costs more than all the rest
 * of a call; the attempts need no more than these.
 */
class PlainRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  constructor(url: string, { method, headers }: { method: string; headers: Headers }) {
    this.url = url;
    this.method = method;
    this.headers = headers;
  }
}

type SendRequest = (
  method: string,
  path: string,
  init: {
    params: { path: PathValues; query: QueryValues };
    parseAs: "stream";
    fetch: (request: PlainRequest) => Promise<Response>;
  },
) => Promise<unknown>;

export function createTransport(settings: Settings): Transport {
  const baseUrl = ({ server }: Operation) => productUrl(server, settings.routing);
  const clients = new Map<string, SendRequest>();
  const clientFor = (operation: Operation): SendRequest => {
    const known = clients.get(operation.server);
    if (known) return known;
    // Made at the first call: creating it is cheap, and a client that is never used should cost nothing.
    const { request } = createFetchClient<object>({
      baseUrl: baseUrl(operation),
      Request: PlainRequest as unknown as typeof Request,
      fetch: () => Promise.reject(new Error("every call brings its own fetch")),
      pathSerializer: serializePath,
      headers: { Accept: "application/json", "User-Agent": userAgent() },
    });
    // Which operation is called is data here, so openapi-fetch cannot check path against parameters; the table
    // of operations and `Call` stand in for it.
    const send = request as unknown as SendRequest;
    clients.set(operation.server, send);
    return send;
  };

  return {
    baseUrl,
    limits: retryLimits(settings.options),
    interrupt: (options) => settings.interrupts(signalsOf(settings.options, options)),
    send: async (call) => {
      const { operation, path, query = {} } = call;
      let sent: Promise<Answer> | undefined;
      await clientFor(operation)(operation.method, operation.path, {
        params: { path, query },
        parseAs: "stream",
        // The attempts read and judge the answers; openapi-fetch only waits, and sees an empty success.
        fetch: async (request) => {
          sent = sendWithRetries(request, call, settings);
          await sent.catch(() => undefined);
          return EMPTY_SUCCESS;
        },
      });
      return sent ?? Promise.reject(new TwilioBindingsError("Nothing was sent"));
    },
  };
}

/** As much of a response as openapi-fetch looks at. */
const EMPTY_SUCCESS = { status: 204, ok: true, headers: new Map() } as unknown as Response;
