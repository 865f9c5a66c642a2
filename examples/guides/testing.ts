// #region test
import assert from "node:assert/strict";
import { createClient } from "twilio-bindings";
import { createEmulator } from "twilio-bindings/emulator";

const emulator = createEmulator();
emulator.seed([{ identity: "alice", count: 2 }, { identity: "bob" }]);
const client = createClient({
  accountSid: emulator.accountSid,
  authToken: "any",
  fetch: emulator.fetch,
});

const { bindings } = client.conversations.v1.services(emulator.serviceSid);
await bindings.removeAll({ identity: "alice" }); // the code under test

assert.deepEqual(
  emulator.bindings().map(({ identity }) => identity),
  ["bob"],
);
// #endregion test

// #region faults
emulator.configure({ faults: { sequence: ["rate-limited", "reset-after"] } });
const [binding] = await bindings.list(); // a 429, then a reset, then the list
assert.equal(binding?.identity, "bob");
assert.equal(emulator.requests.slice(-3).filter(({ fault }) => fault).length, 2);
// #endregion faults

// #region socket
const server = await emulator.listen(); // for other processes and other languages
const response = await fetch(`${server.url}/v1/Services/${emulator.serviceSid}/Bindings`, {
  headers: { authorization: `Basic ${btoa(`${emulator.accountSid}:any`)}` },
});
assert.equal(response.status, 200);
await server.close();
// #endregion socket
