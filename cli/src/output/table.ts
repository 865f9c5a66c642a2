import Table from "cli-table3";
import stringWidth from "string-width";
import { createStyler, printable } from "../terminal/styles.ts";
import type { TextOutput } from "../terminal/text-output.ts";
import { type Layout, type Row, type RowWriter, cellText } from "./formats.ts";

/** Rows that are laid out together: about a page of a list, so that the first ones are shown immediately. */
const BATCH = 100;
/** Spaces between columns. */
export const GAP = 2;
/** A column is not cut to less than this. */
const NARROWEST = 8;

/** For cli-table3: columns and nothing around them. */
export const noBorder = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "" },
  ...{ bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "" },
  ...{ left: "", "left-mid": "", right: "", "right-mid": "" },
  ...{ mid: "", "mid-mid": "", middle: " ".repeat(GAP) },
};

/**
 * Writes a table for people, batch by batch. Its columns only ever grow; in a terminal, the widest are cut so that a
 * row is a line.
 */
export function createTableWriter(out: TextOutput, { columns, numbers = [] }: Layout): RowWriter {
  const style = createStyler(out.stream);
  let batch: string[][] = [];
  let widths = columns.map((name) => stringWidth(name));
  let isBegun = false;

  const flush = async () => {
    const rows = batch;
    batch = [];
    if (rows.length === 0 && isBegun) return;
    widths = widths.map((width, column) =>
      Math.max(width, ...rows.map((row) => stringWidth(row[column] ?? ""))),
    );
    const fitted = fit(widths, out.width);
    const table = new Table({
      chars: noBorder,
      style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
      colWidths: fitted,
      colAligns: columns.map((name) => (numbers.includes(name) ? "right" : "left")),
      ...(isBegun ? {} : { head: columns.map((name) => style("bold", name)) }),
    });
    isBegun = true;
    table.push(...rows);
    const text = table.toString();
    // Spaces at the end of a line would wrap in a narrower terminal.
    await out.write(`${text.replaceAll(/ +$/gm, "")}\n`);
  };
  return {
    write: async (row: Row) => {
      batch.push(columns.map((name) => printable(cellText(row[name]))));
      if (batch.length >= BATCH) await flush();
    },
    end: flush,
  };
}

/** Takes from the widest column until a row is a line. */
function fit(widths: readonly number[], width: number): number[] {
  const fitted = [...widths];
  const total = () => fitted.reduce((sum, one) => sum + one + GAP, -GAP);
  while (total() > width) {
    const widest = Math.max(...fitted);
    if (widest <= NARROWEST) break;
    fitted[fitted.lastIndexOf(widest)] = widest - 1;
  }
  return fitted;
}
