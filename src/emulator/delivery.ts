import { type Delivery, type Incoming, pause } from "./exchange.ts";

/** Error of a body that breaks off, as Node's own `fetch` reports it. */
export function terminated(): TypeError {
  const cause = Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });
  return new TypeError("terminated", { cause });
}

/**
 * The pieces of a body: ten of them spread over the duration, or the first half and then an error.
 * Ends early if the client gives up, and releases the request at the end.
 */
export async function* bodyPieces(delivery: Delivery, request: Incoming): AsyncGenerator<Uint8Array> {
  try {
    const bytes = new TextEncoder().encode(delivery.response.body);
    if (delivery.how === "truncated-body") {
      yield bytes.subarray(0, bytes.length >> 1);
      throw terminated();
    }
    const size = Math.max(1, Math.ceil(bytes.length / 10));
    for (let start = 0; start < bytes.length; start += size) {
      if (!(await pause(delivery.duration / 10, request))) return;
      yield bytes.subarray(start, start + size);
    }
  } finally {
    delivery.release();
  }
}
