import { type Client, createClient } from "./client.ts";
import { ValidationError } from "./errors.ts";
import type { ClientOptions } from "./options.ts";

/**
 * Makes a client as the official library does: `twilio(accountSid, authToken, options)`, or, with the account SID
 * in the options, `twilio(apiKey, apiSecret, { accountSid })`. What is left out comes from the environment.
 *
 * @throws ValidationError where credentials are missing or an option cannot be used
 */
export function twilio(accountSid?: string, authToken?: string, options: ClientOptions = {}): Client {
  // The check of createClient() would come too late: spreading a string gives its letters.
  if (typeof options !== "object" || (options as unknown) === null) {
    throw new ValidationError("options", "an object", `a ${typeof options}`);
  }
  if (accountSid !== undefined && options.accountSid !== undefined && options.accountSid !== accountSid) {
    return createClient({ ...options, apiKey: accountSid, apiSecret: authToken });
  }
  return createClient({
    ...options,
    ...(accountSid !== undefined && { accountSid }),
    ...(authToken !== undefined && { authToken }),
  });
}
