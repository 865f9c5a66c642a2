import { Option } from "commander";
import type { AppCommand } from "../commands/command.ts";
import { type Format, formats } from "../output/formats.ts";
import { readCount } from "../selection/selection.ts";

/** The flags of commands that remove. */
export interface RemovalFlags {
  readonly yes?: true;
  readonly dryRun?: true;
  readonly atMost?: string;
  readonly backup?: string;
  readonly failures?: string;
  readonly format: Format;
}

/** Adds what bounds and records a removal. */
export function addRemovalOptions(command: AppCommand): AppCommand {
  return command
    .option("-y, --yes", "remove without asking")
    .option("--dry-run", "show what would be removed, and remove nothing")
    .option("--at-most <count>", "remove nothing if more match, in all services together")
    .option("--backup <file>", "write what is removed to a file, before it is")
    .option("--failures <file>", "write what could not be removed to a file, for remove --from-file")
    .addOption(new Option("-f, --format <format>", "format of the report").choices(formats).default("table"));
}

/** The most that may match. */
export const readAtMost = ({ atMost }: RemovalFlags): number =>
  atMost === undefined ? Infinity : readCount("--at-most", atMost);
