import { createPathsClient } from "twilio-bindings/openapi-fetch";

// Exported with an inferred type, so that the declarations written for this file must be able to name it.
export const client = createPathsClient({ accountSid: `AC${"0".repeat(32)}`, authToken: "token" });
console.log(typeof client.conversations_v1.GET === "function" ? "ok" : "wrong");
