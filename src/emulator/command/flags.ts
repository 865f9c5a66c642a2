/** How the value of a flag is read. */
type Kind = "text" | "number" | "list" | "latency" | "switch";

/** A flag: its name, what stands after it, its help, how it is read, and the option of the emulator that it sets. */
type Flag = readonly [name: string, value: string, help: string, kind: Kind, option?: string];

/** Every flag, in the order of the help. */
export const flags: readonly Flag[] = [
  ["port", "N", "port to listen on, 0 for a free one (4010)", "number", "port"],
  ["host", "ADDRESS", "address to listen on (127.0.0.1: this machine only)", "text", "host"],
  ["bindings", "N", "bindings of Conversations, and as many of Chat (100)", "number", "count"],
  ["bindings-file", "FILE", "more of them: JSON, as emulator.seed() accepts it", "text"],
  ["random-seed", "N", "seed of SIDs, values and random choices (1)", "number", "randomSeed"],
  ["account", "AC…", "account of the bindings", "text", "accountSid"],
  ["service", "IS…", "service of the bindings", "text", "serviceSid"],
  ["auth-token", "TEXT", "accept it with --account, and reject others", "text", "authToken"],
  ["api-key", "SK…", "accept it with --api-secret, and reject others", "text", "apiKey"],
  ["api-secret", "TEXT", "see --api-key", "text", "apiSecret"],
  ["token", "TEXT", "accept this bearer token, and reject others", "text", "token"],
  ["page-size", "N", "bindings in a page by default (50)", "number", "defaultPageSize"],
  ["error-format", "NAME", "legacy, or problem for RFC 9457 (legacy)", "text", "errorFormat"],
  ["latency", "MS", "delay of each response: 50, or a range as in 20-80", "latency", "latency"],
  ["max-concurrent", "N", "429 for more requests in flight", "number", "rateLimit.maxConcurrent"],
  ["requests-per-second", "N", "429 for more requests per second", "number", "rateLimit.requestsPerSecond"],
  ["burst", "N", "size of the token bucket of --requests-per-second", "number", "rateLimit.burst"],
  ["retry-after", "S", "send Retry-After with each 429", "number", "rateLimit.retryAfter"],
  ["faults", "RATE", "share of requests that fail, 0 to 1", "number", "faults.rate"],
  ["fault-kinds", "LIST", "which faults, separated by commas", "list", "faults.kinds"],
  ["fault-method", "GET|DELETE", "only requests of this method fail", "text", "faults.method"],
  ["slow-body-ms", "MS", "duration of a slow body (500)", "number", "faults.slowBodyMs"],
  ["log", "FORMAT", "print each request: text, or json", "text"],
  ["help", "", "print this", "switch"],
  ["version", "", "print the version", "switch"],
];

/** The flag that sets an option of the emulator. */
export function flagThatSets(option: string): string | undefined {
  const found = flags.find(([, , , , sets]) => sets === option);
  return found && `--${found[0]}`;
}

/** What `--help` prints. */
export function helpText(faultKinds: readonly string[]): string {
  const rows = flags.map(([name, value, help]) => `  ${`--${name} ${value}`.padEnd(27)}${help}`);
  return `Twilio's bindings API in memory, for clients in any language.

Usage: twilio-bindings-emulator [--port 4010] [--bindings 1000] …

${rows.join("\n")}

Faults: ${faultKinds.join(", ")}

Ends on SIGINT and SIGTERM, and with the npx or npm that started it, with 0; 1 if it cannot listen, 2 if the
command line is wrong.
`;
}
