import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, type Socket, connect } from "node:net";
import { test } from "node:test";
import { createEmulator } from "twilio-bindings/emulator";

test("sends every request through the proxy that the environment names", async (context) => {
  const emulator = createEmulator();
  emulator.seed({ identity: "alice", count: 2 });
  emulator.seed({ identity: "bob", count: 3 });
  const api = await emulator.listen();
  context.after(() => api.close());
  const tunnels: string[] = [];
  const proxy = createServer().on("connect", (request, socket: Socket) => {
    tunnels.push(request.url ?? "");
    const onward = connect(Number(new URL(api.url).port), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    context.after(() => socket.destroy());
  });
  await once(proxy.listen(0, "127.0.0.1"), "listening");
  context.after(() => proxy.close());
  // The environment is read as the program loads.
  process.env["HTTP_PROXY"] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  process.env["TWILIO_BINDINGS_BASE_URL"] = "http://bindings.test";
  process.env["TWILIO_ACCOUNT_SID"] = emulator.accountSid;
  process.env["TWILIO_AUTH_TOKEN"] = "a-token";
  const { behindProxy } = await import("./proxy.ts");
  const { bindings } = behindProxy.conversations.v1.services(emulator.serviceSid);
  assert.equal((await bindings.list({ identity: "alice" })).length, 2);
  assert.deepEqual(tunnels, ["bindings.test:80"]);
});
