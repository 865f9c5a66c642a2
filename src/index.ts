/**
 * The SDK: clients, collections of bindings, errors, SIDs.
 *
 * @module twilio-bindings
 */
import {
  ApiError,
  AuthenticationError,
  ConnectionError,
  InvalidSidError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ResponseFormatError,
  ServerError,
  TimeoutError,
  TwilioBindingsError,
  UntrustedUrlError,
  ValidationError,
  createClient,
  isAccountSid,
  isBindingSid,
  isCredentialSid,
  isServiceSid,
  isUserSid,
  parseAccountSid,
  parseBindingSid,
  parseCredentialSid,
  parseServiceSid,
  parseUserSid,
  redact,
} from "./api.ts";
import { twilio as callTwilio } from "./twilio.ts";

export * from "./api.ts";

// Written out, because bundlers keep whatever a namespace object names: a page that wants a SID guard alone would
// get the whole client. The compiler sees to it that none is missing.
const api = {
  ApiError,
  AuthenticationError,
  ConnectionError,
  InvalidSidError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ResponseFormatError,
  ServerError,
  TimeoutError,
  TwilioBindingsError,
  UntrustedUrlError,
  ValidationError,
  createClient,
  isAccountSid,
  isBindingSid,
  isCredentialSid,
  isServiceSid,
  isUserSid,
  parseAccountSid,
  parseBindingSid,
  parseCredentialSid,
  parseServiceSid,
  parseUserSid,
  redact,
} satisfies typeof import("./api.ts");

/**
 * The callable default export. `require()` gives it instead of the module (Node takes the export named
 * "module.exports" for that), so all named exports hang on it, too.
 */
const twilio = /* @__PURE__ */ Object.assign(callTwilio, api);
export { twilio as default, twilio as "module.exports" };
