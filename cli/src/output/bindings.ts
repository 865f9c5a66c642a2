import { Option } from "commander";
import type { AppCommand } from "../commands/command.ts";
import { UsageError } from "../errors.ts";
import { redact } from "../sdk.ts";
import { type Binding, type ProductName, propertiesOf } from "../selection/products.ts";
import type { TextOutput } from "../terminal/text-output.ts";
import { type Format, createRowWriter, formats } from "./formats.ts";
import { type Layout, type Row, type RowWriter, pick } from "./rows.ts";

/** The flags of all commands that print. */
export interface OutputFlags {
  readonly format: Format;
  readonly redact?: true;
}

export interface BindingOutputFlags extends OutputFlags {
  readonly columns?: string;
}

/** What a table shows of a binding unless it is told, and what only where there is room for it. */
const tableColumns = ["sid", "binding_type", "identity", "date_updated"];
const wideColumns = [...tableColumns, "credential_sid"];
/** Columns of a terminal that has room. */
const WIDE = 116;

/** Adds `--format` and `--redact`. */
export function addOutputOptions(command: AppCommand): AppCommand {
  return command
    .addOption(new Option("-f, --format <format>", "format of the output").choices(formats).default("table"))
    .option("--redact", "mask personal data");
}

/** Adds `--columns`, too. */
export function addBindingOutputOptions(command: AppCommand): AppCommand {
  return addOutputOptions(command).option("--columns <names>", "columns, separated by commas");
}

/** Returns the function that masks personal data, or leaves it. */
function redactorOf({ redact: isRedacted }: OutputFlags): (binding: Binding) => Row {
  return (binding) => (isRedacted ? redact(binding) : binding);
}

/**
 * Creates a writer of bindings.
 *
 * @param isSingle - whether it is about one binding, which is then shown property by property
 * @throws UsageError if a column is unknown
 */
export function createBindingWriter(
  out: TextOutput,
  flags: BindingOutputFlags,
  product: ProductName,
  isSingle = false,
): { write(binding: Binding): Promise<void>; end(): Promise<void> } {
  const known = propertiesOf(product);
  const chosen = flags.columns === undefined ? undefined : readColumns(flags.columns, known);
  const shown = out.width < WIDE ? tableColumns : wideColumns;
  const standard = flags.format === "table" && !isSingle ? shown : known;
  const columns = chosen ?? standard;
  const redacted = redactorOf(flags);
  const layout = { columns, isOpen: chosen === undefined, whole: ["sid"] };
  const writer = isSingle
    ? createSingleWriter(flags.format, out, layout)
    : createRowWriter(flags.format, out, layout);
  return { write: (binding) => writer.write(redacted(binding)), end: () => writer.end() };
}

/** Writes one row: an object as JSON, and as a table a line for each property. */
function createSingleWriter(format: Format, out: TextOutput, layout: Layout): RowWriter {
  if (format === "json") {
    const write = (row: Row) => out.write(`${JSON.stringify(pick(row, layout), null, 2)}\n`);
    return { write, end: () => Promise.resolve() };
  }
  if (format !== "table") return createRowWriter(format, out, layout);
  const write = async (row: Row) => {
    const writer = createRowWriter(format, out, { columns: ["property", "value"] });
    for (const [property, value] of Object.entries(pick(row, layout)))
      await writer.write({ property, value });
    await writer.end();
  };
  return { write, end: () => Promise.resolve() };
}

function readColumns(names: string, known: readonly string[]): readonly string[] {
  const columns = [...new Set(names.split(",").map((name) => name.trim()))];
  if (columns.every((name) => known.includes(name))) return columns;
  throw new UsageError(`--columns: expected names out of ${known.join(", ")}`);
}
