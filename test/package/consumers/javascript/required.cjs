const twilio = require("twilio-bindings");
const { createClient } = require("twilio-bindings");
const emulation = require("twilio-bindings/emulator");
const { play } = require("./scene.cjs");

if (typeof twilio !== "function" || twilio.createClient !== createClient) throw new Error("require");
if (twilio.default !== twilio) throw new Error("default");
void play(twilio, emulation, false).then(console.log);
