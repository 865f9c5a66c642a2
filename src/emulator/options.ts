import { type Check, check, func, integer, oneOf, parseSid, readOptions } from "../checks.ts";
import type { SidKind } from "../../generated/operations.ts";
import { ValidationError } from "../errors.ts";
import { createAuthCheck } from "./auth.ts";
import { nthSid } from "./random.ts";
import type { RecordedRequest } from "./record.ts";
import type { ErrorFormat } from "./responses.ts";
import { type EmulatorSettings, settingsShape } from "./settings.ts";

/**
 * Options of `createEmulator`. Without credentials among them, any well-formed Basic or Bearer credentials are accepted.
 */
export interface EmulatorOptions extends EmulatorSettings {
  /** The account that bindings belong to, and the user name that goes with `authToken`. @default a fixed one */
  readonly accountSid?: string | undefined;
  /** Accept this auth token with `accountSid`, which must be given too. */
  readonly authToken?: string | undefined;
  /** Accept this API key with `apiSecret`. */
  readonly apiKey?: string | undefined;
  /** The secret of `apiKey`. */
  readonly apiSecret?: string | undefined;
  /** Accept this OAuth bearer token. */
  readonly token?: string | undefined;
  /** The service of seeds that name none, in every product. @default a fixed one */
  readonly serviceSid?: string | undefined;
  /** Seed of SIDs, values, request IDs and random choices: the same seed and calls create the same ones. @default 1 */
  readonly randomSeed?: number | undefined;
  /** Page size of requests that name none; the operation's maximum still applies. @default 50 */
  readonly defaultPageSize?: number | undefined;
  /** Which of Twilio's two error bodies to send: `legacy`, or `problem` for RFC 9457. @default "legacy" */
  readonly errorFormat?: ErrorFormat | undefined;
  /** How many of the latest requests `requests` keeps; 0 for none. @default 10000 */
  readonly maxRecordedRequests?: number | undefined;
  /** Called with each request once its response is determined, if it gets one. */
  readonly onRequest?: ((request: RecordedRequest) => void) | undefined;
}

export function sidOf(kind: SidKind): Check<string> {
  return (name, value) => parseSid(kind, value, name);
}

export const nonEmpty = (expected: string): Check<string> =>
  check(expected, (value) => typeof value === "string" && value !== "");

const secret = nonEmpty("a string that is not empty");
const shape = {
  accountSid: sidOf("Account"),
  authToken: secret,
  apiKey: secret,
  apiSecret: secret,
  token: secret,
  serviceSid: sidOf("Service"),
  randomSeed: integer(0),
  defaultPageSize: integer(1),
  errorFormat: oneOf(["legacy", "problem"]),
  maxRecordedRequests: integer(0),
  onRequest: func,
  ...settingsShape,
} satisfies Record<keyof EmulatorOptions, Check>;

/** The options, complete. */
export type CompleteOptions = ReturnType<typeof completeOptions>;

/** Reads the options once and completes them. @throws ValidationError if one is unknown or wrong */
export function completeOptions(given: unknown) {
  const options = readOptions<EmulatorOptions>(given, shape);
  const needed = { authToken: "accountSid", apiSecret: "apiKey", apiKey: "apiSecret" } as const;
  for (const [given, other] of Object.entries(needed)) {
    if (given in options && !(other in options))
      throw new ValidationError(other, `a value, because ${given} is given`, "none");
  }
  const defaults = {
    accountSid: nthSid("Account", "default"),
    serviceSid: nthSid("Service", "default"),
    randomSeed: 1,
    defaultPageSize: 50,
    errorFormat: "legacy" as ErrorFormat,
    maxRecordedRequests: 10_000,
  };
  // Those that are read have a value.
  const read = options as Omit<EmulatorOptions, keyof typeof defaults>;
  return { ...defaults, ...read, isAuthorized: createAuthCheck(options) };
}
