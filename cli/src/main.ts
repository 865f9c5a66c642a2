#!/usr/bin/env node
import { CommanderError } from "commander";
import { type ExitCode, OutputClosedError, exitCodeOf, exitCodes } from "./errors.ts";
import { createProgram } from "./program.ts";
import { createSession } from "./session.ts";

const session = createSession();
let code: ExitCode = exitCodes.done;
try {
  const program = createProgram(
    async (action) => {
      code = await action(session);
    },
    (message) => session.notes.error(message),
  );
  await program.parseAsync();
} catch (error) {
  session.notes.progress.stop();
  code = exitCodeOf(error);
  // Commander has printed its own.
  if (!(error instanceof CommanderError || error instanceof OutputClosedError)) session.notes.error(error);
} finally {
  session.close();
}
process.exitCode = code;
