import { type Change, type Report, isClean, placeOf, show } from "./check.ts";
import { CLASSES } from "./rules.ts";

export const FORMATS = ["text", "json", "markdown", "github"] as const;
export type Format = (typeof FORMATS)[number];

export function formatReport(report: Report, format: Format): string {
  switch (format) {
    case "text":
      return asText(report);
    case "json":
      return JSON.stringify(report, null, 2);
    case "markdown":
      return asMarkdown(report);
    case "github":
      return asAnnotations(report);
  }
}

function undecided(report: Report): Change[] {
  return report.changes.filter(({ acknowledged }) => !acknowledged);
}

/** The operation (or path) that a location begins with, and the rest. */
function split(location: string): [string, string] {
  const place = placeOf(location);
  return [place, location.slice(place.length).trim()];
}

/** Changes by document and operation; as the changes come worst first, so do the groups. */
function byOperation(changes: readonly Change[]): Map<string, Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const title = `${change.document}  ${split(change.location)[0]}`;
    groups.set(title, [...(groups.get(title) ?? []), change]);
  }
  return groups;
}

/** The value that has changed: Twilio's accepted one where it is theirs that moved, ours otherwise. */
function before(change: Change) {
  return change.pinned ?? (change.pinned === null ? null : change.ours);
}

function who(change: Change): string {
  return change.pinned === undefined ? "ours and Twilio's differ" : "Twilio changed it";
}

function asText(report: Report): string {
  const lines = [`Twilio's published documents: ${report.published.source} ${report.published.version}`, ""];
  for (const [title, changes] of byOperation(undecided(report))) {
    lines.push(title);
    for (const change of changes) {
      const [, place] = split(change.location);
      lines.push(`  ${change.class.padEnd(13)} ${place || "the operation"}`);
      lines.push(
        `  ${"".padEnd(13)} ${show(before(change), 200)} → ${show(change.published, 200)} (${who(change)})`,
      );
      lines.push(`  ${"".padEnd(13)} ${change.meaning}  ${change.file}:${change.line}`);
    }
    lines.push("");
  }
  if (report.stale.length > 0) {
    lines.push("Decisions that no longer apply");
    for (const { document, message, file, line } of report.stale) {
      lines.push(`  ${document}  ${message}`, `    ${file}:${line}`);
    }
    lines.push("");
  }
  lines.push(summaryOf(report));
  if (!isClean(report)) lines.push("What to do: docs/drift-check.md");
  return lines.join("\n");
}

function summaryOf(report: Report): string {
  const open = undecided(report);
  const counts = CLASSES.map((name) => [open.filter((change) => change.class === name).length, name] as const)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`);
  const changes = open.length === 0 ? "Nothing to decide on" : `To decide on: ${counts.join(", ")}`;
  const stale = report.stale.length === 0 ? "" : `; decisions that no longer apply: ${report.stale.length}`;
  return `${changes}${stale}; intended differences: ${report.changes.length - open.length}.`;
}

function asMarkdown(report: Report): string {
  const { source, version } = report.published;
  const lines = ["## Twilio's published documents", "", `Compared with \`${source}\` ${version}.`, ""];
  lines.push(summaryOf(report), "");
  for (const [title, changes] of byOperation(undecided(report))) {
    lines.push(`### ${cell(title)}`, "", "| class | where | was | is | what it means | ours |", row(6));
    for (const change of changes) {
      const [, place] = split(change.location);
      const values = [show(before(change), 200), show(change.published, 200)].map(code);
      const ours = code(`${change.file}:${change.line}`);
      lines.push(
        `| ${[change.class, code(place || "the operation"), ...values, cell(change.meaning), ours].join(" | ")} |`,
      );
    }
    lines.push("");
  }
  if (report.stale.length > 0) {
    lines.push("### Decisions that no longer apply", "", "| document | what | entry |", row(3));
    for (const { document, message, file, line } of report.stale) {
      lines.push(`| ${document} | ${cell(message)} | ${code(`${file}:${line}`)} |`);
    }
    lines.push("");
  }
  if (!isClean(report)) lines.push("What to do: `docs/drift-check.md`.");
  return lines.join("\n").trimEnd();
}

function row(columns: number): string {
  return `|${" --- |".repeat(columns)}`;
}

function cell(text: string): string {
  return text
    .replace(/[\\`*_<>[\]]/g, "\\$&")
    .replaceAll("|", "\\|")
    .replace(/\s*\n\s*/g, " ");
}

/** Inline code: fenced by more backticks than are in it. A bar would end the cell even there. */
function code(text: string): string {
  const plain = text.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ");
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${plain} ${fence}` : fence + plain + fence;
}

function asAnnotations(report: Report): string {
  const lines = undecided(report).map((change) =>
    annotation(change, `Twilio's documents: ${change.class}`, `${change.document} ${change.message}`),
  );
  const stale = report.stale.map((each) =>
    annotation(each, "Decision no longer applies", `${each.document} ${each.message}`),
  );
  return [...lines, ...stale].join("\n");
}

/** A workflow command of GitHub: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function annotation({ file, line }: { file: string; line: number }, title: string, message: string): string {
  const data = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const property = (text: string) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
  return `::error file=${property(file)},line=${line},title=${property(title)}::${data(message)}`;
}
