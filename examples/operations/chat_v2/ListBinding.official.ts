import twilio from "twilio";

// Credentials come from TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.
const client = twilio();
const service = client.chat.v2.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

for (const binding of await service.bindings.list({ identity: ["alice"], limit: 20 })) {
  console.log(binding.sid, binding.identity, binding.bindingType);
}
