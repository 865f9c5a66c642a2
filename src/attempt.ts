import type { Reply } from "./answer.ts";
import { type Interrupt, LONGEST_TIMER } from "./abort.ts";
import { ConnectionError, type RequestFacts, TimeoutError, TwilioBindingsError } from "./errors.ts";
import type { Fetch } from "./options.ts";

/** A page has a few dozen kilobytes. An answer without end must not fill the memory before its time is over. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** About what a chunk takes beside its bytes: an answer in single bytes must not fill the memory, either. */
const CHUNK_OVERHEAD = 256;

const decoder = /* @__PURE__ */ new TextDecoder();

export interface AttemptOptions {
  readonly fetch: Fetch;
  /** In milliseconds; Infinity for none. */
  readonly timeout: number;
  readonly interrupt: Interrupt;
  /** Takes secrets out of a text. */
  readonly scrub: (text: string) => string;
  /** Made only when an error needs them. */
  readonly facts: () => RequestFacts;
}

/**
 * Sends a request once and reads the answer whole, within one time-out, which also covers making its `init`.
 *
 * Rejects with the signal's reason where one aborts, with a TimeoutError, or with a ConnectionError.
 */
export async function attemptOnce(
  url: string,
  init: (signal: AbortSignal) => Promise<RequestInit>,
  options: AttemptOptions,
): Promise<Reply> {
  const { fetch, timeout, interrupt: calls, scrub, facts } = options;
  const controller = new AbortController();
  let interruption: { readonly reason: unknown } | undefined;
  let stop = (): void => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<Reply>((resolve, reject) => {
      // Rejects by itself, so that a `fetch` which does not heed the signal cannot hold up the call.
      const interrupt = (reason: unknown) => {
        interruption ??= { reason };
        controller.abort(reason);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason
        reject(reason);
      };
      stop = calls.onAbort(interrupt);
      if (timeout <= LONGEST_TIMER)
        timer = setTimeout(() => interrupt(new TimeoutError(Math.ceil(timeout), facts())), timeout);
      exchange(fetch, url, init(controller.signal)).then(resolve, reject);
    });
  } catch (error) {
    if (interruption) throw interruption.reason;
    if (error instanceof TwilioBindingsError) throw error;
    throw new ConnectionError(connectionMessage(error, scrub), facts(), { cause: harmless(error, scrub) });
  } finally {
    clearTimeout(timer);
    stop();
  }
}

async function exchange(fetch: Fetch, url: string, init: Promise<RequestInit>): Promise<Reply> {
  const response = await fetch(url, await init);
  return { response, text: await readText(response) };
}

/** The body as text; undefined where it is larger than any answer of the API could be. */
async function readText(response: Response): Promise<string | undefined> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let taken = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    taken += value.byteLength + CHUNK_OVERHEAD;
    if (taken > MAX_BODY_BYTES) {
      await reader.cancel();
      return undefined;
    }
  }
  // At once: Node decodes a whole text several times faster than the same in pieces.
  return decoder.decode(concat(chunks));
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks;
  if (only && chunks.length === 1) return only;
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/** `fetch` says "fetch failed" and keeps what happened in its cause. */
function connectionMessage(error: unknown, scrub: (text: string) => string): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { message, code } = Object(cause) as { message?: unknown; code?: unknown };
  const known = [message, code].filter((part) => typeof part === "string" && part !== "");
  return scrub(`No whole answer: ${known.length > 0 ? known.join(", ") : String(error)}`);
}

/**
 * A copy of an error for `cause`, with name, message, code and causes and no more: what other `fetch`es hang on
 * their errors may hold the request with its Authorization header.
 */
function harmless(error: unknown, scrub: (text: string) => string, depth = 0): unknown {
  if (!(error instanceof Error)) return scrub(String(error));
  const cause = error.cause === undefined || depth > 3 ? undefined : harmless(error.cause, scrub, depth + 1);
  const copy = new Error(scrub(error.message), cause === undefined ? undefined : { cause });
  copy.name = scrub(error.name);
  copy.stack = error.stack === undefined ? "" : scrub(error.stack);
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? Object.assign(copy, { code: scrub(code) }) : copy;
}
