import type { SocketFault, RawResponse } from "./raw-store.ts";

/** What can go wrong on a connection, byte by byte. */
export const socketFaults: Readonly<Record<string, SocketFault>> = {
  resetUnprocessed: ({ socket }) => socket.resetAndDestroy(),
  resetProcessed: ({ socket, respond }) => {
    respond();
    socket.resetAndDestroy();
  },
  resetInStatusLine: sendThen(({ head }) => head.slice(0, 7), "reset"),
  resetInHeaders: sendThen(({ head }) => head.slice(0, -6), "reset"),
  resetAfterHeaders: sendThen(({ head, body }) => (body ? head : head.slice(0, -2)), "reset"),
  resetInBody: sendThen((response) => half(response), "reset"),
  closedInHeaders: sendThen(({ head }) => head.slice(0, -6), "close"),
  closedInBody: sendThen((response) => half(response), "close"),
  chunkedWithoutEnd: sendThen((response) => chunkedHalf(response), "close"),
  unmeasuredAndCut: sendThen((response) => unmeasuredHalf(response), "close"),
  halfClosedWithoutResponse: ({ socket }) => socket.end(),
  halfClosedInBody: ({ socket, respond }) => socket.end(half(respond())),
  closedAfterResponse: ({ socket, respond }) => {
    const { head, body } = respond();
    socket.end(head + body);
  },
  noise: ({ socket }) => socket.end("\x16\x03\x01 no HTTP at all\r\n\r\n"),
  dripped: ({ socket, respond }) => {
    const { head, body } = respond();
    drip(head + body, 12, (piece) => socket.writable && socket.write(piece));
  },
  neverFinished: ({ socket, respond }) => {
    const { head } = respond();
    socket.write(head.slice(0, -8));
  },
  silent: () => undefined,
};

function sendThen(part: (response: RawResponse) => string, end: "reset" | "close"): SocketFault {
  return ({ socket, respond }) => {
    // Reset only once the bytes are on their way; a reset discards what still waits to be sent.
    socket.write(part(respond()), () => {
      if (end === "reset") setImmediate(() => socket.resetAndDestroy());
      else socket.destroy();
    });
  };
}

/** A response without a body is cut before its headers end, or it would be whole. */
function half({ head, body }: RawResponse): string {
  return body ? head + body.slice(0, body.length >> 1) : head.slice(0, -2);
}

function chunkedHalf({ head, body }: RawResponse): string {
  if (!body) return head.slice(0, -2);
  const piece = body.slice(0, body.length >> 1);
  const chunked = head.replace(/Content-Length: \d+/, "Transfer-Encoding: chunked");
  return `${chunked}${piece.length.toString(16)}\r\n${piece}\r\n`;
}

/** Without a length, the end of the connection is the end of the body: only the JSON tells that it was cut. */
function unmeasuredHalf({ head, body }: RawResponse): string {
  if (!body) return head.slice(0, -2);
  return head.replace(/Content-Length: \d+/, "Connection: close") + body.slice(0, body.length >> 1);
}

function drip(text: string, pieces: number, write: (piece: string) => void): void {
  const length = Math.ceil(text.length / pieces);
  for (let index = 0; index < pieces; index++) {
    setTimeout(() => write(text.slice(index * length, (index + 1) * length)), index * 8);
  }
}
