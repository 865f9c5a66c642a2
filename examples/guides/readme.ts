import twilio from "twilio-bindings";

const client = twilio(); // reads TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN
const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

for await (const binding of bindings.list({ bindingType: "gcm", limit: 20 })) {
  console.log(binding.sid, binding.identity);
}
// Counts what is left of GCM, which Google has shut down. Without dryRun, these bindings would be removed.
const report = await bindings.removeAll({ bindingType: "gcm", dryRun: true });
console.log(report.matched);
