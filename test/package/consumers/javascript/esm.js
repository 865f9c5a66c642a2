import * as sdk from "twilio-bindings";
import twilio, { createClient } from "twilio-bindings";
import * as emulation from "twilio-bindings/emulator";
import { createPathsClient } from "twilio-bindings/openapi-fetch";
import document from "twilio-bindings/openapi/conversations_v1.json" with { type: "json" };
import manifest from "twilio-bindings/package.json" with { type: "json" };
import { play } from "./scene.js";

if (twilio.createClient !== createClient || manifest.name !== "twilio-bindings") throw new Error("imports");
if (!document.openapi.startsWith("3.") || typeof createPathsClient !== "function") throw new Error("openapi");
console.log(await play(sdk, emulation, true));
