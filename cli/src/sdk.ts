// The one door to the SDK and to the facts about the API that are generated from its documents.
export { resources } from "../../generated/emulation.ts";
export { operations } from "../../generated/operations.ts";
export * from "../../src/index.ts";
export { VERSION } from "../../src/version.ts";
