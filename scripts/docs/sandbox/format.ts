/** Formats the arguments of a console call as text, much as Node does. */
export function formatArguments(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === "string" ? value : format(value, 0))).join(" ");
}

const MAX_DEPTH = 4;
const MAX_ITEMS = 100;

function format(value: unknown, depth: number): string {
  if (typeof value === "string") return `'${value}'`;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return `[Function: ${value.name || "anonymous"}]`;
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Error) return formatError(value);
  if (value instanceof Date) return value.toISOString();
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? "[Array]" : "[Object]";
  if (Array.isArray(value))
    return block(
      "[",
      value.map((item) => format(item, depth + 1)),
      "]",
      depth,
    );
  const entries = Object.entries(value).map(([name, item]) => `${keyOf(name)}: ${format(item, depth + 1)}`);
  const { constructor } = value as { readonly constructor?: { readonly name?: string } };
  const name = constructor?.name ?? "Object";
  return block(name === "Object" ? "{" : `${name} {`, entries, "}", depth);
}

function formatError(error: Error): string {
  const cause = error.cause instanceof Error ? ` [cause: ${formatError(error.cause)}]` : "";
  return `${error.name}: ${error.message}${cause}`;
}

function keyOf(name: string): string {
  return /^[\w$]+$/.test(name) ? name : `'${name}'`;
}

function block(open: string, all: readonly string[], close: string, depth: number): string {
  const items =
    all.length > MAX_ITEMS ? [...all.slice(0, MAX_ITEMS), `… ${all.length - MAX_ITEMS} more`] : all;
  if (items.length === 0) return open + close;
  const line = `${open} ${items.join(", ")} ${close}`;
  if (line.length <= 76 && !line.includes("\n")) return line;
  const indent = "  ".repeat(depth);
  return `${open}\n${items.map((item) => `${indent}  ${item}`).join(",\n")}\n${indent}${close}`;
}
