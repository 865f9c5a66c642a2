import twilio from "twilio-bindings";

const client = twilio(); // reads TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN
const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

const some = await bindings.list({ limit: 20 }); // an array …
for await (const binding of bindings.list({ bindingType: "apn" })) {
  console.log(binding.sid, binding.identity); // … or one by one, with little memory
}
await bindings("BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").remove(); // true once it is gone
console.log(some.length, await bindings.removeAll({ identity: "alice" })); // { matched: 1, removed: 1, … }
