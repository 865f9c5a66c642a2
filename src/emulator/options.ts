import { ValidationError, show } from "../errors.ts";
import { checkFunction, checkInteger, checkNames } from "../options.ts";
import { isSid } from "../sids.ts";
import type { AcceptedCredentials } from "./auth.ts";
import { derivedSid } from "./random.ts";
import type { RecordedRequest } from "./record.ts";
import type { ErrorFormat } from "./reply.ts";
import type { EmulatorSwitches } from "./switches.ts";

/**
 * Options of `createEmulator`. Any well-formed Basic or Bearer credentials are accepted, until some are named
 * here: then those alone.
 */
export interface EmulatorOptions extends AcceptedCredentials, EmulatorSwitches {
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
  /** The service that seeds go into unless they name one, in every product. @default a fixed one */
  readonly serviceSid?: string | undefined;
  /** What SIDs, request ids and random choices start from: the same seed and calls give the same. @default 1 */
  readonly seed?: number | undefined;
  /** Bindings in a page when the request does not say; the operation's maximum still holds. @default 50 */
  readonly defaultPageSize?: number | undefined;
  /** Which of Twilio's two error bodies to answer: the older one, or RFC 9457's. @default "legacy" */
  readonly errorFormat?: ErrorFormat | undefined;
  /** How many of the last requests are kept in `requests`; 0 keeps none. @default 10000 */
  readonly recordLimit?: number | undefined;
  /** Called with each request once it is settled what it is answered, if anything. */
  readonly onRequest?: ((request: RecordedRequest) => void) | undefined;
}

const optionNames = {
  accountSid: true,
  authToken: true,
  apiKey: true,
  apiSecret: true,
  token: true,
  serviceSid: true,
  seed: true,
  defaultPageSize: true,
  errorFormat: true,
  recordLimit: true,
  onRequest: true,
  latency: true,
  rateLimit: true,
  faults: true,
} satisfies Record<keyof EmulatorOptions, true>;

/** Checks the options and completes them. @throws ValidationError where one is unknown or wrong */
export function completeOptions(options: EmulatorOptions) {
  checkNames(options, Object.keys(optionNames));
  const {
    accountSid = derivedSid("Account", "default"),
    serviceSid = derivedSid("Service", "default"),
    seed = 1,
    defaultPageSize = 50,
    errorFormat = "legacy",
    recordLimit = 10_000,
  } = options;
  if (!isSid("Account", accountSid))
    throw new ValidationError("accountSid", "an Account SID", show(accountSid));
  if (!isSid("Service", serviceSid))
    throw new ValidationError("serviceSid", "a Service SID", show(serviceSid));
  checkInteger("seed", seed, 0);
  checkInteger("defaultPageSize", defaultPageSize, 1);
  checkInteger("recordLimit", recordLimit, 0);
  checkFunction("onRequest", options.onRequest);
  if (!["legacy", "problem"].includes(errorFormat)) {
    throw new ValidationError("errorFormat", '"legacy" or "problem"', show(errorFormat));
  }
  checkPair("accountSid", options.accountSid, "authToken", options.authToken);
  checkPair("apiKey", options.apiKey, "apiSecret", options.apiSecret);
  checkPair("apiSecret", options.apiSecret, "apiKey", options.apiKey);
  return { accountSid, serviceSid, seed, defaultPageSize, errorFormat, recordLimit };
}

function checkPair(userName: string, user: unknown, secretName: string, secret: unknown): void {
  if (secret === undefined || user !== undefined) return;
  throw new ValidationError(userName, `a value, because ${secretName} is given`, show(user));
}
