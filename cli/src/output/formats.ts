import type { TextOutput } from "../terminal/text-output.ts";
import { createCsvWriter } from "./csv.ts";
import { createJsonWriter, createNdjsonWriter } from "./json.ts";
import type { Layout, RowWriter } from "./rows.ts";
import { createTableWriter } from "./table.ts";

const writers = {
  table: createTableWriter,
  json: createJsonWriter,
  ndjson: createNdjsonWriter,
  csv: createCsvWriter,
} satisfies Record<string, (out: TextOutput, layout: Layout) => RowWriter>;

export type Format = keyof typeof writers;

export const formats = Object.keys(writers) as Format[];

export const createRowWriter = (format: Format, out: TextOutput, layout: Layout): RowWriter =>
  writers[format](out, layout);
