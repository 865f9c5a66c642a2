// What every program does, in whatever module system it is written: the package is handed in.

/**
 * Uses both entry points against an emulator, in process and, where there are sockets, over one.
 * @param {typeof import("twilio-bindings")} sdk
 * @param {typeof import("twilio-bindings/emulator")} emulation
 */
export async function play(sdk, emulation, withSocket) {
  const emulator = emulation.createEmulator();
  emulator.seed({ count: 120, identity: "alice" });
  await walk(sdk, emulator, { fetch: emulator.fetch });
  if (!withSocket) return "ok";
  const server = await emulator.listen();
  emulator.seed({ count: 120, identity: "alice" });
  await walk(sdk, emulator, { baseUrl: server.url });
  await server.close();
  return "ok";
}

async function walk(sdk, { accountSid, serviceSid, bindings: left }, reach) {
  for (const make of [sdk.createClient, (options) => sdk.default(accountSid, "token", options)]) {
    const client = make({ accountSid, authToken: "token", ...reach });
    const { bindings } = client.conversations.v1.services(serviceSid);
    const listed = await bindings.list();
    if (!sdk.isBindingSid(listed[0]?.sid)) throw new Error(`listed ${JSON.stringify(listed[0])}`);
    await bindings(listed[0].sid).remove();
    const error = await bindings(listed[0].sid)
      .fetch()
      .catch((reason) => reason);
    if (!(error instanceof sdk.NotFoundError)) throw error;
  }
  const client = sdk.createClient({ accountSid, authToken: "token", ...reach });
  const report = await client.conversations.v1.services(serviceSid).bindings.removeAll({ all: true });
  if (report.removed !== 118 || left().length > 0) throw new Error(JSON.stringify(report));
}
