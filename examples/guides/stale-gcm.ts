import { RemovalError, type ServiceBinding, createClient } from "twilio-bindings";

const client = createClient();
const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

// #region find
const isStale = ({ date_updated }: ServiceBinding) => date_updated < "2024-01-01";

const found = await bindings.removeAll({
  bindingType: "gcm",
  filter: isStale,
  dryRun: true,
  onMatched: ({ sid, date_updated }) => console.log(sid, date_updated),
});
console.log(`${found.matched} to remove`);
// #endregion find

// #region remove
try {
  const report = await bindings.removeAll({
    bindingType: "gcm",
    filter: isStale,
    atMost: 5_000, // if more match, something is wrong: nothing is removed
    onRemoved: ({ sid, identity }) => console.log(`removed ${sid} of ${identity}`),
    onProgress: ({ matched, notAttempted }) => {
      if (notAttempted % 100 === 0) console.log(`${matched - notAttempted} of ${matched}`);
    },
  });
  console.log(
    `${report.removed} removed, ${report.alreadyGone} already gone, ${report.failed.length} failed`,
  );
  for (const { sid, error } of report.failed) console.error(sid, error);
} catch (error) {
  if (!(error instanceof RemovalError)) throw error;
  const { removed, matched } = error.report;
  console.error(`Ended early, with ${removed} of ${matched} removed`, error.cause);
  process.exitCode = 1;
}
// #endregion remove
