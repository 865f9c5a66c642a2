import twilio from "twilio";

// Credentials come from TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.
const client = twilio();
const user = client.ipMessaging.v2.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").users("alice");

console.log(await user.userBindings("BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").remove());
