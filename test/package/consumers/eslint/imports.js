import twilio, { createClient } from "twilio-bindings";
import * as sdk from "twilio-bindings";
import { createEmulator } from "twilio-bindings/emulator";
import { createPathsClient } from "twilio-bindings/openapi-fetch";
import document from "twilio-bindings/openapi/conversations_v1.json";
import manifest from "twilio-bindings/package.json";

const required = require("twilio-bindings/emulator");

console.log(twilio, createClient, sdk, createEmulator, createPathsClient, document, manifest, required);
