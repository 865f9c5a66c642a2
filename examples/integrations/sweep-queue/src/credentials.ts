import { readFile } from "node:fs/promises";
import type { CredentialOptions } from "twilio-bindings";

/** The credentials of an account. @throws Error if there are none */
export type CredentialsOf = (accountSid: string) => CredentialOptions;

/**
 * Reads the credentials of each account: from a JSON file of account SIDs with `{ apiKey, apiSecret }` or
 * `{ authToken }`. Without a file, the environment's, for the account that it names.
 */
export async function readCredentials(file: string | undefined): Promise<CredentialsOf> {
  if (file === undefined) return fromEnvironment;
  const accounts = parse(await readFile(file, "utf8"), file);
  return (accountSid) => {
    const { apiKey, apiSecret, authToken } = accounts.get(accountSid) ?? {};
    if (apiKey !== undefined) return { apiKey, apiSecret };
    if (authToken !== undefined) return { accountSid, authToken };
    throw new Error(`${file} has no credentials of ${accountSid}`);
  };
}

function fromEnvironment(accountSid: string): CredentialOptions {
  if (accountSid === process.env["TWILIO_ACCOUNT_SID"]) return {};
  throw new Error(`There are no credentials of ${accountSid}: TWILIO_ACCOUNT_SID names another account`);
}

/** The file's text never gets into an error: a parser's would quote it. */
function parse(text: string, file: string): Map<string, CredentialOptions> {
  try {
    return new Map(Object.entries(JSON.parse(text) as Record<string, CredentialOptions>));
  } catch {
    throw new Error(`${file}: expected JSON, an object of account SIDs`);
  }
}
