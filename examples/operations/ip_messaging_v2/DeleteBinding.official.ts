import twilio from "twilio";

// Credentials come from TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.
const client = twilio();
const service = client.ipMessaging.v2.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

console.log(await service.bindings("BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").remove());
