import { exitCodes, type ExitCode } from "../errors.ts";
import { type Format, createRowWriter } from "../output/formats.ts";
import type { Session } from "../session.ts";
import type { TextOutput } from "../terminal/text-output.ts";
import type { Outcome } from "./remove.ts";
import { sumOf } from "./target.ts";

const counts = ["matched", "removed", "alreadyGone", "failed", "notAttempted"] as const;

/** The numbers of an outcome, as the SDK's report names them. */
const numbersOf = (outcome: Outcome) => ({ ...outcome, failed: outcome.failed.length });

/** Prints the report: one object as JSON, else a row a service. */
export async function writeReport(
  out: TextOutput,
  format: Format,
  outcomes: readonly Outcome[],
  isDryRun: boolean,
): Promise<void> {
  const rows = outcomes.map((outcome) => {
    const numbers = numbersOf(outcome);
    return {
      service: outcome.target.service,
      ...Object.fromEntries(counts.map((name) => [name, numbers[name]])),
    };
  });
  const totals = Object.fromEntries(
    counts.map((name) => [name, sumOf(outcomes, (outcome) => numbersOf(outcome)[name])]),
  );
  if (format === "json") {
    const failed = outcomes.flatMap((outcome) => outcome.failed);
    const types = new Map<string, number>();
    for (const { target } of outcomes)
      for (const [type, count] of target.types) types.set(type, (types.get(type) ?? 0) + count);
    const report = { dryRun: isDryRun, ...totals, failed, types: Object.fromEntries(types), services: rows };
    await out.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  if (format === "table" && rows.length === 0) return;
  const layout = { columns: ["service", ...counts], numbers: counts, whole: ["service"] };
  const writer = createRowWriter(format, out, layout);
  const total = { service: "total", ...totals };
  for (const row of format === "table" && rows.length > 1 ? [...rows, total] : rows) await writer.write(row);
  await writer.end();
}

/** Says on standard error what a person should do about it. Returns the exit code. */
export function conclude({ notes }: Session, outcomes: readonly Outcome[], problems: number): ExitCode {
  const failures = outcomes.flatMap(({ failed }) => failed);
  for (const { sid, error } of failures.slice(0, 5)) notes.error(new Error(error.message), sid);
  if (failures.length > 5) notes.warn(`… and ${failures.length - 5} more failures`);
  const changed = sumOf(outcomes, (outcome) => outcome.changed);
  if (changed > 0) notes.info(`Left alone, because they were updated meanwhile: ${changed}`);
  const isComplete = outcomes.every((outcome) => outcome.failed.length + outcome.notAttempted === 0);
  if (!isComplete) notes.warn("Run the same command again to remove what is left.");
  return isComplete && problems === 0 ? exitCodes.done : exitCodes.failed;
}
