import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "../src/index.ts";
import { type Emulator, type EmulatorServer, createEmulator } from "../src/emulator/index.ts";
import { officialAt } from "./support/official.ts";

const SERVICE = `IS${"1".repeat(32)}`;

interface Shown {
  sid: string;
  identity: string;
  type: string;
}
/** What both libraries call a list, as far as this test needs it. */
interface AnyList {
  list(options: object): PromiseLike<object[]>;
}

let emulator: Emulator;
let server: EmulatorServer;

beforeAll(async () => {
  emulator = createEmulator({ serviceSid: SERVICE });
  emulator.seed({ document: "conversations_v1", count: 230 });
  emulator.seed({ document: "chat_v2", count: 130 });
  server = await emulator.listen();
});
afterAll(() => server.close());

/** The same list in both libraries, by product. */
function lists(): [name: string, ours: AnyList, official: AnyList][] {
  const ours = createClient({ accountSid: `AC${"0".repeat(32)}`, authToken: "x", baseUrl: server.url });
  const official = officialAt(server.url);
  const user = emulator.bindings({ document: "chat_v2" })[0]?.identity ?? "";
  return [
    [
      "Conversations",
      ours.conversations.v1.services(SERVICE).bindings,
      official.conversations.v1.services(SERVICE).bindings,
    ],
    ["Chat", ours.chat.v2.services(SERVICE).bindings, official.chat.v2.services(SERVICE).bindings],
    [
      "IP Messaging",
      ours.ipMessaging.v2.services(SERVICE).bindings,
      official.ipMessaging.v2.services(SERVICE).bindings,
    ],
    [
      "Chat user",
      ours.chat.v2.services(SERVICE).users(user).userBindings,
      official.chat.v2.services(SERVICE).users(user).userBindings,
    ],
  ];
}

/** One shape for both: the official library renames the properties. */
function shown(bindings: readonly object[]): Shown[] {
  return bindings.map((binding) => {
    const { sid = "", identity = "", ...rest } = binding as Record<string, string>;
    return { sid, identity, type: rest["binding_type"] ?? rest["bindingType"] ?? "" };
  });
}

const questions: [what: string, options: object][] = [
  ["everything", {}],
  ["a limit", { limit: 7 }],
  ["a limit over several pages", { limit: 45, pageSize: 20 }],
  ["small pages", { pageSize: 9 }],
  ["one type", { bindingType: ["gcm"] }],
  ["two types", { bindingType: ["apn", "fcm"], pageSize: 13 }],
];

describe("the official library and this one see the same bindings", () => {
  it.each(questions)("%s", async (_, options) => {
    for (const [name, ours, official] of lists()) {
      const theirs = shown(await official.list(options));
      expect(shown(await ours.list({ ...options, parallel: false })), name).toEqual(theirs);
      expect(theirs.length, name).toBeGreaterThan(0);
      // Several types are read concurrently; the same bindings come in another order then.
      const mixed = shown(await ours.list(options));
      expect(mixed.map((binding) => JSON.stringify(binding)).sort(), name).toEqual(
        theirs.map((binding) => JSON.stringify(binding)).sort(),
      );
    }
  });

  it("by identity", async () => {
    const identities = [
      ...new Set(emulator.bindings({ document: "conversations_v1" }).map(({ identity }) => identity)),
    ];
    const options = { identity: identities.slice(3, 6), bindingType: ["gcm", "apn"] };
    for (const [name, ours, official] of lists().slice(0, 1)) {
      const theirs = shown(await official.list(options));
      expect(shown(await ours.list(options)), name).toEqual(theirs);
      expect(theirs.length, name).toBeGreaterThan(0);
    }
  });

  it("fetched one by one", async () => {
    const ours = createClient({ accountSid: `AC${"0".repeat(32)}`, authToken: "x", baseUrl: server.url });
    const { bindings } = ours.conversations.v1.services(SERVICE);
    const official = officialAt(server.url).conversations.v1.services(SERVICE);
    for (const { sid } of emulator.bindings({ document: "conversations_v1" }).slice(0, 5)) {
      const theirs = await official.bindings(sid).fetch();
      const binding = await bindings(sid).fetch();
      expect(shown([binding])).toEqual(shown([theirs]));
      expect(binding.date_created).toBe(theirs.dateCreated.toISOString().replace(".000Z", "Z"));
      expect(binding.message_types).toEqual(theirs.messageTypes);
      expect(binding.url).toBe(theirs.url);
    }
  });

  it("and what one removes is gone for the other", async () => {
    const ours = createClient({ accountSid: `AC${"0".repeat(32)}`, authToken: "x", baseUrl: server.url });
    const { bindings } = ours.conversations.v1.services(SERVICE);
    const official = officialAt(server.url).conversations.v1.services(SERVICE);
    const [first, second] = await bindings.list({ limit: 2 });
    if (!first || !second) throw new Error("nothing to remove");
    expect(await bindings(first.sid).remove()).toBe(true);
    expect(await official.bindings(second.sid).remove()).toBe(true);
    await expect(official.bindings(first.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(bindings(second.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    expect(shown(await bindings.list())).toEqual(shown(await official.bindings.list()));
  });
});
