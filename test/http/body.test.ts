import { describe, expect, it } from "vitest";
import { ResponseFormatError } from "../../src/index.ts";
import { binding, pageBody } from "../support/answers.ts";
import { conversationsBindings } from "../support/client.ts";
import { rejection } from "../support/failures.ts";

/** Bindings on a server that answers with these pieces, one after another. */
function bindingsInPieces(pieces: Iterable<Uint8Array>) {
  const state = { sent: 0, isCancelled: false };
  const iterator = pieces[Symbol.iterator]();
  const stream = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const next = iterator.next();
        if (next.done) {
          controller.close();
          return;
        }
        state.sent += next.value.byteLength;
        controller.enqueue(next.value);
      },
      cancel: () => {
        state.isCancelled = true;
      },
    });
  return {
    state,
    bindings: conversationsBindings({ fetch: () => Promise.resolve(new Response(stream())) }),
  };
}

function* cut(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.slice(at, at + size);
}

function* endless(size: number) {
  for (;;) yield new Uint8Array(size).fill(0x20);
}

describe("a body", () => {
  // Characters of one to four bytes, so that pieces cut through them.
  const page = [binding(1, { identity: "ä€🙂" }), binding(2)];
  const bytes = new TextEncoder().encode(JSON.stringify(pageBody(page)));

  it.each([1, 2, 3, 7, 64, bytes.byteLength])("is read whole in pieces of %i bytes", async (size) => {
    const { bindings } = bindingsInPieces(cut(bytes, size));
    expect(await bindings.list()).toEqual(page);
  });

  it("may begin with a byte order mark, which is in the first piece alone or not", async () => {
    const marked = Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes]);
    for (const size of [2, 3, marked.byteLength]) {
      expect(await bindingsInPieces(cut(marked, size)).bindings.list()).toEqual(page);
    }
  });

  // In single bytes, what holds them takes far more memory than they do.
  it.each([
    { size: 1, atMost: 1024 ** 2 },
    { size: 65_536, atMost: 33 * 1024 ** 2 },
  ])("without end is a ResponseFormatError in pieces of $size bytes", async ({ size, atMost }) => {
    const { state, bindings } = bindingsInPieces(endless(size));
    const error = await rejection(bindings.list(), ResponseFormatError);
    expect(error.message).toContain("larger than any page");
    expect(state.isCancelled).toBe(true);
    expect(state.sent).toBeLessThan(atMost);
  });

  it("without a byte is no page", async () => {
    const { bindings } = bindingsInPieces([]);
    await rejection(bindings.list(), ResponseFormatError);
  });
});
