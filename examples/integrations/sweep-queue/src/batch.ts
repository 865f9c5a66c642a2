import {
  type BindingSid,
  type CredentialOptions,
  NotFoundError,
  RateLimitError,
  createClient,
} from "twilio-bindings";
import type { Sweep } from "./sweep.ts";

/** What a batch may send, and what ends it early. */
export interface RequestBudget {
  /** Maximum number of requests. */
  readonly requests: number;
  /** Maximum concurrent requests. */
  readonly concurrentRequests: number;
  /** Ends the batch immediately, in the middle of requests: the job belongs to another worker now. */
  readonly lost?: AbortSignal | undefined;
  /** Ends the batch when the requests in flight are done: the worker is asked to stop. */
  readonly stopping?: AbortSignal | undefined;
}

/** The result of a batch. */
export interface Batch {
  /** Nothing is left; there may be more; or Twilio responded 429. */
  readonly end: "swept" | "more" | "rate-limited";
  readonly removed: number;
  readonly requests: number;
  /** `Retry-After` of the 429 response, in seconds. */
  readonly retryAfter?: number | undefined;
}

/** Counts what a batch has done so far. */
interface Tally {
  requests: number;
  removed: number;
  readonly errors: unknown[];
}

// #region batch
/**
 * Runs one batch of a sweep: one request lists as many bindings as the rest of the budget can remove.
 *
 * @throws what failed, if nothing was removed
 */
export async function runBatch(
  sweep: Sweep,
  credentials: CredentialOptions,
  budget: RequestBudget,
): Promise<Batch> {
  // Without retries, each call is one request of the budget, and the queue retries. A 429 response concerns all
  // workers, so only the queue waits after it.
  const client = createClient({ ...credentials, maxRetries: 0, signal: budget.lost });
  const { list, remove } = collectionOf(client, sweep);
  const tally: Tally = { requests: 1, removed: 0, errors: [] };
  const limit = budget.requests - 1;
  let isSwept = false;
  try {
    const found = await list(limit);
    await removeEach(found, remove, budget, tally);
    isSwept = found.length < limit && tally.requests === 1 + found.length;
  } catch (error) {
    tally.errors.push(error);
  }
  if (budget.lost?.aborted) throw new Error(String(budget.lost.reason));
  return resultOf(tally, isSwept);
}
// #endregion batch

function collectionOf(client: ReturnType<typeof createClient>, sweep: Sweep) {
  if (sweep.product === "chat") {
    const { bindings } = client.chat.v2.services(sweep.serviceSid);
    return {
      list: (limit: number) => bindings.list({ bindingType: sweep.bindingType, limit }),
      remove: (sid: BindingSid) => bindings(sid).remove(),
    };
  }
  const { bindings } = client.conversations.v1.services(sweep.serviceSid);
  return {
    list: (limit: number) => bindings.list({ bindingType: sweep.bindingType, limit }),
    remove: (sid: BindingSid) => bindings(sid).remove(),
  };
}

/** Removes bindings, some of them concurrently, until the first 429 response. */
async function removeEach(
  found: readonly { readonly sid: BindingSid }[],
  remove: (sid: BindingSid) => Promise<unknown>,
  { concurrentRequests, lost, stopping }: RequestBudget,
  tally: Tally,
): Promise<void> {
  const queue = found.values();
  const isOver = () => lost?.aborted || stopping?.aborted || tally.errors.some(isRateLimit);
  const work = async () => {
    for (const { sid } of queue) {
      if (isOver()) return;
      tally.requests++;
      try {
        await remove(sid);
        tally.removed++;
      } catch (error) {
        // Something else removed it meanwhile.
        if (!(error instanceof NotFoundError)) tally.errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrentRequests }, work));
}

function resultOf({ requests, removed, errors }: Tally, isSwept: boolean): Batch {
  const rateLimit = errors.find(isRateLimit);
  if (rateLimit) return { end: "rate-limited", removed, requests, retryAfter: rateLimit.retryAfter };
  if (errors.length > 0 && removed === 0) throw errors[0];
  return { end: isSwept && errors.length === 0 ? "swept" : "more", removed, requests };
}

function isRateLimit(error: unknown): error is RateLimitError {
  return error instanceof RateLimitError;
}
