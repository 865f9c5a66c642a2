import { stringify } from "csv-stringify/sync";
import type { TextOutput } from "../terminal/text-output.ts";
import { type Layout, type RowWriter, cellText } from "./rows.ts";

/** Writes CSV with a header. A cell that a spreadsheet would read as a formula begins with an apostrophe. */
export function createCsvWriter(out: TextOutput, { columns }: Layout): RowWriter {
  const line = (cells: readonly string[]) => stringify([[...cells]], { escape_formulas: true });
  let header = line(columns);
  const writeLine = async (text: string) => {
    await out.write(header + text);
    header = "";
  };
  return {
    write: (row) => writeLine(line(columns.map((name) => cellText(row[name])))),
    end: () => writeLine(""),
  };
}
