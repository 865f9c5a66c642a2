import { createClient, redact } from "twilio-bindings";

// #region logger
const client = createClient({
  logger: console, // or pino, winston: debug, info, warn, error
  logLevel: "warn", // retries and failures; by default TWILIO_LOG_LEVEL, or "off"
});
// #endregion logger

// #region redact
const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

for (const binding of await bindings.list({ identity: "alice" })) console.log(redact(binding));
// #endregion redact
