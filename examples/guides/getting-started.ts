// #region client
import { createClient } from "twilio-bindings";

const client = createClient(); // reads TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN
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
console.log(isGone); // true; if it does not exist, NotFoundError is thrown
// #endregion one
