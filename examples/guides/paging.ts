import { createClient } from "twilio-bindings";

const client = createClient();
const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

// #region all
for await (const binding of bindings.list({ bindingType: ["apn", "fcm"] })) {
  console.log(binding.sid); // the next page is prefetched, one page ahead
  if (binding.identity === "carol") break; // cancels that request
}
// #endregion all

// #region array
const some = await bindings.list({ limit: 120 }); // of two pages; the rest is dropped
console.log(some.length);
// #endregion array

// #region pages
for await (const page of bindings.list({ pageSize: 50 }).pages()) {
  console.log(page.meta.page, page.instances.length);
}
// #endregion pages

// #region resume
const first = await bindings.page({ pageSize: 50 });
const saved = first.nextPageUrl; // store it, for example in a session

if (saved !== undefined) {
  const second = await bindings.getPage(saved); // one page …
  console.log(second.instances.length, second.previousPageUrl !== undefined);
  const rest = await bindings.list({ from: saved }); // … or the rest
  console.log(rest.length);
}
// #endregion resume
