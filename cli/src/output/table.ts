import Table from "cli-table3";
import stringWidth from "string-width";
import { type Styler, createStyler, printable } from "../terminal/styles.ts";
import type { TextOutput } from "../terminal/text-output.ts";
import { type Layout, type Row, type RowWriter, cellText } from "./rows.ts";

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
export function createTableWriter(out: TextOutput, layout: Layout): RowWriter {
  const layOut = createLayouter(layout, createStyler(out.stream), out.width);
  let batch: Row[] = [];
  let isBegun = false;
  const flush = async () => {
    const rows = batch;
    batch = [];
    if (rows.length === 0 && isBegun) return;
    isBegun = true;
    await out.write(layOut(rows));
  };
  return {
    write: async (row) => {
      batch.push(row);
      if (batch.length >= BATCH) await flush();
    },
    end: flush,
  };
}

/** The text of a whole table. */
export function tableText(rows: readonly Row[], layout: Layout, style: Styler, width: number): string {
  return createLayouter(layout, style, width)(rows);
}

/** Returns the function that lays out rows below each other, the first time with a header. */
function createLayouter({ columns, numbers = [], whole = [] }: Layout, style: Styler, width: number) {
  let widths = columns.map((name) => stringWidth(name));
  let head: readonly string[] | undefined = columns.map((name) => style("bold", name));
  return (rows: readonly Row[]): string => {
    const cells = rows.map((row) => columns.map((name) => printable(cellText(row[name]))));
    widths = widths.map((before, column) =>
      Math.max(before, ...cells.map((row) => stringWidth(row[column] ?? ""))),
    );
    const table = new Table({
      chars: noBorder,
      style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
      colWidths: fit(
        widths.map((columnWidth, column) => ({
          width: columnWidth,
          isWhole: whole.includes(columns[column] ?? ""),
        })),
        width,
      ),
      colAligns: columns.map((name) => (numbers.includes(name) ? "right" : "left")),
      ...(head && { head: [...head] }),
    });
    head = undefined;
    table.push(...cells);
    // Spaces at the end of a line would wrap in a narrower terminal.
    return `${table.toString().replaceAll(/ +$/gm, "")}\n`;
  };
}

/** Takes from the widest column that may be cut, until a row is a line. */
function fit(columns: readonly { width: number; isWhole: boolean }[], most: number): number[] {
  const fitted = columns.map((column) => ({ ...column }));
  const total = () => fitted.reduce((sum, { width }) => sum + width + GAP, -GAP);
  while (total() > most) {
    const cuttable = fitted.filter(({ width, isWhole }) => !isWhole && width > NARROWEST);
    const widest = cuttable.reduce<(typeof fitted)[0] | undefined>(
      (best, one) => (best && best.width > one.width ? best : one),
      undefined,
    );
    if (widest === undefined) break;
    widest.width -= 1;
  }
  return fitted.map(({ width }) => width);
}
