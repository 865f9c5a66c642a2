import type { Operation } from "../../generated/operations.ts";
import { ApiError, RemovalError, TwilioBindingsError, ValidationError } from "../errors.ts";
import * as http from "../http/index.ts";
import { type Target, prefetchPages } from "../paging/index.ts";
import type { AnyBinding, BindingSid } from "../types.ts";
import { type RemovalTask, readRemovalOptions } from "./options.ts";
import { type RemovalReport, type Tally, progressOf, reportOf } from "./report.ts";
import { createWindow } from "./window.ts";

const DEFAULT_CONCURRENCY = 24;

/** Number of consecutive failures that ends a removal: the rest would fail, too. */
const MAX_FAILURES = 10;

/** A removal under way. */
interface Removal extends RemovalTask<AnyBinding> {
  readonly target: Target;
  readonly concurrency: number;
  readonly window: http.ConcurrencyWindow;
  readonly signals: http.Signals;
  readonly tally: Tally;
  /** What the calls that remove share. */
  readonly shared: http.SharedCall;
}

/** The bindings to remove, by SID; the binding itself only if it is needed later. */
type Matches = Map<BindingSid, AnyBinding | undefined>;

/**
 * Lists what matches, and then removes it: each SID once, whatever the list does meanwhile.
 *
 * @throws {@link ValidationError} if an option is invalid, {@link RemovalError} if the removal ends early
 */
export async function removeAll(target: Target, given: unknown): Promise<RemovalReport> {
  const task = readRemovalOptions<AnyBinding>(target, given);
  const { concurrency = DEFAULT_CONCURRENCY, signal, dryRun, atMost = Infinity } = task.options;
  const tally: Tally = { matched: 0, removed: 0, alreadyGone: 0, failed: [] };
  const signals = [target.client.options.signal, signal];
  const window = createWindow(concurrency);
  const identities = http.identitiesOf(target.operations.list, task.list.query);
  const shared = { window, identities, acceptsNotFound: true, redaction: {} };
  const removal: Removal = { ...task, target, concurrency, window, signals, tally, shared };
  try {
    const matches = await listMatches(removal);
    if (dryRun) return reportOf(tally);
    if (tally.matched > atMost)
      throw new ValidationError("atMost", `at most ${atMost} matching bindings`, `${tally.matched}`);
    await removeMatches(removal, matches);
    return reportOf(tally);
  } catch (error) {
    const report = reportOf(tally);
    // Only our own messages are known to be redacted.
    const reason = error instanceof TwilioBindingsError ? error.message : "see the cause";
    const message = `The removal ended early, with ${report.removed} of ${report.matched} bindings removed`;
    throw new RemovalError(`${message}: ${reason}`, report, error);
  }
}

async function listMatches({ target, list, options, window, signals, tally }: Removal): Promise<Matches> {
  const { filter, limit = Infinity, onMatched, onRemoved } = options;
  const matches: Matches = new Map();
  const rejected = new Set<BindingSid>();
  http.throwIfAborted(signals);
  if (limit === 0) return matches;
  for await (const page of prefetchPages(target, list, true, { window })) {
    for (const item of page.items) {
      const { sid } = item;
      http.throwIfAborted(signals);
      // A list may show a binding on two pages. The filter is called once for it, because it may keep state.
      if (matches.has(sid) || rejected.has(sid)) continue;
      // A list guards only some bindings, but a filter decides what is removed, so it gets none without.
      if (filter) target.client.guard?.(item);
      if (filter && !(await awaitCallback(signals, filter(item)))) {
        rejected.add(sid);
        continue;
      }
      matches.set(sid, onRemoved && item);
      tally.matched = matches.size;
      await awaitCallback(signals, onMatched?.(item));
      if (matches.size >= limit) return matches;
    }
  }
  return matches;
}

/** Waits for the promise that a callback may have returned, but not beyond an abort, or the end of the removal. */
function awaitCallback<Value>(signals: http.Signals, value: Value | PromiseLike<Value>) {
  // Also a promise of another realm, such as a test runner's.
  const { then } = Object(value) as { then?: unknown };
  return typeof then === "function" ? http.raceAbort(signals, value) : value;
}

/** Removes the matches, some of them concurrently. Throws what ended it early. */
async function removeMatches(removal: Removal, matches: Matches): Promise<void> {
  const { signals, tally, options, concurrency } = removal;
  const drain = http.createStop();
  const ends = [...signals, drain];
  const end = (reason: unknown) => http.abort(drain, reason);
  const off = http.onAbort(signals, end);
  const queue = matches.entries();
  let failuresInARow = 0;

  const removeOne = async (sid: BindingSid, item: AnyBinding | undefined) => {
    // A value of the list that is not a SID is a failure like others.
    const result = await attemptRemoval(removal, sid, drain).catch((error: unknown): Outcome => ({ error }));
    if (result === "notAttempted") return;
    if (typeof result === "string") {
      tally[result]++;
      failuresInARow = 0;
    } else {
      tally.failed.push({ sid, error: result.error });
      if (result.isFatal || ++failuresInARow >= MAX_FAILURES) end(result.error);
    }
    if (result === "removed" && item) await awaitCallback(ends, options.onRemoved?.(item));
    await awaitCallback(ends, options.onProgress?.(progressOf(tally)));
  };
  const work = async () => {
    for (const [sid, item] of queue) {
      if (drain.aborted) return;
      await removeOne(sid, item).catch(end);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, matches.size) }, work));
  off();
  http.throwIfAborted([drain]);
}

/** The outcome for one binding; for a failure, whether the others would fail, too. */
type Outcome =
  "removed" | "alreadyGone" | "notAttempted" | { readonly error: unknown; readonly isFatal?: boolean };

async function attemptRemoval(removal: Removal, bindingSid: BindingSid, drain: http.Stop): Promise<Outcome> {
  const { list, shared } = removal;
  const { client, operations, scope } = removal.target;
  const call = (operation: Operation, more?: http.SharedCall) =>
    http.callOperation(client, {
      operation,
      path: http.pathValues(operation, { ...scope, bindingSid }),
      query: {},
      options: list.call,
      shared: { ...shared, ...more },
    });
  const { outcome, error, raw, mayHaveSucceeded } = await call(operations.remove, { drain });
  const status = raw?.response.status;
  if (status === operations.remove.status) return "removed";
  if (http.isNotFound(raw)) return mayHaveSucceeded ? "removed" : "alreadyGone";
  if (outcome !== "failed") return "notAttempted";
  // The outcome of the last attempt is unknown, so the binding is looked up once.
  const found = mayHaveSucceeded ? await call(operations.fetch) : undefined;
  if (found?.outcome === "aborted") return "notAttempted";
  if (http.isNotFound(found?.raw)) return "removed";
  return { error, isFatal: isFatal(status, error, http.limitsOf(client, list.call).maxRetryAfter) };
}

function isFatal(status: number | undefined, error: unknown, maxRetryAfter: number): boolean {
  if (status === 401 || status === 403) return true;
  if (error instanceof ApiError) return (error.retryAfter ?? 0) * 1000 > maxRetryAfter;
  // A bug, such as in the `fetch` option.
  return !(error instanceof TwilioBindingsError) || error instanceof ValidationError;
}
