/**
 * The SDK: clients, collections of bindings, errors, SIDs.
 *
 * @module twilio-bindings
 */
import { createClient, twilio as callTwilio } from "./client.ts";
import * as errors from "./errors.ts";
import { redact } from "./redact.ts";
import * as sids from "./sids.ts";

export type { BindingHandle } from "./binding.ts";
export * from "./client.ts";
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
export type * from "./removal/index.ts";
export * from "./sids.ts";
export type * from "./types.ts";
export type { SidKind } from "../generated/operations.ts";

/**
 * The callable default export. `require()` returns it instead of the module (Node takes the export named
 * "module.exports" for that), so that all named exports are its properties, too.
 */
const twilio = /* @__PURE__ */ Object.assign(callTwilio, { createClient, redact, ...errors, ...sids });
export { twilio as default, twilio as "module.exports" };
