/**
 * The SDK: clients, collections of bindings, errors, SIDs.
 *
 * @module twilio-bindings
 */
import * as api from "./api.ts";
import { twilio as callTwilio } from "./twilio.ts";

export * from "./api.ts";

/**
 * The callable default export. `require()` gives it instead of the module (Node takes the export named
 * "module.exports" for that), so all named exports hang on it, too.
 */
const twilio = /* @__PURE__ */ Object.assign(callTwilio, api);
export { twilio as default, twilio as "module.exports" };
