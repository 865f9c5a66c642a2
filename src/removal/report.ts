import type { BindingSid } from "../types.ts";

/** What a bulk removal did. `matched = removed + alreadyGone + failed.length + notAttempted`. */
export interface RemovalReport {
  /** Bindings that match. In the report of a listing that failed, those that were listed. */
  readonly matched: number;
  /** Bindings that this call removed. */
  readonly removed: number;
  /** Bindings that something else removed after they were listed. */
  readonly alreadyGone: number;
  /** Bindings whose removal failed. */
  readonly failed: readonly RemovalFailure[];
  /** Bindings whose removal was not attempted, or cut off by an abort before there was a response. */
  readonly notAttempted: number;
}

/** How far a bulk removal is, in numbers of bindings; `matched` is the same in each progress of a removal. */
export interface RemovalProgress extends Omit<RemovalReport, "failed"> {
  /** Bindings whose removal failed. */
  readonly failed: number;
}

/** A binding whose removal failed. */
export interface RemovalFailure {
  /** Its SID. */
  readonly sid: BindingSid;
  /** Why. */
  readonly error: unknown;
}

/** Counts what a removal does. */
export interface Tally {
  matched: number;
  removed: number;
  alreadyGone: number;
  readonly failed: RemovalFailure[];
}

export function progressOf({ matched, removed, alreadyGone, failed: { length } }: Tally): RemovalProgress {
  const notAttempted = matched - removed - alreadyGone - length;
  return { matched, removed, alreadyGone, failed: length, notAttempted };
}

export function reportOf(tally: Tally): RemovalReport {
  return { ...progressOf(tally), failed: [...tally.failed] };
}
