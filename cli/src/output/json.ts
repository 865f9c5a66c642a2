import type { TextOutput } from "../terminal/text-output.ts";
import { type Layout, type RowWriter, pick } from "./rows.ts";

/** Writes an array, an item a line. One that is cut off, such as by ctrl-C, is not valid JSON, on purpose. */
export function createJsonWriter(out: TextOutput, layout: Layout): RowWriter {
  let isEmpty = true;
  return {
    write: async (row) => {
      await out.write(`${isEmpty ? "[\n" : ",\n"}${JSON.stringify(pick(row, layout))}`);
      isEmpty = false;
    },
    end: () => out.write(isEmpty ? "[]\n" : "\n]\n"),
  };
}

/** Writes an object a line. */
export function createNdjsonWriter(out: TextOutput, layout: Layout): RowWriter {
  return {
    write: (row) => out.write(`${JSON.stringify(pick(row, layout))}\n`),
    end: () => Promise.resolve(),
  };
}
