import { createClient } from "twilio-bindings";

const client = createClient();
const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

// #region all
for await (const binding of bindings.list({ bindingType: ["apn", "fcm"] })) {
  console.log(binding.sid); // the next page is asked for when this one is used up
  if (binding.identity === "carol") break; // … and not before, so this saves requests
}
// #endregion all

// #region array
const newest = await bindings.list({ limit: 120 }); // two requests, of 100 and of 20
console.log(newest.length);
// #endregion array

// #region pages
for await (const page of bindings.list({ pageSize: 50 }).pages()) {
  console.log(page.meta.page, page.instances.length);
}
// #endregion pages

// #region resume
const first = await bindings.page({ pageSize: 50 });
const saved = first.nextPageUrl; // keep it, in a session or a database …

if (saved !== undefined) {
  const second = await bindings.getPage(saved); // … and go on later, in another process
  console.log(second.instances.length, second.previousPageUrl !== undefined);
}
// #endregion resume
