import { parseArgs } from "node:util";
import { ValidationError, show } from "../../errors.ts";
import type { EmulatorOptions } from "../options.ts";
import type { FaultKind } from "../fault-kinds.ts";
import type { FaultOptions } from "../faults.ts";
import type { ErrorFormat } from "../reply.ts";
import { type FlagName, flags } from "./flags.ts";

/** How a request is printed. */
export type LogFormat = "text" | "json";

/** What the command was asked for. */
export interface Order {
  readonly task: "help" | "version" | "listen";
  readonly port: number;
  readonly host: string | undefined;
  /** Bindings in each product. */
  readonly seed: number;
  readonly seedFile: string | undefined;
  readonly log: LogFormat | undefined;
  readonly options: EmulatorOptions;
}

type Values = Readonly<Partial<Record<FlagName, string | boolean>>>;

/** A command line that cannot be followed. The message says why, in one line. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Reads the command line. @throws UsageError or ValidationError where it is wrong */
export function readOrder(args: readonly string[]): Order {
  const values = parse(args);
  return {
    task: values.help ? "help" : values.version ? "version" : "listen",
    port: numberOf(values, "port") ?? 4010,
    host: textOf(values, "host"),
    seed: numberOf(values, "seed") ?? 100,
    seedFile: textOf(values, "seed-file"),
    log: logOf(values),
    options: optionsOf(values),
  };
}

function parse(args: readonly string[]): Values {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const { message, code } = error as NodeJS.ErrnoException;
    const [flag] = /--[\w-]+/.exec(message) ?? [];
    if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE" && flag !== undefined) {
      const { type }: { type: string } = flags[flag.slice(2) as FlagName];
      throw new UsageError(`${flag} ${type === "string" ? "needs a value" : "takes no value"}`);
    }
    // Node adds advice in further sentences.
    throw new UsageError(message.split(". ", 1)[0] ?? message);
  }
}

function optionsOf(values: Values): EmulatorOptions {
  return {
    accountSid: textOf(values, "account"),
    serviceSid: textOf(values, "service"),
    authToken: textOf(values, "auth-token"),
    apiKey: textOf(values, "api-key"),
    apiSecret: textOf(values, "api-secret"),
    token: textOf(values, "token"),
    seed: numberOf(values, "random-seed"),
    defaultPageSize: numberOf(values, "page-size"),
    // Checked by the emulator, as are the faults.
    errorFormat: textOf(values, "error-format") as ErrorFormat | undefined,
    latency: latencyOf(values),
    rateLimit: {
      concurrent: numberOf(values, "concurrent"),
      perSecond: numberOf(values, "per-second"),
      burst: numberOf(values, "burst"),
      retryAfter: numberOf(values, "retry-after"),
    },
    faults: {
      rate: numberOf(values, "faults"),
      kinds: textOf(values, "fault-kinds")?.split(",") as FaultKind[] | undefined,
      match: textOf(values, "fault-method") as FaultOptions["match"],
      slowFor: numberOf(values, "slow-for"),
      retryAfter: numberOf(values, "retry-after"),
    },
  };
}

function textOf(values: Values, name: FlagName): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

function numberOf(values: Values, name: FlagName): number | undefined {
  const text = textOf(values, name);
  if (text === undefined) return undefined;
  if (!/^\d+(\.\d+)?$/.test(text)) throw new ValidationError(`--${name}`, "a number", show(text));
  return Number(text);
}

function latencyOf(values: Values): EmulatorOptions["latency"] {
  const [minimum, maximum] = textOf(values, "latency")?.split("-") ?? [];
  if (minimum === undefined) return undefined;
  const from = numberOf({ latency: minimum }, "latency");
  const to = maximum === undefined ? from : numberOf({ latency: maximum }, "latency");
  return from === undefined || to === undefined ? undefined : [from, to];
}

function logOf(values: Values): LogFormat | undefined {
  const format = textOf(values, "log");
  if (format === undefined || format === "text" || format === "json") return format;
  throw new ValidationError("--log", "text or json", show(format));
}
