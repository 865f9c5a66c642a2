import { parseArgs } from "node:util";
import type { EmulatorOptions } from "../options.ts";
import { flags, readValues } from "./flags.ts";

/** What the command was asked for. */
export interface CliOptions {
  readonly task: "help" | "version" | "listen";
  readonly port: number;
  readonly host: string | undefined;
  /** Bindings in each product. */
  readonly bindings: number;
  readonly bindingsFile: string | undefined;
  /** How requests are printed. */
  readonly log: "text" | "json" | undefined;
  /** Checked by the emulator. */
  readonly options: EmulatorOptions;
}

/** A command line that cannot be followed. The message says why, in one line. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Reads the command line. @throws UsageError or ValidationError if it is wrong */
export function readCliOptions(args: readonly string[]): CliOptions {
  const values = readValues(parse(args));
  const { help, version, port = 4010, host, count = 100, bindingsFile, log, ...options } = values;
  // One flag for whatever sends a 429.
  const { retryAfter } = options["rateLimit"] as { retryAfter?: number };
  if (retryAfter !== undefined) Object.assign(options["faults"] as object, { retryAfter });
  const task = help ? "help" : version ? "version" : "listen";
  return { task, port, host, bindings: count, bindingsFile, log, options } as CliOptions;
}

function parse(args: readonly string[]): Readonly<Record<string, unknown>> {
  const types = flags.map(([name, value]) => {
    const type: "boolean" | "string" = value === "" ? "boolean" : "string";
    return [name, { type }] as const;
  });
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(types) }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const { message, code } = error as NodeJS.ErrnoException;
    const [flag] = /--[\w-]+/.exec(message) ?? [];
    if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE" && flag !== undefined)
      throw new UsageError(
        `${flag} ${message.includes("does not take") ? "takes no value" : "needs a value"}`,
      );
    // Node adds advice in further sentences.
    throw new UsageError(message.split(". ", 1)[0] ?? message);
  }
}
