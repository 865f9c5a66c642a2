import { type Row, type Target, type Unit, isMet } from "./result.ts";
import { median } from "./statistics.ts";

/** A figure with three digits that mean something, and its unit. */
export function figure(value: number, unit: Unit): string {
  if (unit === "of the limit") return `${value.toFixed(2)} of limit`;
  if (unit === "files" || unit === "packages") return String(Math.round(value));
  if (unit === "%") return `${value.toFixed(1)} %`;
  return `${digits(value)} ${unit}`;
}

function digits(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString("en");
  if (size >= 100) return value.toFixed(0);
  return value.toFixed(size >= 10 ? 1 : 2);
}

/** The median, and how far a round is from it: the median again, which one bad round does not move. */
export function spread(values: readonly number[] | undefined, unit: Unit): string {
  if (!values || values.length === 0) return "–";
  const center = median(values);
  const deviation = median(values.map((value) => Math.abs(value - center)));
  return deviation === 0
    ? figure(center, unit)
    : `${figure(center, unit)} ± ${figure(deviation, unit).split(" ")[0] ?? ""}`;
}

/** Small ratios as fractions: 1/16 says more than 0.0625. */
function ratio(value: number): string {
  return value < 0.15 ? `1/${(1 / value).toFixed(value < 0.05 ? 0 : 1)}` : value.toFixed(2);
}

/** What a target measures, in words. */
export function measured({ unit }: Row, { against, measured: value }: Target): string {
  if (against === undefined) return figure(value, unit);
  // Less than an empty program takes: the difference is within the noise.
  return value > 0 ? `${ratio(value)} of ${against}` : "too small to tell";
}

/** What is wanted. */
export function wanted({ unit }: Row, { against, bound, is }: Target): string {
  const sign = is === "at most" ? "≤" : "≥";
  return `${sign} ${against === undefined ? figure(bound, unit) : fraction(bound)}`;
}

function fraction(bound: number): string {
  return bound < 0.15 ? `1/${Math.round(1 / bound)}` : bound.toFixed(2);
}

/** Whether it is reached. */
export function verdict(target: Target): string {
  return isMet(target) ? "✓" : "✗";
}
