import twilio from "twilio";

// Credentials come from TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.
const client = twilio();
const user = client.ipMessaging.v2.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").users("alice");

for (const binding of await user.userBindings.list({ bindingType: ["apn", "fcm"], limit: 20 })) {
  console.log(binding.sid, binding.identity, binding.bindingType);
}
