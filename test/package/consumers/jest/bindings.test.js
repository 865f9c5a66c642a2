/* global test, expect, jest */
const twilio = require("twilio-bindings");
const { createEmulator } = require("twilio-bindings/emulator");
const document = require("twilio-bindings/openapi/chat_v2.json");

test("lists from the emulator", async () => {
  const emulator = createEmulator();
  emulator.seed({ count: 3, identity: "alice" });
  const client = twilio(emulator.accountSid, "token", { fetch: emulator.fetch });
  const bindings = await client.conversations.v1.services(emulator.serviceSid).bindings.list();
  expect(bindings).toHaveLength(3);
  expect(twilio.isBindingSid(bindings[0].sid)).toBe(true);
  expect(document.openapi).toMatch(/^3/);
});

test("rejects with an error of the package's classes in every module registry", async () => {
  const emulator = createEmulator();
  const client = twilio(emulator.accountSid, "token", { fetch: emulator.fetch });
  const { bindings } = client.conversations.v1.services(emulator.serviceSid);
  const missing = bindings(`BS${"0".repeat(32)}`).fetch();
  await expect(missing).rejects.toBeInstanceOf(twilio.NotFoundError);
  jest.resetModules();
  await expect(missing).rejects.toBeInstanceOf(require("twilio-bindings").NotFoundError);
});

test("lists over a socket", async () => {
  const emulator = createEmulator();
  emulator.seed(3);
  const server = await emulator.listen();
  const client = twilio(emulator.accountSid, "token", { baseUrl: server.url });
  const bindings = await client.conversations.v1.services(emulator.serviceSid).bindings.list();
  await server.close();
  expect(bindings).toHaveLength(3);
});

test("what compilers without esModuleInterop call", () => {
  expect((0, twilio.default)).toBe(twilio);
});
