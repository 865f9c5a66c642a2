import type { Interrupt } from "./abort.ts";
import { NotFoundError } from "./errors.ts";
import { type Limiter, createLimiter } from "./limiter.ts";
import { type CallOptions, checkBoolean, checkFunction, checkInteger } from "./options.ts";
import type { AnyBinding, BindingSid } from "./types.ts";

/** Options of a bulk removal that do not select. */
export interface RemovalOptions extends CallOptions {
  /** Most requests at once. How many there really are follows what the server allows. @default 24 */
  concurrency?: number | undefined;
  /** Count what matches, and remove nothing. @default false */
  dryRun?: boolean | undefined;
  /** Called after each binding that was dealt with. What it throws ends the removal. */
  onProgress?: ((progress: RemovalProgress) => void) | undefined;
}

/** What a bulk removal has done so far, in numbers of bindings. */
export interface RemovalProgress {
  /** Matched and taken up. */
  readonly matched: number;
  /** Removed by this call. */
  readonly removed: number;
  /** Removed by something else before their turn. */
  readonly alreadyGone: number;
  /** Still there, for all we know. */
  readonly failed: number;
}

/** What a bulk removal did. `matched` is the sum of the rest, unless it was a dry run. */
export interface RemovalReport {
  /** Bindings that matched and were taken up. */
  readonly matched: number;
  /** Bindings that this call removed. */
  readonly removed: number;
  /** Bindings that something else removed between the listing and their turn. */
  readonly alreadyGone: number;
  /** Bindings that are, for all we know, still there, each with what its removal failed with. */
  readonly failed: readonly RemovalFailure[];
}

/** A binding that could not be removed. */
export interface RemovalFailure {
  /** Its SID. */
  readonly sid: BindingSid;
  /** What the removal failed with. */
  readonly error: unknown;
}

/** What a bulk removal works with. */
export interface RemovalTask<Item extends AnyBinding> {
  /** A fresh pass over all that the filters select, page by page. */
  readonly pages: (limiter: Limiter) => AsyncIterable<{ readonly items: readonly Item[] }>;
  /** Whether a listed binding passes the filters that the server was asked for. */
  readonly isSelected: (binding: Item) => boolean;
  /** The caller's own filter. */
  readonly filter: ((binding: Item) => boolean | Promise<boolean>) | undefined;
  /**
   * What removes one; it may be called again after a refusal. Rejects with a NotFoundError where the binding was
   * gone, with a RateLimitError at the first 429.
   */
  readonly remover: (sid: BindingSid) => () => Promise<unknown>;
  readonly options: RemovalOptions;
  readonly limits: { readonly maxRetryAfter: number; readonly totalTimeout: number };
  readonly interrupt: Interrupt;
}

const DEFAULT_CONCURRENCY = 24;

/** @throws ValidationError */
export function checkRemovalOptions({ concurrency, dryRun, onProgress }: RemovalOptions): void {
  checkInteger("concurrency", concurrency, 1);
  checkFunction("onProgress", onProgress);
  checkBoolean("dryRun", dryRun);
}

/**
 * Removes what matches, each binding once.
 *
 * The listing is read while bindings go, and a server that counts its pages from the start would then skip some. So
 * a list of several pages is read again until a pass finds nothing left to remove; mostly that is one more request.
 *
 * Rejects where the listing fails, `onProgress` or the filter throws, or a signal aborts; the error then carries the
 * report of what was done as `report`.
 */
export async function removeMatching<Item extends AnyBinding>(
  task: RemovalTask<Item>,
): Promise<RemovalReport> {
  const tally = createTally();
  // What the filter turned down. It is asked once about each binding: it may remember what it was asked.
  const kept = new Set<BindingSid>();
  const limiter = createLimiter({
    maximum: task.options.concurrency ?? DEFAULT_CONCURRENCY,
    maxRetryAfter: task.limits.maxRetryAfter,
    patience: task.limits.totalTimeout,
    interrupt: task.interrupt,
  });
  try {
    for (let earlier: Pass | undefined; ;) {
      const pass = await runPass(task, limiter, tally, kept, earlier);
      // A pass that finds as much as the one before gets nowhere.
      const isStuck = earlier !== undefined && pass.takenUp >= earlier.takenUp;
      if (task.options.dryRun || pass.pages <= 1 || pass.removed === 0 || isStuck) return tally.report();
      earlier = pass;
    }
  } catch (error) {
    attachReport(error, tally.report());
    throw error;
  }
}

/** What a pass over the listing came to. */
interface Pass {
  pages: number;
  removed: number;
  takenUp: number;
  /** What was taken up from the first page. */
  readonly firstPage: Set<BindingSid>;
}

/** One pass over the listing. A binding that failed in an earlier pass is tried again. */
async function runPass<Item extends AnyBinding>(
  task: RemovalTask<Item>,
  limiter: Limiter,
  tally: Tally,
  kept: Set<BindingSid>,
  earlier: Pass | undefined,
): Promise<Pass> {
  const { dryRun, onProgress, concurrency = DEFAULT_CONCURRENCY } = task.options;
  const removedBefore = tally.progress().removed;
  const pass: Pass = { pages: 0, removed: 0, takenUp: 0, firstPage: new Set() };
  let failure: { readonly error: unknown } | undefined;

  // Ends early instead of throwing, so that removals under way are waited for and counted.
  async function* matching() {
    try {
      for await (const page of task.pages(limiter)) {
        pass.pages++;
        for (const binding of page.items) {
          if (failure) return;
          task.interrupt.throwIfAborted();
          if (!task.isSelected(binding) || kept.has(binding.sid)) continue;
          // A server that still lists what is gone would have everything removed twice.
          const hasFailed = tally.hasFailed(binding.sid);
          if (earlier?.firstPage.has(binding.sid) && !hasFailed) return;
          if (!hasFailed && task.filter && !(await task.filter(binding))) {
            kept.add(binding.sid);
            continue;
          }
          if (pass.pages === 1) pass.firstPage.add(binding.sid);
          pass.takenUp++;
          yield binding;
        }
      }
    } catch (error) {
      failure ??= { error };
    }
  }
  const work = async ({ sid }: Item): Promise<void> => {
    if (dryRun) tally.count("matched");
    else await removeOne(sid, async () => limiter.run(task.remover(sid)), tally, earlier === undefined);
    try {
      onProgress?.(tally.progress());
    } catch (error) {
      failure ??= { error };
    }
  };
  // This bounds how many are taken up at once; the limiter, how many of those are sent.
  await forEachAtOnce(matching(), concurrency, work);
  const { error } = failure ?? {};
  if (failure) throw error;
  task.interrupt.throwIfAborted();
  return { ...pass, removed: tally.progress().removed - removedBefore };
}

/** Works on items as they come, on so many at once; ends with the last. `work` must not reject. */
async function forEachAtOnce<Item>(
  items: AsyncIterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<unknown>>();
  for await (const item of items) {
    const run: Promise<unknown> = work(item).then(() => running.delete(run));
    running.add(run);
    if (running.size >= concurrency) await Promise.race(running);
  }
  await Promise.all(running);
}

async function removeOne(
  sid: BindingSid,
  remove: () => Promise<unknown>,
  tally: Tally,
  isFirstPass: boolean,
) {
  const outcome = await remove().then(
    () => "removed" as const,
    (error: unknown) => (error instanceof NotFoundError ? ("alreadyGone" as const) : { sid, error }),
  );
  const isKnown = tally.forgetFailure(sid);
  // A later pass may still list what an earlier one removed; that was counted then.
  if (outcome === "alreadyGone" && !isFirstPass && !isKnown) return;
  if (!isKnown) tally.count("matched");
  if (typeof outcome === "string") tally.count(outcome);
  else tally.fail(outcome);
}

type Tally = ReturnType<typeof createTally>;

function createTally() {
  const counts = { matched: 0, removed: 0, alreadyGone: 0 };
  const failed = new Map<BindingSid, RemovalFailure>();
  return {
    count: (what: keyof typeof counts) => {
      counts[what]++;
    },
    fail: (failure: RemovalFailure) => void failed.set(failure.sid, failure),
    hasFailed: (sid: BindingSid) => failed.has(sid),
    forgetFailure: (sid: BindingSid) => failed.delete(sid),
    progress: (): RemovalProgress => ({ ...counts, failed: failed.size }),
    report: (): RemovalReport => ({ ...counts, failed: [...failed.values()] }),
  };
}

/** Defined rather than assigned: the reason of an abort may be frozen, and then goes without. */
function attachReport(error: unknown, report: RemovalReport): void {
  if (typeof error !== "object" || error === null) return;
  Reflect.defineProperty(error, "report", { value: report, configurable: true });
}
