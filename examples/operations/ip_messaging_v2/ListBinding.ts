import { createClient } from "twilio-bindings";

// Credentials come from TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.
const client = createClient();
const { bindings } = client.ipMessaging.v2.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

for await (const binding of bindings.list({ identity: "alice", limit: 20 })) {
  console.log(binding.sid, binding.identity, binding.binding_type);
}
