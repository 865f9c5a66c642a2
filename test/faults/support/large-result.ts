/** Bindings to remove. */
export const count = 100_000;

/** What the faults follow from. */
export const seed = 4;

/** What a large removal came to, for the test that started it. */
export interface LargeResult {
  readonly report: {
    readonly matched: number;
    readonly removed: number;
    readonly alreadyGone: number;
    readonly notAttempted: number;
    readonly failed: readonly string[];
  };
  readonly faults: number;
  /** SIDs that the store held in the end. */
  readonly stored: readonly string[];
  /** SIDs that it should hold. */
  readonly bystanders: readonly string[];
}
