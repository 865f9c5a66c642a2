import type { Delivery, Incoming, Serve } from "./exchange.ts";
import type { Reply } from "./reply.ts";

/** The web's `fetch`, as the emulator offers it. */
export type EmulatorFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

interface Call {
  readonly incoming: Incoming;
  readonly signal: AbortSignal | undefined;
}

/** Makes a `fetch` that reaches the emulator without a socket, for any host. */
export function createFetch(serve: Serve): EmulatorFetch {
  return async (input, init) => {
    const { incoming, signal } = readCall(input, init);
    signal?.throwIfAborted();
    const delivery = await serve(incoming);
    if (delivery.manner === "gone") throw signal?.reason;
    return respond(delivery, signal);
  };
}

function readCall(input: string | URL | Request, init: RequestInit | undefined): Call {
  const request = typeof input === "object" && "url" in input ? input : undefined;
  const url = new URL(request?.url ?? (input as string | URL));
  const signal = (init?.signal === undefined ? request?.signal : init.signal) ?? undefined;
  return {
    signal,
    incoming: {
      method: (init?.method ?? request?.method ?? "GET").toUpperCase(),
      origin: url.origin,
      host: url.hostname,
      path: url.pathname,
      search: url.search,
      headers: Object.fromEntries(new Headers(init?.headers ?? request?.headers)),
      onGone: (listener) => onAbort(signal, listener),
    },
  };
}

function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  signal?.addEventListener("abort", listener, { once: true });
  return () => signal?.removeEventListener("abort", listener);
}

function respond(delivery: Exclude<Delivery, { manner: "gone" }>, signal: AbortSignal | undefined): Response {
  switch (delivery.manner) {
    case "whole":
      return toResponse(delivery.reply, delivery.reply.status === 204 ? null : delivery.reply.body);
    case "slow":
      return toResponse(delivery.reply, drip(delivery.reply, delivery.duration, signal));
    case "cut-body":
      return toResponse(delivery.reply, cut(delivery.reply));
    case "reset":
      throw fetchFailed("ECONNRESET", "read ECONNRESET");
    case "hang-up":
    case "cut-headers":
      throw fetchFailed("UND_ERR_SOCKET", "other side closed");
  }
}

function toResponse({ status, headers }: Reply, body: BodyInit | null): Response {
  return new Response(body, { status, headers });
}

function fetchFailed(code: string, message: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) });
}

function cut({ body }: Reply): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(body);
  return new ReadableStream(
    {
      start(controller) {
        controller.enqueue(bytes.subarray(0, bytes.length >> 1));
      },
      // Once the half has been read: an error at once would take the half with it.
      pull(controller) {
        const cause = Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });
        controller.error(new TypeError("terminated", { cause }));
      },
    },
    { highWaterMark: 0 },
  );
}

/** A body that comes in pieces, spread over a duration in milliseconds. Ends with the signal's reason on abort. */
function drip(
  { body }: Reply,
  duration: number,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  const pieces = piecesOf(new TextEncoder().encode(body));
  let stop: () => void = () => undefined;
  return new ReadableStream({
    start(controller) {
      let sent = 0;
      const timer = setInterval(() => {
        const piece = pieces[sent];
        sent += 1;
        if (piece !== undefined) controller.enqueue(piece);
        if (sent < pieces.length) return;
        stop();
        controller.close();
      }, duration / pieces.length);
      const forget = onAbort(signal, () => {
        stop();
        controller.error(signal?.reason);
      });
      stop = () => {
        clearInterval(timer);
        forget();
      };
    },
    cancel: () => stop(),
  });
}

/** Ten pieces, or as many as there are bytes. */
export function piecesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const length = Math.max(1, Math.ceil(bytes.length / 10));
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += length)
    pieces.push(bytes.subarray(start, start + length));
  return pieces;
}
