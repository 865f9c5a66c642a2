import type { Fetch } from "../../src/index.ts";

/** A request as it reached `fetch`. */
export interface Sent {
  readonly text: string;
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly signal: AbortSignal | undefined;
  /** Whether the SDK gave it a body: `Object.prototype` may have one. */
  readonly hasBody: boolean;
}

/** What a fake `fetch` does with a request: answer, fail, or work it out. */
export type Step = Response | Error | ((sent: Sent) => Response | Promise<Response>);

export interface FakeFetch {
  readonly fetch: Fetch;
  readonly sent: readonly Sent[];
}

/** A `fetch` that takes one step for each request, and repeats the last. */
export function stepping(first: Step, ...rest: readonly Step[]): FakeFetch {
  const steps = [first, ...rest];
  const sent: Sent[] = [];
  const fetch: Fetch = async (url, init) => {
    const step = steps[Math.min(sent.length, steps.length - 1)] ?? first;
    const request = toSent(url, init);
    sent.push(request);
    await Promise.resolve();
    if (step instanceof Error) throw step;
    return typeof step === "function" ? step(request) : step.clone();
  };
  return { fetch, sent };
}

/** A `fetch` that never answers, and heeds its signal. */
export function hanging(): FakeFetch {
  return stepping(({ signal }) => untilAborted(signal));
}

/** Pends until the signal aborts, then rejects with its reason. */
export function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as fetch does
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function toSent(url: string, init: RequestInit): Sent {
  const { method = "GET", headers, signal } = init;
  return {
    text: url,
    url: new URL(url),
    method,
    headers: new Headers(headers),
    signal: signal ?? undefined,
    hasBody: Object.hasOwn(init, "body"),
  };
}

/** An error as Node's own fetch rejects with. */
export function fetchFailed(code: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(`${code} happened`), { code }) });
}
