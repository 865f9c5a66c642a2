const twilio = require("twilio-bindings");
const { createClient } = require("twilio-bindings");
const emulation = require("twilio-bindings/emulator");
const { play } = require("./scene.js");

if (typeof twilio !== "function" || twilio.createClient !== createClient) throw new Error("require");
if (require("twilio-bindings/package.json").name !== "twilio-bindings") throw new Error("package.json");
const sdk = Object.assign({ default: twilio }, twilio);
void play(sdk, emulation, true).then(console.log);
