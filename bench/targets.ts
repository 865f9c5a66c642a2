import { readFileSync } from "node:fs";
import type { ContenderName } from "./folders.ts";
import { figure } from "./format.ts";
import type { Row } from "./result.ts";
import { median } from "./statistics.ts";
import type { Table } from "./tables.ts";

/** What this package wants to reach, of those who work on it; one of the two bounds. */
export interface Target {
  /** A row's id. */
  readonly row: string;
  /** Whose figure ours is divided by; ours itself counts where there is nobody. */
  readonly against?: ContenderName;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export function readTargets(): readonly Target[] {
  const text = readFileSync(new URL("budget.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly targets: readonly Target[] }).targets;
}

/** What is wanted of the rows, and whether it is so. */
export function targetTable(rows: readonly Row[], targets: readonly Target[]): Table {
  return {
    head: ["what", "measured", "target", "met"],
    rows: rows.flatMap((row) =>
      targets.filter(({ row: id }) => id === row.id).map((target) => [row.what, ...compare(row, target)]),
    ),
  };
}

function compare({ values, unit }: Row, { against, atMost, atLeast }: Target): string[] {
  const of = (contender: ContenderName) => median(values[contender] ?? []);
  const value = of("twilio-bindings") / (against === undefined ? 1 : of(against));
  const show = (bound: number) => (against === undefined ? figure(bound, unit) : ratio(bound));
  const isMet = value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity);
  // Less than an empty program takes: the difference is within the noise.
  const shown = value > 0 ? show(value) : "too small to tell";
  const bound = atMost === undefined ? `≥ ${show(atLeast ?? NaN)}` : `≤ ${show(atMost)}`;
  return [against === undefined ? shown : `${shown} of ${against}`, bound, isMet ? "✓" : "✗"];
}

/** Small ratios as fractions: 1/16 says more than 0.0625. */
function ratio(value: number): string {
  return value < 0.15 ? `1/${(1 / value).toFixed(value < 0.05 ? 0 : 1)}` : value.toFixed(2);
}
