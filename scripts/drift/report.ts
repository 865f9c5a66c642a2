import { type Change, type Report, isClean } from "./check.ts";
import type { Config } from "./config.ts";
import { formatValue } from "./json.ts";
import { operationIn } from "./locate.ts";
import { CLASSES } from "./rules.ts";

const FORMATTERS = {
  text: asText,
  json: (report: Report) => JSON.stringify(report, null, 2),
  markdown: asMarkdown,
  github: asAnnotations,
};

export type Format = keyof typeof FORMATTERS;
export const FORMATS = Object.keys(FORMATTERS) as Format[];

export function formatReport(report: Report, format: Format, config: Config): string {
  return FORMATTERS[format](report, config);
}

function unacknowledged(report: Report): Change[] {
  return report.changes.filter(({ acknowledged }) => !acknowledged);
}

/** What differs within the operation or path. */
function placeIn({ location }: Change): string {
  return location.slice(operationIn(location).length).trim() || "the operation";
}

/** Changes by document and operation. Changes are ordered by class, worst first, and so are the groups. */
function byOperation(changes: readonly Change[]): Map<string, Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const title = `${change.document}  ${operationIn(change.location)}`;
    groups.set(title, [...(groups.get(title) ?? []), change]);
  }
  return groups;
}

/** Both values: the pinned version's and the published one for a change upstream, otherwise ours and the published. */
function valuesOf({ pinned, ours, published }: Change): [string, string] {
  return [formatValue(pinned === undefined ? ours : pinned, 200), formatValue(published, 200)];
}

function causeOf({ rule, pinned }: Change, publisher: string): string {
  if (rule === "operation-newly-covered") return "newly covered";
  return pinned === undefined ? `ours and ${publisher}'s differ` : `${publisher} changed it`;
}

function asText(report: Report, { publisher, guide }: Config): string {
  const { source, version } = report.published;
  const lines = [`${publisher}'s published documents: ${source} ${version}`, ""];
  const indent = " ".repeat(16);
  for (const [title, changes] of byOperation(unacknowledged(report))) {
    const entries = changes.flatMap((change) => [
      `  ${change.class.padEnd(13)} ${placeIn(change)}`,
      `${indent}${valuesOf(change).join(" → ")} (${causeOf(change, publisher)})`,
      `${indent}${change.meaning}  ${change.file}:${change.line}`,
    ]);
    lines.push(title, ...entries, "");
  }
  if (report.stale.length > 0) {
    const entries = report.stale.flatMap(({ document, message, file, line }) => [
      `  ${document}  ${message}`,
      `    ${file}:${line}`,
    ]);
    lines.push("Accepted differences that no longer apply", ...entries, "");
  }
  lines.push(summaryOf(report));
  if (!isClean(report)) lines.push(`What to do: ${guide}`);
  return lines.join("\n");
}

function summaryOf(report: Report): string {
  const open = unacknowledged(report);
  const counts = CLASSES.map((name) => [open.filter((change) => change.class === name).length, name] as const)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`);
  const changes = open.length === 0 ? "Nothing to review" : `To review: ${counts.join(", ")}`;
  const stale =
    report.stale.length === 0 ? "" : `; accepted differences that no longer apply: ${report.stale.length}`;
  return `${changes}${stale}; accepted differences: ${report.changes.length - open.length}.`;
}

function asMarkdown(report: Report, { publisher, guide }: Config): string {
  const { source, version } = report.published;
  const lines = [`## ${publisher}'s published documents`, "", `Compared with \`${source}\` ${version}.`, ""];
  lines.push(summaryOf(report), "");
  for (const [title, changes] of byOperation(unacknowledged(report))) {
    const rows = changes.map((change) => [
      ...[change.class, code(placeIn(change)), ...valuesOf(change).map(code)],
      ...[causeOf(change, publisher), cell(change.meaning), code(`${change.file}:${change.line}`)],
    ]);
    const header = ["class", "where", "was", "is", "cause", "what it means", "ours"];
    lines.push(`### ${cell(title)}`, "", ...table(header, rows), "");
  }
  if (report.stale.length > 0) {
    const rows = report.stale.map(({ document, message, file, line }) => [
      ...[document, cell(message), code(`${file}:${line}`)],
    ]);
    lines.push("### Accepted differences that no longer apply", "");
    lines.push(...table(["document", "what", "entry"], rows), "");
  }
  if (!isClean(report)) lines.push(`What to do: \`${guide}\`.`);
  return lines.join("\n").trimEnd();
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

function cell(text: string): string {
  return text
    .replace(/[\\`*_<>[\]]/g, "\\$&")
    .replaceAll("|", "\\|")
    .replace(/\s*\n\s*/g, " ");
}

/** Inline code, fenced by more backticks than it contains. A bar would end the cell even there. */
function code(text: string): string {
  const plain = text.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ");
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${plain} ${fence}` : fence + plain + fence;
}

function asAnnotations(report: Report, { publisher }: Config): string {
  const changes = unacknowledged(report).map((change) =>
    annotation(change, `${publisher}'s documents: ${change.class}`),
  );
  const stale = report.stale.map((each) => annotation(each, "Accepted difference no longer applies"));
  return [...changes, ...stale].join("\n");
}

/** A workflow command: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function annotation(entry: Change | Report["stale"][number], title: string): string {
  const escape = (text: string) =>
    text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const property = (text: string) => escape(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
  const { file, line, document, message } = entry;
  return `::error file=${property(file)},line=${line},title=${property(title)}::${escape(`${document} ${message}`)}`;
}
