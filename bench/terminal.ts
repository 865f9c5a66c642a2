import Table from "cli-table3";
import type { Table as Content } from "./tables.ts";

/** A table for the terminal. */
export function draw({ head, rows }: Content): string {
  const noRules = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };
  const style = process.stdout.isTTY ? {} : { head: [], border: [] };
  const table = new Table({ head: [...head], chars: noRules, style });
  for (const row of rows) table.push([...row]);
  return table.toString();
}
