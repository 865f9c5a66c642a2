import { createStop } from "../http/index.ts";
import { type Delivery, type Incoming, type Serve, bodyPieces } from "./exchange.ts";

/** The signature of the emulator's `fetch`. */
export type EmulatorFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Creates a `fetch` that reaches the emulator without a socket, for any host. */
export function createFetch(serve: Serve): EmulatorFetch {
  return async (input, init) => {
    const given = typeof input === "object" && "url" in input ? input : undefined;
    const { origin, pathname: path, search } = new URL(given?.url ?? (input as string | URL));
    const { method = given?.method ?? "GET", headers = given?.headers, signal = given?.signal } = init ?? {};
    signal?.throwIfAborted();
    const request: Incoming = {
      method: method.toUpperCase(),
      origin,
      path,
      search,
      headers: Object.fromEntries(new Headers(headers)),
      gone: signal ?? createStop(),
    };
    return respond(await serve(request), request);
  };
}

function respond(delivery: Delivery, request: Incoming): Response {
  const { how, response, release } = delivery;
  // Nobody need read the others to the end.
  if (how !== "slow-body") release();
  if (how === "slow-body" || how === "truncated-body")
    return new Response(bodyStream(delivery, request), response);
  if (how === "whole")
    return new Response(request.method === "HEAD" ? null : (response.body ?? null), response);
  if (how === "never") throw request.gone.reason;
  const [code, message] =
    how === "reset" ? ["ECONNRESET", "read ECONNRESET"] : ["UND_ERR_SOCKET", "other side closed"];
  throw new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) });
}

/** Fails with the signal's reason on abort. */
function bodyStream(delivery: Delivery, request: Incoming): ReadableStream<Uint8Array> {
  const pieces = bodyPieces(delivery, request);
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      const next = await pieces.next();
      if (request.gone.aborted) throw request.gone.reason;
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
  const highWaterMark = delivery.how === "slow-body" ? Number.MAX_SAFE_INTEGER : 0;
  return new ReadableStream(source, { highWaterMark });
}
