import { InterruptedError } from "../errors.ts";
import {
  AuthenticationError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  RemovalError,
  type RemovalReport,
} from "../sdk.ts";
import type { Session } from "../session.ts";
import { type Failure, failureOf } from "./failures.ts";
import type { Target } from "./target.ts";

/** What became of a target. `matched = removed + alreadyGone + failed.length + notAttempted`. */
export interface Outcome {
  readonly target: Target;
  readonly matched: number;
  readonly removed: number;
  readonly alreadyGone: number;
  readonly failed: readonly Failure[];
  readonly notAttempted: number;
  /** Bindings that do not match any more, because they were updated after they were listed. */
  readonly changed: number;
  /** Why it ended early. */
  readonly error?: unknown;
}

/** Called with the number of bindings that are done, of this target. */
export type OnDone = (count: number) => void;

/** The outcome of a target of which nothing is attempted. */
export function notAttempted(target: Target): Outcome {
  const { sids, alreadyGone } = target;
  const matched = sids.size + alreadyGone;
  return { target, matched, removed: 0, alreadyGone, failed: [], notAttempted: sids.size, changed: 0 };
}

/** Removes what was found of a target. What goes wrong is in the outcome. */
export function removeTarget(session: Session, target: Target, onDone: OnDone): Promise<Outcome> {
  return target.filters === undefined
    ? removeEach(session, target, onDone)
    : removeListed(session, target, onDone);
}

/** Whether an error that ended the removal of one service would end those of the others, too. */
export function endsAll(error: unknown): boolean {
  const reasons = [InterruptedError, AuthenticationError, RateLimitError];
  return reasons.some((reason) => error instanceof reason);
}

/** Removes by the SDK's `removeAll`, which lists once more: only what was found and still matches is removed. */
async function removeListed(session: Session, target: Target, onDone: OnDone): Promise<Outcome> {
  const { interrupt } = session;
  const { sids, bindings, filters } = target;
  const changed = new Set<string>();
  let error: unknown;
  const run = async (): Promise<RemovalReport> => {
    try {
      return await bindings.removeAll({
        ...(filters?.query as object),
        filter: (binding) => {
          interrupt.throwIfRequested();
          if (!sids.has(binding.sid)) return false;
          const isMatch = filters?.test?.(binding) !== false;
          if (!isMatch) changed.add(binding.sid);
          return isMatch;
        },
        atMost: sids.size,
        signal: interrupt.forced,
        onProgress: ({ matched, notAttempted: left }) => {
          onDone(matched - left);
          // What is under way is finished, and nothing new is begun.
          interrupt.throwIfRequested();
        },
      });
    } catch (thrown) {
      if (!(thrown instanceof RemovalError)) throw thrown;
      error = thrown.cause;
      return thrown.report;
    }
  };
  const report = await run();
  const matched = sids.size - changed.size;
  // After a whole listing, what was not listed any more is gone.
  const gone = error === undefined ? matched - report.matched : 0;
  return {
    target,
    matched: matched + target.alreadyGone,
    removed: report.removed,
    alreadyGone: report.alreadyGone + gone + target.alreadyGone,
    failed: report.failed.map(({ sid, error }) => failureOf(target, sid, error)),
    notAttempted: matched - gone - report.removed - report.alreadyGone - report.failed.length,
    changed: changed.size,
    ...(error === undefined ? {} : { error }),
  };
}

/** Removes bindings that are few, one after the other. */
async function removeEach({ interrupt }: Session, target: Target, onDone: OnDone): Promise<Outcome> {
  const failed: Failure[] = [];
  let [removed, gone, error] = [0, 0, undefined as unknown];
  const done = () => removed + gone + failed.length;
  for (const sid of target.sids) {
    if (interrupt.requested.aborted) error = interrupt.requested.reason;
    if (error !== undefined) break;
    try {
      await target.bindings.get(sid).remove({ signal: interrupt.forced });
      removed += 1;
    } catch (thrown) {
      if (interrupt.forced.aborted) error = thrown;
      else if (thrown instanceof NotFoundError) gone += 1;
      else failed.push(failureOf(target, sid, thrown));
      if (endsAll(thrown) || thrown instanceof PermissionError) error = thrown;
    }
    onDone(done());
  }
  return {
    target,
    matched: target.sids.size + target.alreadyGone,
    removed,
    alreadyGone: gone + target.alreadyGone,
    failed,
    notAttempted: target.sids.size - done(),
    changed: 0,
    ...(error === undefined ? {} : { error }),
  };
}
