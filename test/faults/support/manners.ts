import type { Manner, RawAnswer } from "./raw-store.ts";

/** What can go wrong on a connection, byte by byte. */
export const manners: Readonly<Record<string, Manner>> = {
  resetUnprocessed: ({ socket }) => socket.resetAndDestroy(),
  resetProcessed: ({ socket, answer }) => {
    answer();
    socket.resetAndDestroy();
  },
  resetInStatusLine: sendThen(({ head }) => head.slice(0, 7), "reset"),
  resetInHeaders: sendThen(({ head }) => head.slice(0, -6), "reset"),
  resetAfterHeaders: sendThen(({ head, body }) => (body ? head : head.slice(0, -2)), "reset"),
  resetInBody: sendThen((answer) => half(answer), "reset"),
  closedInHeaders: sendThen(({ head }) => head.slice(0, -6), "close"),
  closedInBody: sendThen((answer) => half(answer), "close"),
  chunkedWithoutEnd: sendThen((answer) => chunkedHalf(answer), "close"),
  unmeasuredAndCut: sendThen((answer) => unmeasuredHalf(answer), "close"),
  halfClosedUnanswered: ({ socket }) => socket.end(),
  halfClosedInBody: ({ socket, answer }) => socket.end(half(answer())),
  closedAfterAnswer: ({ socket, answer }) => {
    const { head, body } = answer();
    socket.end(head + body);
  },
  noise: ({ socket }) => socket.end("\x16\x03\x01 no HTTP at all\r\n\r\n"),
  dripped: ({ socket, answer }) => {
    const { head, body } = answer();
    drip(head + body, 12, (piece) => socket.writable && socket.write(piece));
  },
  neverFinished: ({ socket, answer }) => {
    const { head } = answer();
    socket.write(head.slice(0, -8));
  },
  silent: () => undefined,
};

function sendThen(part: (answer: RawAnswer) => string, end: "reset" | "close"): Manner {
  return ({ socket, answer }) => {
    // Reset only once the bytes are on their way; a reset overtakes what still waits to be sent.
    socket.write(part(answer()), () => {
      if (end === "reset") setImmediate(() => socket.resetAndDestroy());
      else socket.destroy();
    });
  };
}

/** An answer without a body is cut before its headers end, or it would be whole. */
function half({ head, body }: RawAnswer): string {
  return body ? head + body.slice(0, body.length >> 1) : head.slice(0, -2);
}

function chunkedHalf({ head, body }: RawAnswer): string {
  if (!body) return head.slice(0, -2);
  const piece = body.slice(0, body.length >> 1);
  const chunked = head.replace(/Content-Length: \d+/, "Transfer-Encoding: chunked");
  return `${chunked}${piece.length.toString(16)}\r\n${piece}\r\n`;
}

/** Without a length, the end of the connection is the end of the body: only the JSON tells that it was cut. */
function unmeasuredHalf({ head, body }: RawAnswer): string {
  if (!body) return head.slice(0, -2);
  return head.replace(/Content-Length: \d+/, "Connection: close") + body.slice(0, body.length >> 1);
}

function drip(text: string, pieces: number, write: (piece: string) => void): void {
  const length = Math.ceil(text.length / pieces);
  for (let index = 0; index < pieces; index++) {
    setTimeout(() => write(text.slice(index * length, (index + 1) * length)), index * 8);
  }
}
