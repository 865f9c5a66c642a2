import type {
  Emulator,
  EmulatorOptions,
  EmulatorSettings,
  RecordedRequest,
} from "../../../src/emulator/index.ts";
import { seeds, written } from "../samples/world.ts";
import { assert } from "./assert.ts";
import { formatArguments } from "./format.ts";
import type { FaultName, Order, Report } from "./messages.ts";

/** The package, as the program imports it. */
export interface Modules {
  readonly sdk: object;
  readonly emulator: { createEmulator(options?: EmulatorOptions): Emulator };
}

/** A compiled program: what it imports, where it exports to, and what marks the start of the sample. */
export type Main = (
  require: (name: string) => unknown,
  exports: Record<string, unknown>,
  begin: () => void,
) => Promise<void>;

const MAX_LINES = 500;
const MAX_LENGTH = 10_000;

const faults: Readonly<Record<FaultName, EmulatorSettings>> = {
  none: {},
  "rate-limited": { faults: { sequence: ["rate-limited"], retryAfter: 1 } },
  reset: { faults: { sequence: ["reset-before"] } },
  unavailable: { faults: { sequence: ["server-error"] } },
  slow: { latency: 1_000 },
};

/**
 * Runs a program against an emulator that has what samples speak of, and reports its console output and requests.
 * It replaces `fetch`, `console` and `process` of the global object that it is given.
 */
export async function run(
  order: Order,
  { sdk, emulator: emulation }: Modules,
  load: (code: string) => Promise<Main>,
  target: Record<string, unknown>,
  send: (report: Report) => void,
): Promise<void> {
  let hasBegun = false;
  let start = performance.now();
  let startTime = Date.now();
  let lines = 0;
  const emulators: Emulator[] = [];
  const report = (part: Report) => {
    if (!hasBegun || (part.kind === "console" && ++lines > MAX_LINES)) return;
    send(part);
    if (lines === MAX_LINES)
      send({ kind: "console", level: "warn", text: `No more than ${MAX_LINES} lines are shown.` });
  };
  const create = (options: EmulatorOptions = {}) => {
    const onRequest = (request: RecordedRequest) => {
      options.onRequest?.(request);
      report(requestReport(request, startTime));
    };
    const created = emulation.createEmulator({ ...options, onRequest });
    if (hasBegun) created.configure(faults[order.fault]);
    emulators.push(created);
    return created;
  };
  const twilio = create({ accountSid: written.accountSid, serviceSid: written.serviceSid });
  twilio.seed(seeds);
  const { accountSid: TWILIO_ACCOUNT_SID, authToken: TWILIO_AUTH_TOKEN } = written;
  target["fetch"] = twilio.fetch;
  target["process"] = { env: { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN } };
  target["console"] = createConsole((level, text) => report({ kind: "console", level, text }));
  const begin = () => {
    hasBegun = true;
    for (const each of emulators) each.configure(faults[order.fault]);
    start = performance.now();
    startTime = Date.now();
  };
  try {
    const main = await load(order.code);
    await main(createRequire(sdk, { ...emulation, createEmulator: create }), {}, begin);
  } catch (error) {
    send(errorReport(error, order.lineOffset));
  }
  send({ kind: "end", milliseconds: Math.round(performance.now() - start) });
}

function requestReport({ method, url, status, fault, time }: RecordedRequest, startTime: number): Report {
  const { pathname, search } = new URL(url);
  // The clock may have been turned back meanwhile.
  const milliseconds = Math.max(0, time - startTime);
  return { kind: "request", method, path: pathname + search, milliseconds, status, fault };
}

/** Says where a program failed, in lines of the sample. */
export function errorReport(error: unknown, lineOffset: number): Report {
  const { stack = "" } = error instanceof Error ? error : {};
  const [, line] = /sample\.js:(\d+)/.exec(stack) ?? [];
  const own = Number(line) - lineOffset;
  return { kind: "error", text: formatArguments([error]), line: own > 0 ? own : undefined };
}

function createRequire(sdk: object, emulator: object) {
  const modules: Readonly<Record<string, unknown>> = {
    "twilio-bindings": { ...sdk, __esModule: true },
    "twilio-bindings/emulator": { ...emulator, __esModule: true },
    "node:assert/strict": { default: assert, __esModule: true },
  };
  return (name: string) => {
    if (Object.hasOwn(modules, name)) return modules[name];
    throw new Error(`'${name}' cannot be imported here: only ${Object.keys(modules).join(", ")}`);
  };
}

function createConsole(write: (level: string, text: string) => void) {
  const levels = ["debug", "info", "log", "warn", "error"];
  const method = (level: string) =>
    [level, (...values: unknown[]) => write(level, formatArguments(values).slice(0, MAX_LENGTH))] as const;
  return Object.fromEntries(levels.map(method));
}
