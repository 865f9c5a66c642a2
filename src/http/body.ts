import { invalid } from "../checks.ts";

/** A page has a few dozen kilobytes. An endless body must not fill the memory before it times out. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Approximate memory of a chunk besides its bytes: a body in single-byte chunks must not fill the memory, either. */
const CHUNK_OVERHEAD = 256;

const decoder = /* @__PURE__ */ new TextDecoder();

/** A body that was read: bytes, text if `fetch` has no streams, or `undefined` if it is too large. */
export type Body = Uint8Array | string | undefined;

/**
 * Checks that `fetch` returned a response.
 *
 * @throws {@link ValidationError} naming the `fetch` option
 */
export function checkResponse(response: unknown): asserts response is Response {
  const { status, headers, body, text } = Object(response) as Partial<Record<keyof Response, unknown>>;
  const { get } = Object(headers) as { get?: unknown };
  const isReadable = body === null || typeof text === "function" || isStream(body);
  // Status 0 is that of no response, such as of `Response.error()`.
  if (Number.isInteger(status) && status !== 0 && typeof get === "function" && isReadable) return;
  throw invalid("fetch", "a Response with status, headers and text()", response);
}

function isStream(body: unknown): body is ReadableStream<Uint8Array> {
  return typeof (body as Partial<ReadableStream> | null | undefined)?.getReader === "function";
}

/** Reads a whole body. Mocks and other libraries' responses have no web stream, but they have `text()`. */
export async function readBody(response: Response): Promise<Body> {
  const { body } = response as { body?: unknown };
  if (isStream(body)) return readStream(body);
  if (body === null && typeof response.text !== "function") return "";
  const text: unknown = await response.text();
  if (typeof text === "string") return text;
  throw invalid("fetch", "a Response whose text() is a string", text);
}

async function readStream(body: ReadableStream<Uint8Array>): Promise<Body> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concat(chunks, size);
    const chunk = bytesOf(value);
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size + chunks.length * CHUNK_OVERHEAD > MAX_BODY_BYTES) {
      await reader.cancel();
      return undefined;
    }
  }
}

/** The stream of a mock may hold anything. */
function bytesOf(chunk: unknown): Uint8Array {
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw invalid("fetch", "a Response whose body is bytes", chunk);
}

/** Node decodes a whole text several times faster than the same in pieces. */
function concat(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

/** The text of a body; empty if it was too large. */
export function textOf(body: Body): string {
  return typeof body === "string" ? body : decoder.decode(body);
}
