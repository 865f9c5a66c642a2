// The old way of CommonJS in TypeScript; only where the output is CommonJS.
import twilio = require("twilio-bindings");
import emulation = require("twilio-bindings/emulator");
import document = require("twilio-bindings/openapi/conversations_v1.json");
import type { Client, ServiceBinding } from "twilio-bindings";

const emulator = emulation.createEmulator();
emulator.seed(3);
const client: Client = twilio(emulator.accountSid, "token", { fetch: emulator.fetch });
const same: twilio.Client = twilio.default(emulator.accountSid, "token", { fetch: emulator.fetch });
void client.conversations.v1
  .services(emulator.serviceSid)
  .bindings.list()
  .then((bindings: ServiceBinding[]) =>
    console.log(bindings.length === 3 && same && document.openapi ? "ok" : "wrong"),
  );
