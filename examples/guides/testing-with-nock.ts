// #region nock
import assert from "node:assert/strict";
import nock from "nock";
import { createClient } from "twilio-bindings";
import { createEmulator } from "twilio-bindings/emulator";

const emulator = createEmulator();
emulator.seed([{ identity: "alice", count: 2 }, { identity: "bob" }]);

const origin = "https://conversations.twilio.com";
async function reply(this: nock.ReplyFnContext, path: string) {
  const response = await emulator.fetch(origin + path, this.req);
  return [response.status, await response.text(), Object.fromEntries(response.headers)] as const;
}
nock(origin).persist().get(/./).reply(reply).delete(/./).reply(reply);

const client = createClient({ accountSid: emulator.accountSid, authToken: "any" });
const { bindings } = client.conversations.v1.services(emulator.serviceSid);
assert.equal((await bindings.list()).length, 3);
await bindings.removeAll({ identity: "alice" });
assert.equal(emulator.bindings().length, 1);
nock.cleanAll();
// #endregion nock
