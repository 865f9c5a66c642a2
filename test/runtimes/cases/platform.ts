import { createClient } from "twilio-bindings";
import { createEmulator } from "twilio-bindings/emulator";
import { check, equal, rejection } from "./check.ts";
import { type Case, accountSid, authToken } from "./fixture.ts";

/** For runtimes with environment variables. */
export const withEnvironment: readonly Case[] = [
  {
    name: "the region comes from the environment, and its edge from the region",
    async run(fixture) {
      const emulator = createEmulator();
      process.env["TWILIO_REGION"] = "ie1";
      const client = createClient({ accountSid, authToken, fetch: emulator.fetch });
      delete process.env["TWILIO_REGION"];
      await client.conversations.v1.services(fixture.serviceSid).bindings.list();
      const [request] = emulator.requests;
      equal(new URL(String(request?.url)).host, "conversations.dublin.ie1.twilio.com", "host");
    },
  },
];

/** For runtimes that cannot listen. */
export const withoutSockets: readonly Case[] = [
  {
    name: "listen says what it needs",
    async run() {
      const { message } = await rejection(createEmulator().listen(), Error);
      check(message.includes("node:http"), message);
    },
  },
];
