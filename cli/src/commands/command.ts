import type { Command } from "commander";
import type { ExitCode } from "../errors.ts";
import type { Session } from "../session.ts";

/** A command of the program. */
export type AppCommand = Command;

/** Runs what a command does with a session, and keeps its exit code. */
export type Run = (action: (session: Session) => Promise<ExitCode>) => Promise<void>;

/** Adds a command to the program. */
export type AddCommand = (program: Command, run: Run) => void;

/** Help text after the options. */
export function examples(...lines: readonly (readonly [comment: string, command: string])[]): string {
  return `\nExamples:\n${lines.map(([comment, command]) => `  # ${comment}\n  twilio-bindings ${command}`).join("\n\n")}`;
}
