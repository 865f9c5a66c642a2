/** Longest wait before the first retry, in milliseconds; it doubles with each one. */
const BASE_DELAY = 250;
/** Longest back-off wait, in milliseconds. `Retry-After` may ask for more. */
const MAX_DELAY = 8_000;

/**
 * How long to wait before the next attempt, in milliseconds.
 *
 * `Retry-After` is obeyed as it stands. Without it: exponential back-off with full jitter, so that clients which
 * failed together do not come back together.
 */
export function retryDelay(attempt: number, retryAfter: number | undefined, random: () => number): number {
  if (retryAfter !== undefined) return Math.ceil(retryAfter * 1000);
  return Math.round(random() * Math.min(MAX_DELAY, BASE_DELAY * 2 ** (attempt - 1)));
}

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date taken against `now`. Seconds; undefined where the header
 * is missing or says nothing readable.
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  // An HTTP date names its weekday; Date.parse() alone would read "-5" or "1.5.2" as dates, too.
  const date = /^[A-Z][a-z]+, /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
