/** When to answer 429. A request that is refused touches nothing. */
export interface RateLimit {
  /** Most requests in flight at once. */
  readonly concurrent?: number | undefined;
  /** Most requests a second, evenly refilled. */
  readonly perSecond?: number | undefined;
  /** How many may come at once before `perSecond` holds. @default perSecond, at least 1 */
  readonly burst?: number | undefined;
  /** Sent as `Retry-After`, in seconds. Without it there is no such header. */
  readonly retryAfter?: number | undefined;
}

/** Makes the check of each request; `inFlight` counts this one. */
export function createLimiter(limit: RateLimit | undefined): (inFlight: number) => boolean {
  const { concurrent = Infinity, perSecond = Infinity } = limit ?? {};
  const burst = limit?.burst ?? Math.max(1, perSecond);
  let allowance = burst;
  let refilled = performance.now();
  return (inFlight) => {
    if (inFlight > concurrent) return false;
    if (perSecond === Infinity) return true;
    const now = performance.now();
    allowance = Math.min(burst, allowance + ((now - refilled) / 1000) * perSecond);
    refilled = now;
    if (allowance < 1) return false;
    allowance -= 1;
    return true;
  };
}
