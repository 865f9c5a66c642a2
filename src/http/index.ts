// One call: its URL, credentials, attempts, response, and what hooks, the log and errors learn about it.
export * from "./abort.ts";
export { type CallPromise, type WithResponse, createCallPromise, responseOf } from "./call-promise.ts";
export { type CallResult, type ConcurrencyWindow, type SharedCall, limitsOf } from "./call-state.ts";
export { type FetchInit, fetchAuthorized } from "./client-fetch.ts";
export { type ClientContext, createContext } from "./context.ts";
export type { CredentialOptions } from "./credentials.ts";
export type { LogLevel, Logger } from "./log.ts";
export { responseContext } from "./observer.ts";
export { type OperationCall, callOperation, identitiesOf } from "./operation-call.ts";
export * from "./parameters.ts";
export { MASK } from "./redactor.ts";
export { isNotFound } from "./response.ts";
