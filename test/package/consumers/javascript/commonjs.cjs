const twilio = require("twilio-bindings");
const { createClient } = require("twilio-bindings");
const emulation = require("twilio-bindings/emulator");
const { createPathsClient } = require("twilio-bindings/openapi-fetch");
const { play } = require("./scene.cjs");

if (typeof twilio !== "function" || twilio.createClient !== createClient) throw new Error("require");
if (twilio.default !== twilio || typeof createPathsClient !== "function") throw new Error("default");
if (require("twilio-bindings/package.json").name !== "twilio-bindings") throw new Error("package.json");
for (const name of ["conversations_v1", "chat_v2", "ip_messaging_v2"]) {
  if (!require(`twilio-bindings/openapi/${name}.json`).openapi.startsWith("3.")) throw new Error(name);
}
void play(twilio, emulation, true).then(console.log);
