import { type ParseArgsConfig, parseArgs } from "node:util";
import { type Check, invalid, oneOf, text } from "../../checks.ts";
import { ValidationError } from "../../errors.ts";
import type { EmulatorOptions } from "../options.ts";

/** A flag: its name, what stands after it, its help, the option that it sets, and how its value is read. */
type Flag = readonly [name: string, value: string, help: string, option: string, read?: Check];

const number: Check<number> = (flag, value) => {
  if (/^\d+(\.\d+)?$/.test(String(value))) return Number(value);
  throw invalid(flag, "a number", value);
};
const list: Check = (_, value) => String(value).split(",");
const latency: Check = (flag, value) => {
  const [from, to = from, ...more] = String(value).split("-");
  if (more.length > 0) throw invalid(flag, "milliseconds, or a range as in 20-80", value);
  return [number(flag, from), number(flag, to)];
};

/** Every flag, in the order of the help. */
const flags: readonly Flag[] = [
  ["port", "N", "port to listen on, 0 for a free one (4010)", "port", number],
  ["host", "ADDRESS", "address to listen on (127.0.0.1: this machine only)", "host"],
  ["bindings", "N", "bindings in Conversations, and as many in Chat (100)", "count", number],
  ["bindings-file", "FILE", "more bindings: JSON, as emulator.seed() accepts", "bindingsFile"],
  ["random-seed", "N", "seed of SIDs, values and random choices (1)", "randomSeed", number],
  ["account", "AC…", "account of the bindings", "accountSid"],
  ["service", "IS…", "service of the bindings", "serviceSid"],
  ["auth-token", "TEXT", "accept only this, with --account", "authToken"],
  ["api-key", "SK…", "accept only this, with --api-secret", "apiKey"],
  ["api-secret", "TEXT", "see --api-key", "apiSecret"],
  ["token", "TEXT", "accept only this bearer token", "token"],
  ["page-size", "N", "default bindings per page (50)", "defaultPageSize", number],
  ["error-format", "NAME", "legacy, or problem for RFC 9457 (legacy)", "errorFormat"],
  ["latency", "MS", "delay of each request, such as 50 or 20-80", "latency", latency],
  ["max-concurrent", "N", "429 for more concurrent requests", "rateLimit.maxConcurrent", number],
  ["requests-per-second", "N", "429 for more requests per second", "rateLimit.requestsPerSecond", number],
  ["burst", "N", "size of the token bucket of --requests-per-second", "rateLimit.burst", number],
  ["retry-after", "S", "send Retry-After with each 429", "rateLimit.retryAfter", number],
  ["faults", "RATE", "share of requests that fail, 0 to 1", "faults.rate", number],
  ["fault-kinds", "LIST", "faults to inject, separated by commas", "faults.kinds", list],
  ["fault-method", "GET|DELETE", "only requests with this method fail", "faults.method"],
  ["slow-body-ms", "MS", "duration of a slow body (500)", "faults.slowBodyMs", number],
  ["log", "FORMAT", "print each request as text or json", "log", oneOf(["text", "json"])],
  ["help", "", "print this help", "help"],
  ["version", "", "print the version", "version"],
];

export interface CliOptions {
  readonly task: "help" | "version" | "listen";
  readonly port: number;
  readonly host: string | undefined;
  readonly bindings: number;
  readonly bindingsFile: string | undefined;
  readonly log: "text" | "json" | undefined;
  /** Checked by the emulator. */
  readonly options: EmulatorOptions;
}

/** What is wrong with the command line, in one line. */
export const usageError = (message: string) => new ValidationError("arguments", "", "", message);

/** Reads the command line. @throws ValidationError if it is wrong */
export function readCliOptions(args: readonly string[]): CliOptions {
  const given = parse(args);
  const sections: Record<string, Record<string, unknown>> = { "": {}, rateLimit: {}, faults: {} };
  for (const [name, , , option, read = text] of flags) {
    if (given[name] === undefined) continue;
    const value = typeof given[name] === "boolean" ? given[name] : read(`--${name}`, given[name]);
    const [key = "", section = ""] = option.split(".").reverse();
    Object.assign(sections[section] ?? {}, { [key]: value });
  }
  const { "": values = {}, rateLimit = {}, faults = {} } = sections;
  // One flag for whatever sends a 429.
  if ("retryAfter" in rateLimit) Object.assign(faults, { retryAfter: rateLimit["retryAfter"] });
  const { help, version, port = 4010, host, count = 100, bindingsFile, log, ...own } = values;
  const task = help ? "help" : version ? "version" : "listen";
  const options = { ...own, rateLimit, faults };
  return { task, port, host, bindings: count, bindingsFile, log, options } as CliOptions;
}

function parse(args: readonly string[]): Readonly<Record<string, unknown>> {
  const options: NonNullable<ParseArgsConfig["options"]> = Object.fromEntries(
    flags.map(([name, value]) => [name, { type: value === "" ? "boolean" : "string" }]),
  );
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const { message, code } = error as NodeJS.ErrnoException;
    const [flag] = /--[\w-]+/.exec(message) ?? [];
    if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE" && flag !== undefined)
      throw usageError(`${flag} ${message.includes("does not take") ? "takes no" : "needs a"} value`);
    // Node adds advice in further sentences.
    throw usageError(message.split(". ", 1)[0] ?? message);
  }
}

/** The flag that sets an option of the emulator. */
export function flagThatSets(option: string): string | undefined {
  const found = flags.find(([, , , sets]) => sets === option);
  return found && `--${found[0]}`;
}

export function helpText(faultKinds: readonly string[]): string {
  const rows = flags.map(([name, value, help]) => `  ${`--${name} ${value}`.padEnd(27)}${help}`);
  return `An in-memory version of Twilio's bindings API, for clients in any language.

Usage: twilio-bindings-emulator [--port 4010] [--bindings 1000] …

${rows.join("\n")}

Faults: ${faultKinds.join(", ")}

Exits on SIGINT and SIGTERM, and when the npx or npm that started it ends. Exit code: 0; 1 if it cannot listen;
2 if the command line is wrong.
`;
}
