/** A switch of the command: what stands after it, if anything, and what it does. */
interface Flag {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly value?: string;
  readonly text: string;
  /** The option of the emulator that it sets, where an error of the emulator's would name that. */
  readonly sets?: string;
}

/** Every switch, in the order of the help. */
export const flags = {
  port: {
    type: "string",
    short: "p",
    value: "N",
    text: "port to listen on, 0 for a free one (4010)",
    sets: "port",
  },
  host: {
    type: "string",
    value: "ADDRESS",
    text: "address to listen on (127.0.0.1: this machine alone)",
    sets: "host",
  },
  seed: {
    type: "string",
    short: "s",
    value: "N",
    text: "bindings of Conversations, and as many of Chat (100)",
  },
  "seed-file": { type: "string", value: "FILE", text: "more of them: JSON, as emulator.seed() takes it" },
  "random-seed": {
    type: "string",
    value: "N",
    text: "what SIDs and random choices start from (1)",
    sets: "seed",
  },
  account: { type: "string", value: "AC…", text: "account of the bindings", sets: "accountSid" },
  service: { type: "string", value: "IS…", text: "service of the bindings", sets: "serviceSid" },
  "auth-token": {
    type: "string",
    value: "TEXT",
    text: "accept it with --account, and refuse others",
    sets: "authToken",
  },
  "api-key": {
    type: "string",
    value: "SK…",
    text: "accept it with --api-secret, and refuse others",
    sets: "apiKey",
  },
  "api-secret": { type: "string", value: "TEXT", text: "see --api-key", sets: "apiSecret" },
  token: {
    type: "string",
    value: "TEXT",
    text: "accept this bearer token, and refuse others",
    sets: "token",
  },
  "page-size": {
    type: "string",
    value: "N",
    text: "bindings in a page by default (50)",
    sets: "defaultPageSize",
  },
  "error-format": {
    type: "string",
    value: "NAME",
    text: "legacy, or problem for RFC 9457 (legacy)",
    sets: "errorFormat",
  },
  latency: {
    type: "string",
    value: "MS",
    text: "wait before each answer: 50, or a range as in 20-80",
    sets: "latency",
  },
  concurrent: {
    type: "string",
    value: "N",
    text: "429 for more requests at once",
    sets: "rateLimit.concurrent",
  },
  "per-second": {
    type: "string",
    value: "N",
    text: "429 for more requests a second",
    sets: "rateLimit.perSecond",
  },
  burst: {
    type: "string",
    value: "N",
    text: "how many may come at once before --per-second holds",
    sets: "rateLimit.burst",
  },
  "retry-after": {
    type: "string",
    value: "S",
    text: "send Retry-After with each 429",
    sets: "rateLimit.retryAfter",
  },
  faults: {
    type: "string",
    value: "RATE",
    text: "share of requests that go wrong, 0 to 1",
    sets: "faults.rate",
  },
  "fault-kinds": {
    type: "string",
    value: "LIST",
    text: "which faults, with commas between",
    sets: "faults.kinds",
  },
  "fault-method": {
    type: "string",
    value: "GET|DELETE",
    text: "only requests of this method go wrong",
    sets: "faults.match",
  },
  "slow-for": {
    type: "string",
    value: "MS",
    text: "how long the answer of a slow fault takes (500)",
    sets: "faults.slowFor",
  },
  log: { type: "string", value: "FORMAT", text: "print each request: text, or json" },
  help: { type: "boolean", short: "h", text: "print this" },
  version: { type: "boolean", short: "v", text: "print the version" },
} as const satisfies Readonly<Record<string, Flag>>;

/** A switch, by its long name. */
export type FlagName = keyof typeof flags;

/** The switch that sets an option of the emulator. */
export function flagThatSets(option: string): string | undefined {
  const found = Object.entries<Flag>(flags).find(([, { sets }]) => sets === option);
  return found && `--${found[0]}`;
}

/** What `--help` prints. */
export function helpText(faultKinds: readonly string[]): string {
  const left = Object.entries<Flag>(flags).map(
    ([name, { short, value }]) =>
      `${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
  );
  const width = Math.max(...left.map(({ length }) => length)) + 2;
  const rows = Object.values<Flag>(flags).map(
    ({ text }, index) => `  ${(left[index] ?? "").padEnd(width)}${text}`,
  );
  return `Twilio's bindings API in memory, for clients in any language.

Usage: twilio-bindings-emulator [--port 4010] [--seed 1000] …

${rows.join("\n")}

Faults: ${faultKinds.join(", ")}

Ends on SIGINT and SIGTERM with 0; 1 where it cannot listen, 2 where the command line is wrong.
`;
}
