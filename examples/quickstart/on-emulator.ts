import { type Client, NotFoundError, createClient, redact } from "twilio-bindings";
import { createEmulator } from "twilio-bindings/emulator";
import { showCommandLine } from "./on-command-line.ts";
import { line, progressBar, step, table, tally } from "./print.ts";

const SERVICE_SID = "IS00000000000000000000000000000001";
const CONVERSATIONS = 4_000;
const CHAT = 2_000;

/** Shows a tour on an emulator in this process: no account, no network. */
export async function showEmulator(): Promise<void> {
  const emulator = createEmulator({ serviceSid: SERVICE_SID, latency: 2 });
  emulator.seed({ document: "conversations_v1", count: CONVERSATIONS });
  emulator.seed({ document: "chat_v2", count: CHAT });
  line(
    `Emulator with ${CONVERSATIONS} Conversations and ${CHAT} Chat bindings (IP Messaging shows the same).`,
  );
  line("Set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_SERVICE_SID to read from Twilio instead.");

  const client = createClient({
    accountSid: "AC00000000000000000000000000000001",
    authToken: "any",
    fetch: emulator.fetch,
  });
  await showReading(client);
  await showRemoving(client);
  await showOlderProducts(client);
  await showCommandLine(emulator, SERVICE_SID);

  console.log(`\n${emulator.requests.length} requests in total, no Twilio account needed.`);
}

async function showReading(client: Client): Promise<void> {
  const { bindings } = client.conversations.v1.services(SERVICE_SID);

  step("1. List", "await bindings.list({ limit: 5 })");
  const some = await bindings.list({ limit: 5 });
  table(
    ["sid", "identity", "type", "created"],
    some.map(({ sid, identity, binding_type, date_created }) => [sid, identity, binding_type, date_created]),
  );

  const identity = some[0]?.identity ?? "";
  step("2. Filter", `await bindings.list({ identity: "${identity}", bindingType: ["apn", "fcm"] })`);
  line(`${(await bindings.list({ identity, bindingType: ["apn", "fcm"] })).length} bindings`);

  step("3. Stream", "for await (const binding of bindings.list()) …");
  const bar = progressBar("streaming", CONVERSATIONS);
  const types: string[] = [];
  for await (const binding of bindings.list()) bar.update(types.push(binding.binding_type));
  bar.stop();
  table(["type", "bindings"], tally(types));
}

async function showRemoving(client: Client): Promise<void> {
  const { bindings } = client.conversations.v1.services(SERVICE_SID);
  const [first] = await bindings.list({ limit: 1 });
  if (!first) return;

  step("4. Fetch one, with personal data redacted", "redact(await bindings(sid).fetch())");
  const { data, requestId } = await bindings(first.sid).fetch().withResponse();
  const { sid, identity, endpoint, binding_type } = redact(data);
  table(["sid", "identity", "endpoint", "type"], [[sid, identity, String(endpoint), binding_type]]);
  line(`Twilio-Request-Id ${requestId ?? ""}`);

  step("5. Remove one", "await bindings(sid).remove()");
  line(String(await bindings(first.sid).remove()));
  const again = await bindings(first.sid)
    .fetch()
    .catch((error: unknown) => error);
  line(again instanceof NotFoundError ? `Gone: ${again.name}, code ${again.code ?? ""}` : "Still there");

  step(
    "6. Remove many, after a dry run",
    'await bindings.removeAll({ bindingType: "gcm", atMost: matched })',
  );
  const { matched } = await bindings.removeAll({ bindingType: "gcm", dryRun: true });
  line(`The dry run matches ${matched}. If more match later, nothing is removed.`);
  const bar = progressBar("removing", matched);
  const report = await bindings.removeAll({
    bindingType: "gcm",
    atMost: matched,
    onProgress: ({ removed }) => bar.update(removed),
  });
  bar.stop();
  table(
    ["matched", "removed", "alreadyGone", "failed", "notAttempted"],
    [[report.matched, report.removed, report.alreadyGone, report.failed.length, report.notAttempted]],
  );
}

async function showOlderProducts(client: Client): Promise<void> {
  const chat = client.chat.v2.services(SERVICE_SID);
  const older = client.ipMessaging.v2.services(SERVICE_SID);
  const [binding] = await chat.bindings.list({ limit: 1 });
  if (!binding) return;

  step(
    "7. One user of Programmable Chat (deprecated)",
    `chat.users("${binding.identity}").userBindings.list()`,
  );
  const { userBindings } = chat.users(binding.identity);
  table(
    ["sid", "user", "type"],
    (await userBindings.list()).map(({ sid, user_sid, binding_type }) => [sid, user_sid, binding_type]),
  );
  await userBindings.removeAll({ all: true });
  line(`After removeAll({ all: true }): ${(await userBindings.list()).length} left for the user`);

  step("8. The same bindings on the IP Messaging host", "ipMessaging.v2.services(sid).bindings.list()");
  line(`${(await older.bindings.list()).length} bindings`);
}
