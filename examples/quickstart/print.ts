import { styleText } from "node:util";

const isTerminal = process.stdout.isTTY;

/** Prints a step: what it shows, and the code that does it. */
export function step(title: string, code: string): void {
  console.log(`\n${isTerminal ? styleText("bold", title) : title}`);
  console.log(isTerminal ? styleText("dim", `  ${code}`) : `  ${code}`);
}

/** Prints a line of result, indented under its step. */
export function line(text: string): void {
  console.log(`  ${text}`);
}

/** Prints a table with column names. */
export function table(head: string[], rows: readonly (readonly (string | number)[])[]): void {
  const cells = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const [first = "", ...others] = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  line(isTerminal ? styleText("underline", first) : first);
  for (const other of others) line(other);
}

/** Creates a progress bar, which shows only on a terminal. */
export function progressBar(label: string, total: number) {
  const write = (text: string) => isTerminal && process.stdout.write(`\r\u001b[K${text}`);
  return {
    update: (value: number) => {
      const done = Math.round((value / total) * 30);
      write(`  ${label} ${"█".repeat(done).padEnd(30, "░")} ${value}/${total}`);
    },
    stop: () => {
      write("");
    },
  };
}

/** Counts how often each value occurs, the most frequent first. */
export function tally(values: Iterable<string>): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
