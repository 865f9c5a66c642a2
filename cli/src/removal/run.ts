import { type ExitCode, InterruptedError, OutputClosedError, RefusedError, exitCodes } from "../errors.ts";
import type { Session } from "../session.ts";
import { requireConfirmation } from "../terminal/confirm.ts";
import { countOf } from "../terminal/styles.ts";
import { type Backup, openBackup } from "./backup.ts";
import { openFailureFile } from "./failures.ts";
import type { OnFound } from "./find.ts";
import { type RemovalFlags, readAtMost } from "./options.ts";
import { type Outcome, endsAll, notAttempted, removeTarget } from "./remove.ts";
import { conclude, writeReport } from "./report.ts";
import { showPlan } from "./summary.ts";
import { type Plan, foundCount, sumOf } from "./target.ts";

/**
 * Finds what is to be removed, shows it, asks, and removes it.
 *
 * @param find - finds what is to be removed, and passes on each binding
 */
export async function runRemoval(
  session: Session,
  flags: RemovalFlags,
  find: (onFound: OnFound) => Promise<Plan>,
): Promise<ExitCode> {
  const atMost = readAtMost(flags);
  const failureFile = flags.failures === undefined ? undefined : await openFailureFile(flags.failures);
  const isDryRun = flags.dryRun === true;
  const backup = flags.backup === undefined || isDryRun ? undefined : await openBackup(flags.backup);
  try {
    const plan = await undoUnless(backup, async () => {
      const found = await find(async (binding) => backup?.add(binding));
      showPlan(session, found);
      if (!isDryRun) await requireLeave(session, flags, found, atMost);
      await backup?.flush();
      session.interrupt.throwIfRequested();
      return found;
    });
    if (isDryRun) {
      await writeReport(session.out, flags.format, plan.targets.map(notAttempted), true);
      return plan.problems === 0 ? exitCodes.done : exitCodes.failed;
    }
    const outcomes = await removeTargets(session, plan);
    await failureFile?.write(outcomes.flatMap(({ failed }) => failed));
    // What was done counts, whoever reads the report.
    await writeReport(session.out, flags.format, outcomes, false).catch(ignoreClosed);
    return conclude(session, outcomes, plan.problems);
  } finally {
    await backup?.close();
  }
}

/** Takes the backup back if nothing will be removed. */
async function undoUnless<Value>(backup: Backup | undefined, task: () => Promise<Value>): Promise<Value> {
  try {
    return await task();
  } catch (error) {
    // What went wrong first is what matters.
    await backup?.undo().catch(() => undefined);
    throw error;
  }
}

function ignoreClosed(error: unknown): void {
  if (!(error instanceof OutputClosedError)) throw error;
}

/** @throws RefusedError if a limit, or the user, refuses */
async function requireLeave(session: Session, { yes }: RemovalFlags, plan: Plan, atMost: number) {
  const found = foundCount(plan);
  if (found > atMost)
    throw new RefusedError(`--at-most ${atMost}: ${countOf(found, "binding")} found; nothing was removed`);
  if (found > 0 && yes !== true)
    await requireConfirmation(session, `Remove ${countOf(found, "binding")}? This cannot be undone.`);
}

/** Removes the bindings of one service after the other. */
async function removeTargets(session: Session, { targets }: Plan): Promise<readonly Outcome[]> {
  const { progress } = session.notes;
  const outcomes: Outcome[] = [];
  progress.start(
    "Removing",
    sumOf(targets, ({ sids }) => sids.size),
  );
  let done = 0;
  let isEnded = false;
  for (const target of targets) {
    if (isEnded || session.interrupt.requested.aborted) {
      outcomes.push(notAttempted(target));
      continue;
    }
    const outcome = await removeTarget(session, target, (count) => progress.update(done + count));
    done += target.sids.size;
    outcomes.push(outcome);
    if (outcome.error === undefined) continue;
    // Of an interrupt, it is known already.
    if (!(outcome.error instanceof InterruptedError)) session.notes.error(outcome.error, target.service);
    isEnded = endsAll(outcome.error);
  }
  progress.stop();
  return outcomes;
}
