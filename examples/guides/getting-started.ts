// #region client
import { createClient } from "twilio-bindings";

const client = createClient(); // TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN
const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
// #endregion client

// #region list
for (const { sid, identity, binding_type } of await bindings.list({ limit: 20 })) {
  console.log(sid, identity, binding_type);
}
// #endregion list

// #region one
const binding = await bindings("BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").fetch();
console.log(`${binding.identity} since ${binding.date_created}`);

const isGone = await bindings("BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").remove();
console.log(isGone); // true, or an error
// #endregion one
