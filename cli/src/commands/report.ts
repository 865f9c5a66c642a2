import { Option } from "commander";
import { exitCodes } from "../errors.ts";
import { type Format, formats } from "../output/formats.ts";
import { createPseudonyms, maskUsers } from "../report/pseudonyms.ts";
import type { Report } from "../report/report.ts";
import { summarize } from "../report/summary.ts";
import { assertWritable, writePage, writeReport } from "../report/write.ts";
import { bindingTypesOf } from "../selection/products.ts";
import { type Found, readBindings } from "../selection/read.ts";
import {
  type Selection,
  type SelectionFlags,
  addFilterOptions,
  addScopeOptions,
  readCount,
  readSelection,
} from "../selection/selection.ts";
import type { Session } from "../session.ts";
import { countOf } from "../terminal/styles.ts";
import { type AddCommand, examples } from "./command.ts";

interface ReportFlags extends SelectionFlags {
  readonly format: Format;
  readonly html?: string;
  readonly top: string;
  /** `undefined` unless one of its flags is given. */
  readonly redact?: boolean;
}

/** `report`: what bindings there are, in numbers. */
export const addReport: AddCommand = (program, run) => {
  const command = program.command("report").description("say what bindings there are, in numbers and bars");
  addFilterOptions(addScopeOptions(command));
  command
    .addOption(new Option("-f, --format <format>", "format of the output").choices(formats).default("table"))
    .option("--html <file>", "write a page with charts, too: one file that needs no network")
    .option("--top <count>", "how many of the users with most devices", "10")
    .option("--redact", "name users by number: the default")
    .option("--no-redact", "name users by identity")
    .addHelpText(
      "after",
      examples(
        ["What is there", "report --service IS…"],
        ["A page for everybody, of all services", "report --services-from services.txt --html report.html"],
        ["Who has most devices on a credential, by name", "report -s IS… -c CR… --top 50 --no-redact"],
        ["For a program", "report --service IS… --format json"],
      ),
    )
    .action((flags: ReportFlags) => run((session) => report(session, flags)));
};

async function report(session: Session, flags: ReportFlags) {
  const selection = await readSelection(flags);
  const top = readCount("--top", flags.top);
  if (flags.html !== undefined) await assertWritable(flags.html);
  const isRedacted = flags.redact ?? true;
  const now = Date.now();
  const { items, failed } = readBindings(session, selection);
  const summary = await summarize(withProgress(items, session), {
    now,
    top,
    services: selection.services,
    types: selection.filters.query.bindingType ?? bindingTypesOf(selection.product),
  });
  const written: Report = {
    createdAt: new Date(now).toISOString(),
    product: selection.product,
    filters: describe(selection, flags.user, isRedacted),
    redacted: isRedacted,
    failedServices: failed,
    ...(isRedacted ? maskUsers(summary, createPseudonyms()) : summary),
  };
  // First the page: whoever reads the output may have read enough of it.
  if (flags.html !== undefined) await writePage(written, flags.html, session);
  await writeReport(written, flags.format, session);
  return failed.length === 0 ? exitCodes.done : exitCodes.failed;
}

async function* withProgress(items: AsyncIterable<Found>, { notes: { progress } }: Session) {
  progress.start("Counting");
  let count = 0;
  for await (const item of items) {
    yield item;
    progress.update(++count);
  }
  progress.stop();
}

function describe({ filters, limit }: Selection, user: string | undefined, isRedacted: boolean) {
  return [
    ...(user === undefined ? [] : [isRedacted ? "one user" : `user ${user}`]),
    ...filters.description,
    ...(limit === Infinity ? [] : [`the first ${countOf(limit, "binding")}`]),
  ];
}
