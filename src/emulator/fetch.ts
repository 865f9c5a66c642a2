import { createStop } from "../http/index.ts";
import { type Delivery, type Incoming, type Serve, bodyPieces } from "./exchange.ts";

/** The web's `fetch`, as the emulator offers it. */
export type EmulatorFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Creates a `fetch` that reaches the emulator without a socket, for any host. */
export function createFetch(serve: Serve): EmulatorFetch {
  return async (input, init) => {
    const request = typeof input === "object" && "url" in input ? input : undefined;
    const url = new URL(request?.url ?? (input as string | URL));
    const signal = (init?.signal === undefined ? request?.signal : init.signal) ?? undefined;
    const { method, headers } = { ...init, method: init?.method ?? request?.method ?? "GET" };
    const incoming: Incoming = {
      method: method.toUpperCase(),
      origin: url.origin,
      path: url.pathname,
      search: url.search,
      headers: Object.fromEntries(new Headers(headers ?? request?.headers)),
      gone: signal ?? createStop(),
    };
    signal?.throwIfAborted();
    return respond(await serve(incoming), incoming, signal);
  };
}

function respond(delivery: Delivery, request: Incoming, signal: AbortSignal | undefined): Response {
  const { how, response, release } = delivery;
  if (how === "slow-body" || how === "truncated-body")
    return new Response(bodyStream(delivery, request, signal), response);
  release();
  if (how === "whole") return new Response(response.status === 204 ? null : response.body, response);
  if (how === "never") throw signal?.reason;
  const [code, message] =
    how === "reset" ? ["ECONNRESET", "read ECONNRESET"] : ["UND_ERR_SOCKET", "other side closed"];
  throw new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) });
}

/** Fails with the signal's reason on abort. */
function bodyStream(delivery: Delivery, request: Incoming, signal: AbortSignal | undefined) {
  const pieces = bodyPieces(delivery, request);
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      const next = await pieces.next();
      if (signal?.aborted) throw signal.reason;
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel() {
      delivery.release();
      void pieces.return(undefined);
    },
  };
  // A slow body arrives whether or not it is read. One that breaks off does so once its half has been read,
  // because the error would discard it.
  return new ReadableStream(source, {
    highWaterMark: delivery.how === "slow-body" ? Number.MAX_SAFE_INTEGER : 0,
  });
}
