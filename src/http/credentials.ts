import { TwilioBindingsError, ValidationError } from "../errors.ts";
import { invalid, isSid } from "../checks.ts";
import { createRedactor } from "./redactor.ts";
import { sanitizeError } from "./sanitize.ts";

/** Credentials: one of the three kinds, or none to take them from the environment. */
export interface CredentialOptions {
  /** Account SID, with `authToken`. @default `TWILIO_ACCOUNT_SID` */
  accountSid?: string | undefined;
  /** Auth token of the account. @default `TWILIO_AUTH_TOKEN` */
  authToken?: string | undefined;
  /** SID of an API key, with `apiSecret`; Twilio recommends keys over the auth token. @default `TWILIO_API_KEY` */
  apiKey?: string | undefined;
  /** Secret of the API key. @default `TWILIO_API_SECRET` */
  apiSecret?: string | undefined;
  /**
   * OAuth bearer token, or a function that returns one or a promise of one. The function is called once, and again
   * after a 401 response, which is then retried once.
   */
  token?: string | (() => string | Promise<string>) | undefined;
}

/** How requests are authorized. The secrets stay in closures, out of reach of `inspect` and JSON. */
export interface Authorization {
  /** Value of the Authorization header. */
  readonly header: () => string | Promise<string>;
  /** Returns whether a retry makes sense after a 401 response to this header value. */
  readonly renew: (rejected: string) => boolean;
  /** Texts to redact: header values and bare secrets. A new array whenever they change. */
  readonly secrets: () => readonly string[];
}

/** Looks up an environment variable. */
export type Environment = (name: string) => string | undefined;

/** Number of latest tokens that are redacted: more than can be in use concurrently. */
const REMEMBERED_TOKENS = 16;

/**
 * Decides how requests are authorized: by the options, or else by the environment.
 *
 * @throws {@link ValidationError} if credentials are missing, incomplete, of two kinds, or cannot stand in a header
 */
export function authorize(options: CredentialOptions, environment: Environment): Authorization {
  const { accountSid, authToken, apiKey, apiSecret, token } = options;
  if (accountSid !== undefined) checkAccountSid(accountSid);
  const hasKey = apiKey !== undefined || apiSecret !== undefined;
  const kinds = Object.entries({ authToken, apiKey: hasKey || undefined, token });
  const given = kinds.flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (given.length > 1)
    throw new ValidationError(given.join(", "), "one kind of credentials", `${given.length} kinds`);
  if (token !== undefined) return bearer(token);

  const find = (option: string, value: unknown, variable: string): Credential => [
    option,
    value ?? environment(variable),
    variable,
  ];
  const key = () =>
    [find("apiKey", apiKey, "TWILIO_API_KEY"), find("apiSecret", apiSecret, "TWILIO_API_SECRET")] as const;
  if (hasKey) return basic(...key());
  const account = find("accountSid", accountSid, "TWILIO_ACCOUNT_SID");
  const secret = find("authToken", authToken, "TWILIO_AUTH_TOKEN");
  const isIncomplete = authToken === undefined && !(account[1] && secret[1]);
  if (isIncomplete && key().every(([, value]) => value)) return basic(...key());
  if (!account[1] && !secret[1])
    throw new ValidationError(
      "credentials",
      "accountSid and authToken, apiKey and apiSecret, or token; or in the environment TWILIO_ACCOUNT_SID and " +
        "TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET",
      "none",
    );
  checkAccountSid(account[1]);
  return basic(account, secret);
}

function checkAccountSid(value: unknown): void {
  if (!isSid("Account", value)) throw invalid("accountSid", "an account SID", value);
}

/** An option's name, its value, and the variable that would set it. */
type Credential = readonly [option: string, value: unknown, variable: string];

function checkText([option, value, variable]: Credential, valid: RegExp, expected: string): string {
  if (typeof value === "string" && valid.test(value)) return value;
  const hint = value === undefined && variable ? `, or ${variable} in the environment` : "";
  throw invalid(option, `${expected}${hint}`, value);
}

function basic(user: Credential, secret: Credential): Authorization {
  // RFC 7617: no colon in the user name, no control characters in either.
  const name = checkText(user, /^[^:\p{Cc}]+$/u, "text without colons and control characters");
  const password = checkText(secret, /^\P{Cc}+$/u, "text without control characters");
  const bytes = new TextEncoder().encode(`${name}:${password}`);
  const encoded = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const header = `Basic ${encoded}`;
  // A secret passed as the user name is still a secret.
  const secrets = [header, encoded, password, ...(isSid("Account", name) ? [] : [name])];
  return { header: () => header, renew: () => false, secrets: () => secrets };
}

function bearer(token: unknown): Authorization {
  // Responses may repeat earlier tokens, too.
  let known: readonly string[] = [];
  const read = (value: unknown) => {
    const text = checkText(["token", value, ""], /^[\x21-\x7e]+$/, "printable ASCII without spaces");
    const header = `Bearer ${text}`;
    if (!known.includes(header)) known = [header, text, ...known].slice(0, 2 * REMEMBERED_TOKENS);
    return header;
  };
  const secrets = () => known;
  if (typeof token !== "function") {
    const header = read(token);
    return { header: () => header, renew: () => false, secrets };
  }
  const ask = async () => {
    try {
      return await (token as () => unknown)();
    } catch (error) {
      const cause = sanitizeError(error, createRedactor(known, []).all);
      throw new TwilioBindingsError("The token function failed", { cause });
    }
  };
  return { ...keepToken(async () => read(await ask())), secrets };
}

/** Asks once for all calls (single flight), and again after a 401 response to the latest token. */
function keepToken(ask: () => Promise<string>): Pick<Authorization, "header" | "renew"> {
  let current: Promise<string> | undefined;
  let latest = "";
  const set = (asked: Promise<string> | undefined, value: string) => {
    current = asked;
    latest = value;
  };
  const header = () => {
    if (current) return current;
    const asked = ask();
    set(asked, "");
    asked.then(
      (value) => current === asked && set(asked, value),
      () => current === asked && set(undefined, ""),
    );
    return asked;
  };
  const renew = (rejected: string) => {
    if (rejected === latest) set(undefined, "");
    return true;
  };
  return { header, renew };
}
