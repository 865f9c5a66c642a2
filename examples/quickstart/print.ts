import { styleText } from "node:util";
import { Presets, SingleBar } from "cli-progress";
import Table from "cli-table3";

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
  const noRules = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };
  const drawn = new Table({ head, chars: noRules, style: isTerminal ? {} : { head: [], border: [] } });
  for (const row of rows) drawn.push([...row]);
  console.log(drawn.toString().replace(/^/gm, "  "));
}

/** Creates a progress bar, which shows only on a terminal. */
export function progressBar(label: string, total: number) {
  const bar = new SingleBar(
    { format: `  ${label} {bar} {value}/{total}`, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  if (isTerminal) bar.start(total, 0);
  return {
    update: (value: number) => {
      bar.update(value);
    },
    stop: () => {
      bar.stop();
    },
  };
}

/** Counts how often each value occurs, the most frequent first. */
export function tally(values: Iterable<string>): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
