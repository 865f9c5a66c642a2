import { TwilioBindingsError, ValidationError } from "./errors.ts";
import { isSid } from "./sids.ts";

/** How to authenticate: one of the three kinds, or none to take it from the environment. */
export interface CredentialOptions {
  /** Account SID, with `authToken`. @default `TWILIO_ACCOUNT_SID` */
  accountSid?: string | undefined;
  /** Auth token of the account. @default `TWILIO_AUTH_TOKEN` */
  authToken?: string | undefined;
  /** SID of an API key, with `apiSecret`; Twilio recommends keys over the auth token. @default `TWILIO_API_KEY` */
  apiKey?: string | undefined;
  /** Secret of the API key. @default `TWILIO_API_SECRET` */
  apiSecret?: string | undefined;
  /** OAuth bearer token, or a function that returns one or a promise of one; it is asked for each attempt. */
  token?: string | (() => string | Promise<string>) | undefined;
}

/** How requests are authorised. The secrets stay in closures, out of reach of `inspect` and JSON. */
export interface Authorization {
  /** Value of the Authorization header. */
  readonly header: () => string | Promise<string>;
  /** Replaces every secret in a text by `***`. */
  readonly scrub: (text: string) => string;
}

/** How many tokens of a token function are kept for masking: more than there can be under way. */
const REMEMBERED_TOKENS = 1000;

/** Looks up an environment variable. */
type Environment = (name: string) => string | undefined;

/**
 * Settles how requests are authorised: by what the caller gave, or else by the environment.
 *
 * @throws ValidationError where credentials are missing, half given, of two kinds, or unfit for a header. Its
 * message never shows the value.
 */
export function authorize(options: CredentialOptions, environment: Environment): Authorization {
  const { accountSid, authToken, apiKey, apiSecret, token } = options;
  if (accountSid !== undefined) checkAccountSid(accountSid);
  const kinds = [
    { name: "authToken", given: authToken !== undefined },
    { name: "apiKey", given: apiKey !== undefined || apiSecret !== undefined },
    { name: "token", given: token !== undefined },
  ].filter(({ given }) => given);
  if (kinds.length > 1) {
    const names = kinds.map(({ name }) => name).join(", ");
    throw new ValidationError(names, "one kind of credentials", `${kinds.length} kinds`);
  }
  const key = () => {
    const user = apiKey ?? environment("TWILIO_API_KEY");
    return basic("apiKey", user, "apiSecret", apiSecret ?? environment("TWILIO_API_SECRET"));
  };
  if (token !== undefined) return bearer(token);
  if (apiKey !== undefined || apiSecret !== undefined) return key();

  const account = accountSid ?? environment("TWILIO_ACCOUNT_SID");
  const secret = authToken ?? environment("TWILIO_AUTH_TOKEN");
  if (authToken === undefined && !(account && secret)) {
    if (environment("TWILIO_API_KEY") && environment("TWILIO_API_SECRET")) return key();
    if (!account && !secret) throw missing();
  }
  checkAccountSid(account);
  return basic("accountSid", account, "authToken", secret);
}

function missing(): ValidationError {
  return new ValidationError(
    "credentials",
    "accountSid and authToken, apiKey and apiSecret, or token; or in the environment TWILIO_ACCOUNT_SID and " +
      "TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET",
    "none",
  );
}

function checkAccountSid(value: unknown): void {
  if (!isSid("Account", value)) throw new ValidationError("accountSid", "an account SID", conceal(value));
}

/** Says what a value is like without showing it: in the place of one secret may stand another. */
function conceal(value: unknown): string {
  if (value === undefined || value === null || value === "") return "nothing";
  return typeof value === "string" ? `another string of ${value.length} characters` : `a ${typeof value}`;
}

function checkText(option: string, value: unknown, fit: RegExp, expected: string): asserts value is string {
  if (typeof value !== "string" || !fit.test(value))
    throw new ValidationError(option, expected, conceal(value));
}

function basic(userOption: string, user: unknown, secretOption: string, secret: unknown): Authorization {
  // RFC 7617: no colon in the user name, no control characters in either.
  checkText(userOption, user, /^[^:\p{Cc}]+$/u, "text without colons and control characters");
  checkText(secretOption, secret, /^\P{Cc}+$/u, "text without control characters");
  const bytes = new TextEncoder().encode(`${user}:${secret}`);
  const encoded = btoa(String.fromCharCode(...bytes));
  return { header: () => `Basic ${encoded}`, scrub: (text) => mask(text, [encoded, secret]) };
}

function bearer(token: string | (() => string | Promise<string>)): Authorization {
  // What was sent lately may come back in an answer, so it is kept for masking.
  let known: readonly string[] = [];
  const header = (value: string) => {
    checkText("token", value, /^[\x21-\x7e]+$/, "printable ASCII without spaces");
    known = [value, ...known.filter((other) => other !== value)].slice(0, REMEMBERED_TOKENS);
    return `Bearer ${value}`;
  };
  const scrub = (text: string) => mask(text, known);
  if (typeof token === "string") {
    const fixed = header(token);
    return { header: () => fixed, scrub };
  }
  if (typeof token !== "function")
    throw new ValidationError("token", "a string or a function", conceal(token));
  const ask = async () => {
    try {
      return header(await token());
    } catch (error) {
      if (error instanceof ValidationError) throw error;
      const reason = scrub(error instanceof Error ? error.message : String(error));
      throw new TwilioBindingsError(`The token function failed: ${reason}`);
    }
  };
  return { header: ask, scrub };
}

function mask(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, "***"), text);
}
