// Every named export of the package.

export { createClient } from "./client.ts";
export type {
  ChatService,
  ChatUser,
  ChatV2,
  Client,
  ConversationsService,
  ConversationsV1,
} from "./client.ts";
export type { BindingCollection, EachCallback } from "./collection.ts";
export type { ListOptions, PageOptions } from "./list-query.ts";
export type { BindingHandle } from "./binding.ts";
export type { CallPromise, WithResponse } from "./call-promise.ts";
export type { CredentialOptions } from "./credentials.ts";
export type { Listing } from "./listing.ts";
export type { Page } from "./page.ts";
export type {
  CallOptions,
  ClientOptions,
  Fetch,
  RequestEvent,
  ResponseEvent,
  FailureEvent,
  RetryEvent,
} from "./options.ts";
export type { RemovalFailure, RemovalOptions, RemovalProgress, RemovalReport } from "./remove-all.ts";
export type { RemoveAllOptions, Selection } from "./selection.ts";
export {
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
} from "./errors.ts";
export { redact } from "./redact.ts";
export {
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
export type {
  AccountSid,
  BindingSid,
  BindingType,
  ChatBinding,
  ChatBindingFilters,
  ChatBindingType,
  ChatUserBinding,
  ChatUserBindingFilters,
  CredentialSid,
  PageMeta,
  ServiceBinding,
  ServiceBindingFilters,
  ServiceSid,
  UserSid,
} from "./types.ts";
export type { SidKind } from "../generated/operations.ts";
