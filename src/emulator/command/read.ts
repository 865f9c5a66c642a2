import { parseArgs } from "node:util";
import { ValidationError } from "../../errors.ts";
import { describeValue, oneOf } from "../../checks.ts";
import type { EmulatorOptions } from "../options.ts";
import { flags } from "./flags.ts";

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
  readonly options: EmulatorOptions;
}

/** A command line that cannot be followed. The message says why, in one line. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Reads the command line. @throws UsageError or ValidationError if it is wrong */
export function readCliOptions(args: readonly string[]): CliOptions {
  const given = parse(args);
  const values = new Map<string, unknown>();
  const sections = { rateLimit: {}, faults: {} };
  const options: Record<string, unknown> = { ...sections };
  for (const [name, , , kind, option = name] of flags) {
    const text = given[name];
    if (typeof text !== "string") continue;
    const value = readers[kind](`--${name}`, text);
    const [section, key] = option.split(".");
    if (key === undefined) values.set(option, value);
    else Object.assign(options[section ?? ""] as object, { [key]: value });
  }
  const take = (name: string) => {
    const value = values.get(name);
    values.delete(name);
    return value;
  };
  // One flag for whatever sends a 429.
  if ("retryAfter" in sections.rateLimit) Object.assign(sections.faults, sections.rateLimit);
  return {
    task: given["help"] ? "help" : given["version"] ? "version" : "listen",
    port: (take("port") ?? 4010) as number,
    host: take("host") as string | undefined,
    bindings: (take("count") ?? 100) as number,
    bindingsFile: take("bindings-file") as string | undefined,
    log: values.has("log") ? oneOf(["text", "json"] as const)("--log", take("log")) : undefined,
    // Checked by the emulator.
    options: Object.assign(options, Object.fromEntries(values)),
  };
}

function parse(args: readonly string[]): Readonly<Record<string, unknown>> {
  const types = flags.map(([name, , , kind]) => {
    const type: "boolean" | "string" = kind === "switch" ? "boolean" : "string";
    return [name, { type }] as const;
  });
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(types), strict: true }).values;
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

const readNumber = (flag: string, text: string) => {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new ValidationError(flag, "a number", describeValue(text));
  return Number(text);
};

const readers = {
  text: (_: string, text: string) => text,
  number: readNumber,
  list: (_: string, text: string) => text.split(","),
  latency(flag: string, text: string) {
    const [from = "", to = from, ...more] = text.split("-");
    if (more.length > 0)
      throw new ValidationError(flag, "milliseconds, or a range as in 20-80", describeValue(text));
    return [readNumber(flag, from), readNumber(flag, to)];
  },
  switch: () => undefined,
};
