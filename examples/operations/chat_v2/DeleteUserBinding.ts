import { createClient } from "twilio-bindings";

// Credentials come from TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.
const client = createClient();
const { userBindings } = client.chat.v2.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").users("alice");

console.log(await userBindings("BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").remove());
