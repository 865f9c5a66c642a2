import type { Rule, RuleId } from "../../scripts/drift/rules.ts";

export interface Case {
  /** The rules for applying the patches, and for reverting them. */
  readonly rules: readonly [RuleId, RuleId];
  readonly direction: Rule["direction"];
  readonly patches: Readonly<Record<string, unknown>>;
  /** Applied to both documents first. */
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

/** The same rule in both directions. */
export function replaced(rule: RuleId): readonly [RuleId, RuleId] {
  return [rule, rule];
}
