/** What is printed: properties by name, in the order of the columns. */
export type Row = Readonly<Record<string, unknown>>;

/** Writes rows as they come, in bounded memory. */
export interface RowWriter {
  write(row: Row): Promise<void>;
  /** Writes what is still to be written: the end of an array, the header of an empty table. */
  end(): Promise<void>;
}

/** How rows are laid out. */
export interface Layout {
  readonly columns: readonly string[];
  /** Whether JSON has all properties of a row, also those that no column is about. */
  readonly isOpen?: boolean;
  /** Columns of numbers. */
  readonly numbers?: readonly string[];
  /** Columns that are never cut, because they are there to be copied. */
  readonly whole?: readonly string[];
}

/** The text of a value in a cell. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The properties that are printed as JSON. */
export function pick(row: Row, { columns, isOpen = false }: Layout): Row {
  if (isOpen) return row;
  return Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
}
