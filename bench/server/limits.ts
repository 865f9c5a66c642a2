/** A limit on requests, as Twilio has for an account or a proxy for a client. */
export type Limit =
  | { readonly kind: "none" }
  /** Maximum concurrent requests. */
  | { readonly kind: "concurrency"; readonly maximum: number }
  /** So many requests a second, after a burst. */
  | {
      readonly kind: "rate";
      readonly perSecond: number;
      readonly burst: number;
      readonly retryAfter: number;
    };

/** Whether a request is let in; `inFlight` counts it, too. */
export interface Gate {
  readonly admits: (inFlight: number) => boolean;
  /** What a refusal says besides how many requests are in flight. */
  readonly headers: Readonly<Record<string, string>>;
}

/** @param clock milliseconds from some moment on */
export function createGate(limit: Limit, clock = () => performance.now()): Gate {
  if (limit.kind === "none") return { admits: () => true, headers: {} };
  if (limit.kind === "concurrency") return { admits: (inFlight) => inFlight <= limit.maximum, headers: {} };
  return tokenBucket(limit, clock);
}

function tokenBucket({ perSecond, burst, retryAfter }: Limit & { kind: "rate" }, clock: () => number): Gate {
  let tokens = burst;
  let filledAt = clock();
  return {
    headers: { "Retry-After": String(retryAfter) },
    admits: () => {
      const now = clock();
      tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond);
      filledAt = now;
      if (tokens < 1) return false;
      tokens--;
      return true;
    },
  };
}
