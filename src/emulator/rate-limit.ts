/** When to respond with 429. A rate-limited request is not processed. */
export interface RateLimit {
  /** Maximum number of concurrent requests, from arrival until the response body is delivered. */
  readonly maxConcurrent?: number | undefined;
  /** Refill of the token bucket, in requests per second. */
  readonly requestsPerSecond?: number | undefined;
  /** Size of the token bucket. @default requestsPerSecond, at least 1 */
  readonly burst?: number | undefined;
  /** `Retry-After` of the 429 responses, in seconds. @default no such header */
  readonly retryAfter?: number | undefined;
}

/** Creates a limiter with a full token bucket. It admits a request or not; `inFlight` counts this one, too. */
export function createLimiter(limit: RateLimit = {}) {
  const { maxConcurrent = Infinity, requestsPerSecond = Infinity, retryAfter } = limit;
  const burst = limit.burst ?? Math.max(1, requestsPerSecond);
  let tokens = burst;
  let refilled = performance.now();
  const admits = (inFlight: number) => {
    if (inFlight > maxConcurrent) return false;
    if (requestsPerSecond === Infinity) return true;
    const now = performance.now();
    tokens = Math.min(burst, tokens + ((now - refilled) / 1000) * requestsPerSecond);
    refilled = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
  return { admits, retryAfter };
}
