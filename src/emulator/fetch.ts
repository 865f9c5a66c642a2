import { bodyPieces } from "./delivery.ts";
import type { Delivery, Incoming, Serve } from "./exchange.ts";

/** The web's `fetch`, as the emulator offers it. */
export type EmulatorFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Creates a `fetch` that reaches the emulator without a socket, for any host. */
export function createFetch(serve: Serve): EmulatorFetch {
  return async (input, init) => {
    const request = typeof input === "object" && "url" in input ? input : undefined;
    const signal = (init?.signal === undefined ? request?.signal : init.signal) ?? undefined;
    const incoming = readRequest(new URL(request?.url ?? (input as string | URL)), request, init, signal);
    signal?.throwIfAborted();
    return respond(await serve(incoming), incoming, signal);
  };
}

function readRequest(
  url: URL,
  request: Request | undefined,
  init: RequestInit | undefined,
  signal: AbortSignal | undefined,
): Incoming {
  return {
    method: (init?.method ?? request?.method ?? "GET").toUpperCase(),
    origin: url.origin,
    host: url.hostname,
    path: url.pathname,
    search: url.search,
    headers: Object.fromEntries(new Headers(init?.headers ?? request?.headers)),
    onGone(listener) {
      signal?.addEventListener("abort", listener, { once: true });
      return () => signal?.removeEventListener("abort", listener);
    },
  };
}

function respond(delivery: Delivery, request: Incoming, signal: AbortSignal | undefined): Response {
  if (delivery.how === "slow-body" || delivery.how === "truncated-body")
    return toResponse(delivery.response, bodyStream(delivery, request, signal));
  delivery.release();
  switch (delivery.how) {
    case "whole":
      return toResponse(delivery.response, delivery.response.status === 204 ? null : delivery.response.body);
    case "never":
      throw signal?.reason;
    case "reset":
      throw fetchFailed("ECONNRESET", "read ECONNRESET");
    default:
      throw fetchFailed("UND_ERR_SOCKET", "other side closed");
  }
}

function toResponse({ status, headers }: { status: number; headers: HeadersInit }, body: BodyInit | null) {
  return new Response(body, { status, headers });
}

function fetchFailed(code: string, message: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) });
}

/** The pieces of a body, read as they are asked for. Fails with the signal's reason on abort. */
function bodyStream(
  delivery: Delivery,
  request: Incoming,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  const pieces = bodyPieces(delivery, request);
  return new ReadableStream(
    {
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
    },
    // A slow body arrives whether or not it is read. One that breaks off does so once its half has been read,
    // because the error would discard it.
    { highWaterMark: delivery.how === "slow-body" ? Infinity : 0 },
  );
}
