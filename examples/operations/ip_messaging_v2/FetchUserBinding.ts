import { createClient } from "twilio-bindings";

// Credentials come from TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.
const client = createClient();
const { userBindings } = client.ipMessaging.v2.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").users("alice");

const binding = await userBindings("BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").fetch();
console.log(binding.sid, binding.identity, binding.binding_type);
