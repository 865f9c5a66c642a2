import createFetchClient from "openapi-fetch";
import type { Operation } from "../generated/operations.ts";
import type { Answer } from "./answer.ts";
import type { Authorization } from "./credentials.ts";
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
}

/** Sends calls; all that the resources know of HTTP. */
export interface Transport {
  readonly send: (call: Call) => Promise<Answer>;
  /** The URL that the operation's path is appended to. */
  readonly baseUrl: (operation: Operation) => string;
  /** How long a call that waits and sends again by itself may do so, in milliseconds. */
  readonly limits: { readonly maxRetryAfter: number; readonly totalTimeout: number };
  /** The signals that end a call: the client's and its own. */
  readonly signals: (options: CallOptions) => readonly AbortSignal[];
}

/** What a client has settled on. */
export interface Settings {
  readonly options: ClientOptions;
  readonly authorization: Authorization;
  readonly routing: Routing;
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
    signals: (options) => signalsOf(settings.options, options),
    send: async (call) => {
      let answer: Answer | undefined;
      const { operation, path, query = {} } = call;
      await clientFor(operation)(operation.method, operation.path, {
        params: { path, query },
        // The body is read inside the attempt, where time-out and retries cover it; "stream" leaves it alone.
        parseAs: "stream",
        fetch: async (request) => {
          answer = await sendWithRetries(request, call, settings);
          return answer.response;
        },
      });
      // openapi-fetch calls `fetch` exactly once, or throws.
      return answer as unknown as Answer;
    },
  };
}
