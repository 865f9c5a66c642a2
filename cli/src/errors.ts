import { CommanderError } from "commander";
import { AuthenticationError, PermissionError, ValidationError } from "./sdk.ts";

/** The exit codes. Partial failure is never `done`. */
export const exitCodes = {
  done: 0,
  /** Something failed, or was interrupted. */
  failed: 1,
  /** The command line, or the environment, is wrong: nothing was sent. */
  usage: 2,
  /** A limit, or the user, refused: nothing was removed. */
  refused: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command line is wrong. The message begins with the option that is. */
export class UsageError extends Error {}

/** Parses the value of an option; what the SDK rejects of it is the option's error. @throws UsageError */
export function parseOption<Value>(option: string, parse: (value: string) => Value, value: string): Value {
  try {
    return parse(value);
  } catch (error) {
    if (error instanceof ValidationError)
      throw new UsageError(error.message.replace(error.parameter, option), { cause: error });
    throw error;
  }
}

/** Removing was stopped by a limit, or not confirmed by the user. */
export class RefusedError extends Error {}

/** Nobody reads the output any more, such as after `head`: no reason to say anything. */
export class OutputClosedError extends Error {}

/** The first ctrl-C or SIGTERM ended what was under way. */
export class InterruptedError extends Error {
  constructor() {
    super("Interrupted");
  }
}

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof OutputClosedError) return exitCodes.done;
  if (error instanceof RefusedError) return exitCodes.refused;
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  return error instanceof UsageError || error instanceof ValidationError ? exitCodes.usage : exitCodes.failed;
}

/** What an error says, with what to do about it where that is known. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AuthenticationError)
    return `${error.message}\nCheck TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, or TWILIO_API_KEY with TWILIO_API_SECRET.`;
  if (error instanceof PermissionError)
    return `${error.message}\nThe credentials are valid, but lack the permission.`;
  return error.message;
}

/** Whether the rest of the services would fail, too. */
export function isFatal(error: unknown): boolean {
  return (
    !(error instanceof Error) || error instanceof AuthenticationError || error instanceof InterruptedError
  );
}

/** A function that redacts the secrets of the environment in what is printed. */
export function createSecretRedactor(env: NodeJS.ProcessEnv): (text: string) => string {
  const names = ["TWILIO_AUTH_TOKEN", "TWILIO_API_SECRET"];
  // A shorter one may be an ordinary word.
  const secrets = names.map((name) => env[name] ?? "").filter(({ length }) => length >= 8);
  return (text) => secrets.reduce((redacted, secret) => redacted.replaceAll(secret, "***"), text);
}
