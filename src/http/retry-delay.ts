/** Shortest wait before a retry, in milliseconds, whatever `Retry-After` says. */
const MIN_DELAY = 100;
/** Longest jitter before the first retry, in milliseconds; it doubles with each. */
const BASE_JITTER = 250;
/** Longest jitter, in milliseconds. */
const MAX_JITTER = 8_000;

/**
 * Wait before the next attempt, in milliseconds: exponential backoff with full jitter, so that clients which failed
 * together do not come back together, on top of `Retry-After`.
 *
 * @param attempt - the attempt that failed, from 1
 * @param retryAfter - in seconds
 * @param random - from 0 to 1
 */
export function retryDelay(attempt: number, retryAfter: number | undefined, random: number): number {
  const jitter = random * Math.min(MAX_JITTER, BASE_JITTER * 2 ** (attempt - 1));
  return Math.ceil(Math.max(MIN_DELAY, (retryAfter ?? 0) * 1000) + jitter);
}

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date compared with `now`.
 *
 * @returns seconds, `undefined` if the header is absent or unreadable
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = (header ?? "").trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  // An HTTP date names its weekday; Date.parse() alone would read "-5" or "1.5.2" as dates, too.
  const date = /^[A-Z][a-z]+, /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
