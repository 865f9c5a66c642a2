import Table from "cli-table3";
import { GAP, noBorder } from "../output/table.ts";
import { type Styler, counted, printable } from "../terminal/styles.ts";
import { bar } from "./bar.ts";
import { type Fact, factsOf, failureText, scopeOf } from "./facts.ts";
import { formatShare } from "./format.ts";
import { type Report, type Section, sectionsOf } from "./report.ts";

export interface TerminalOptions {
  /** Characters in a line. Without it there are no bars, and a line is as long as its texts. */
  readonly width?: number | undefined;
  readonly style: Styler;
}

/** Characters. Where there is no room for the shortest bar, there are none. */
const shortestBar = 8;
const longestBar = 60;
/** Characters of a label, unless there is room for more. A SID is shorter. */
const longestLabel = 40;
const shortestLabel = 8;
const indent = "  ";

/** Writes a report as text. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const { style } = options;
  const { failedServices } = report;
  const parts = [
    [style("bold", "Push bindings"), ...indented(scopeRows(scopeOf(report), style))].join("\n"),
    ...(failedServices.length > 0 ? [style("yellow", failureText(failedServices))] : []),
    indented(factRows(factsOf(report), style)).join("\n"),
    ...sectionsOf(report).map((section) => renderSection(section, options)),
  ];
  return `${parts.join("\n\n")}\n`;
}

function scopeRows(scope: readonly Fact[], style: Styler): string {
  return layOut(
    scope.map(({ label, value }) => [style("dim", label), printable(value)]),
    ["left", "left"],
  );
}

function factRows(facts: readonly Fact[], style: Styler): string {
  return layOut(
    facts.map(({ value, label, detail }) => [
      style("bold", value),
      label,
      detail === undefined ? "" : style("dim", detail),
    ]),
    ["right", "left", "left"],
  );
}

function renderSection(section: Section, options: TerminalOptions): string {
  const { style } = options;
  const { title, note, rows, empty } = section;
  const body = rows.length === 0 ? empty : renderRows(section, options);
  const said = note === undefined || rows.length === 0 ? [] : [style("dim", note)];
  return [style("bold", title), ...indented([...said, body].join("\n"))].join("\n");
}

function renderRows(section: Section, { width, style }: TerminalOptions): string {
  const { columns, rows, total } = section;
  const head = [...columns, "Bindings", ...(total === undefined ? [] : ["Share"])];
  const body = rows.map(({ cells, bindings }) => [
    ...cells.map((cell) => (typeof cell === "number" ? counted(cell) : printable(cell))),
    counted(bindings),
    ...(total === undefined ? [] : [formatShare(bindings, total)]),
  ]);
  const aligns = [
    ...(rows[0]?.cells ?? []).map((cell): Align => (typeof cell === "number" ? "right" : "left")),
    ...head.slice(columns.length).map((): Align => "right"),
  ];
  const titles = head.map((name) => style("dim", name));
  if (width === undefined) return layOut([titles, ...body], aligns);

  const lines = [head, ...body];
  const labels = widthOf(lines.map(([label = ""]) => [label]));
  const others = widthOf(lines) - labels;
  const room = width - indent.length - others;
  // A label is cut where the line would be longer than the terminal, or where it is longer than most.
  const limit = Math.max(longestLabel, room - GAP - longestBar);
  const kept = Math.min(labels, Math.max(shortestLabel, Math.min(room, limit)));
  const longest = Math.min(longestBar, room - kept - GAP);
  if (longest < shortestBar) return layOut([titles, ...body], aligns, kept);
  const maximum = rows.reduce((most, { bindings }) => Math.max(most, bindings), 0);
  const withBars = body.map((cells, index) => {
    const { bindings = 0, isOdd } = rows[index] ?? {};
    const drawn = bar(bindings, maximum, longest);
    return [...cells, style(isOdd ? "dim" : "cyan", drawn)];
  });
  return layOut([[...titles, ""], ...withBars], [...aligns, "left"], kept);
}

type Align = "left" | "right";

/** Lays out cells in columns, without lines between them. A first column that is given a width is cut to it. */
function layOut(
  lines: readonly (readonly string[])[],
  colAligns: readonly Align[],
  first: number | null = null,
): string {
  return createTable(lines, { colAligns: [...colAligns], colWidths: [first] })
    .toString()
    .replace(/ +$/gm, "");
}

function createTable(lines: readonly (readonly string[])[], options: Table.TableConstructorOptions = {}) {
  const style = { "padding-left": 0, "padding-right": 0, head: [], border: [] };
  const table = new Table({ ...options, chars: noBorder, style });
  table.push(...lines.map((cells) => [...cells]));
  return table;
}

const widthOf = (lines: readonly (readonly string[])[]): number => createTable(lines).width;

function indented(text: string): string[] {
  return text.split("\n").map((line) => (line === "" ? line : indent + line));
}
