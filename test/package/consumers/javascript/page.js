import * as sdk from "twilio-bindings";
import twilio, { createClient } from "twilio-bindings";
import * as emulation from "twilio-bindings/emulator";
import { play } from "./scene.js";

if (typeof twilio !== "function" || twilio.createClient !== createClient) throw new Error("imports");
console.log(await play(sdk, emulation, false));
