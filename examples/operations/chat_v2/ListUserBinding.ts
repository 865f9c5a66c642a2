import { createClient } from "twilio-bindings";

// Credentials come from TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.
const client = createClient();
const { userBindings } = client.chat.v2.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").users("alice");

for await (const binding of userBindings.list({ bindingType: ["apn", "fcm"], limit: 20 })) {
  console.log(binding.sid, binding.identity, binding.binding_type);
}
