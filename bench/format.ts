import type { Unit } from "./result.ts";
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
