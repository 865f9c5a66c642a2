/**
 * An in-memory version of Twilio's bindings API, for tests.
 *
 * @module twilio-bindings/emulator
 */
export type { DocumentName } from "./catalog.ts";
export { type BindingFilter, type Emulator, createEmulator } from "./emulator.ts";
export type { FaultChoice, FaultKind, FaultOptions } from "./faults.ts";
export type { EmulatorFetch } from "./fetch.ts";
export type { EmulatorServer } from "./node-server.ts";
export type { EmulatorOptions } from "./options.ts";
export type { RateLimit } from "./rate-limit.ts";
export type { RecordedRequest } from "./record.ts";
export type { ErrorFormat } from "./responses.ts";
export type { BindingSeed } from "./seed.ts";
export type { EmulatorSettings } from "./settings.ts";
export type { EmulatedBinding } from "./values.ts";
