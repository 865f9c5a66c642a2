import * as sdk from "twilio-bindings";
import * as emulation from "twilio-bindings/emulator";
import { play } from "./scene.js";

console.log(await play(sdk, emulation, false));
