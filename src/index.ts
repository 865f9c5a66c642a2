/**
 * The SDK: clients, collections of bindings, errors, SIDs.
 *
 * @module twilio-bindings
 */
import { createClient, twilio as callTwilio } from "./client.ts";
import {
  ApiError,
  AuthenticationError,
  ConnectionError,
  InvalidSidError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  RemovalError,
  ResponseFormatError,
  ServerError,
  TimeoutError,
  TwilioBindingsError,
  ValidationError,
} from "./errors.ts";
import { redact } from "./redact.ts";
import {
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
} from "./sids.ts";

export type { BindingHandle } from "./binding.ts";
export { createClient } from "./client.ts";
export type {
  ChatService,
  ChatUser,
  ChatV2,
  Client,
  ConversationsService,
  ConversationsV1,
} from "./client.ts";
export type { BindingCollection } from "./collection.ts";
export * from "./errors.ts";
export type {
  CallPromise,
  CredentialOptions,
  FetchInit,
  LogLevel,
  Logger,
  WithResponse,
} from "./http/index.ts";
export type {
  CallOptions,
  ClientOptions,
  FailureEvent,
  Fetch,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
} from "./options.ts";
export type { EachCallback, EachOptions, ListOptions, Listing, Page, PageOptions } from "./paging/index.ts";
export { redact } from "./redact.ts";
export type {
  NothingSelected,
  RemovalFailure,
  RemovalOptionName,
  RemovalParts,
  RemovalProgress,
  RemovalReport,
  RemoveAllOptions,
  Selecting,
} from "./removal/index.ts";
export * from "./sids.ts";
export type * from "./types.ts";
export type { SidKind } from "../generated/operations.ts";

// Written out, because bundlers keep whatever a namespace object names: a page that wants a SID guard alone would
// get the whole client.
const api = {
  createClient,
  redact,
  ApiError,
  AuthenticationError,
  ConnectionError,
  InvalidSidError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  RemovalError,
  ResponseFormatError,
  ServerError,
  TimeoutError,
  TwilioBindingsError,
  ValidationError,
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
};

/** The callable default export, which `require()` returns, too. It has all named exports as properties. */
const twilio = /* @__PURE__ */ Object.assign(callTwilio, api);
export default twilio;
