import { Command } from "commander";
import type { AddCommand, Run } from "./commands/command.ts";
import { addCompletion } from "./commands/completion.ts";
import { addCount } from "./commands/count.ts";
import { addEmulator } from "./commands/emulator.ts";
import { addFetch } from "./commands/fetch.ts";
import { addList } from "./commands/list.ts";
import { addRemove } from "./commands/remove.ts";
import { addReport } from "./commands/report.ts";
import { addSweep } from "./commands/sweep.ts";
import { VERSION } from "./sdk.ts";

/** The commands, in the order of the help. */
const commands: readonly AddCommand[] = [
  addList,
  addCount,
  addReport,
  addFetch,
  addRemove,
  addSweep,
  addEmulator,
];

const footer = `
Credentials come from the environment: TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, or TWILIO_API_KEY with
TWILIO_API_SECRET; TWILIO_REGION, TWILIO_EDGE and TWILIO_BINDINGS_BASE_URL likewise.

Exit codes: 0 done, 1 something failed or was interrupted, 2 wrong use, 3 stopped by a limit or not confirmed.`;

/**
 * Creates the program.
 *
 * @param run - runs the action of a command
 * @param reportError - gets what is wrong with the command line
 */
export function createProgram(run: Run, reportError: (message: string) => void): Command {
  const program = new Command("twilio-bindings")
    .description("List, count and remove Twilio push-notification bindings.")
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      outputError: (text) => reportError(withoutValues(text.replace(/^error: /, "").trimEnd())),
    })
    .showHelpAfterError("Add --help for what there is.")
    .showSuggestionAfterError()
    .addHelpText("after", footer);
  for (const add of commands) add(program, run);
  // Last: it completes the commands that are there.
  addCompletion(program);
  return program;
}

/**
 * Takes values out of a message of commander's: one that is given in the place of another thing may be a secret.
 * Names of options and commands are letters and punctuation.
 */
function withoutValues(message: string): string {
  return message
    .replaceAll(/'(--[\w-]+)=[^']*'/g, "'$1'")
    .replaceAll(/'([^']*)'/g, (quoted, text: string) =>
      /^[A-Za-z…[\]<>|.,\s-]{1,60}$/.test(text) ? quoted : "'…'",
    );
}
