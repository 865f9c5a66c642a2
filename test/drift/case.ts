import type { Rule, RuleId } from "../../scripts/drift/rules.ts";

export interface Case {
  /** What the patches do, and what taking them back does. */
  readonly rules: readonly [RuleId, RuleId];
  readonly direction: Rule["direction"];
  readonly patches: Readonly<Record<string, unknown>>;
  /** Applied to both sides first. */
  readonly given?: Readonly<Record<string, unknown>>;
}

export function change(
  direction: Rule["direction"],
  rules: readonly [RuleId, RuleId],
  patches: Case["patches"],
  given: Case["given"] = {},
): Case {
  return { direction, rules, patches, given };
}

/** A change that is the same both ways. */
export function replaced(rule: RuleId): readonly [RuleId, RuleId] {
  return [rule, rule];
}
