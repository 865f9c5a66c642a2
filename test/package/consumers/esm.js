import * as sdk from "twilio-bindings";
import twilio, { createClient } from "twilio-bindings";
import * as emulation from "twilio-bindings/emulator";
import manifest from "twilio-bindings/package.json" with { type: "json" };
import { play } from "./scene.js";

if (twilio.createClient !== createClient || manifest.name !== "twilio-bindings") throw new Error("imports");
console.log(await play(sdk, emulation, true));
