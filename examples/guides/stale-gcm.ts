import { type ServiceBinding, createClient } from "twilio-bindings";

const client = createClient();
const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

// #region find
const isStale = ({ date_updated }: ServiceBinding) => date_updated < "2024-01-01";

const found = await bindings.removeAll({ bindingType: "gcm", filter: isStale, dryRun: true });
console.log(`${found.matched} to remove`);
// #endregion find

// #region remove
const report = await bindings.removeAll({
  bindingType: "gcm",
  filter: isStale,
  onProgress: ({ matched, removed }) => {
    if (removed % 100 === 0) console.log(`${removed} of ${matched} so far`);
  },
});
console.log(`${report.removed} removed, ${report.alreadyGone} gone before, ${report.failed.length} failed`);
for (const { sid, error } of report.failed) console.error(sid, error);
// #endregion remove
