import type { Table } from "./tables.ts";

/** A table for the terminal: columns as wide as their widest cell, figures to the right. */
export function draw({ head, rows }: Table): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length)),
  );
  const lineOf = (cells: readonly string[]) =>
    widths
      .map((width, column) => {
        const cell = cells[column] ?? "";
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd();
  return [lineOf(head), widths.map((width) => "─".repeat(width)).join("  "), ...rows.map(lineOf), ""].join(
    "\n",
  );
}
