import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type DocumentName, type EmulatorServer, createEmulator } from "../../src/emulator/index.ts";
import { type OfficialClient, officialAt, officialCredentials } from "../support/official.ts";
import { sidsOf, someSid } from "./support.ts";

const { accountSid, authToken } = officialCredentials;
const emulator = createEmulator({ accountSid, authToken });
let server: EmulatorServer;
let client: OfficialClient;
beforeAll(async () => {
  server = await emulator.listen();
  client = officialAt(server.url);
});
afterAll(() => server.close());
beforeEach(() => {
  emulator.reset();
  emulator.seed(130);
});

const bindingsOf = (document: DocumentName) => emulator.bindings({ document });

/** The three products as the official library lays them out. */
const products = {
  conversations_v1: () => client.conversations.v1.services(emulator.serviceSid).bindings,
  chat_v2: () => client.chat.v2.services(emulator.serviceSid).bindings,
  ip_messaging_v2: () => client.ipMessaging.v2.services(emulator.serviceSid).bindings,
} as const;

describe.each(Object.entries(products))("the official library on %s", (name, at) => {
  const document = name as DocumentName;
  // The three lists have the same shape and unrelated types.
  const collection = () => at() as ReturnType<(typeof products)["conversations_v1"]>;

  it("lists all, over pages of any size", async () => {
    const all = sidsOf(bindingsOf(document));
    expect(sidsOf(await collection().list())).toEqual(all);
    expect(sidsOf(await collection().list({ pageSize: 7 }))).toEqual(all);
    expect(emulator.requests.filter(({ status }) => status === 200)).toHaveLength(3 + 19);
  });

  it("lists up to a limit", async () => {
    const all = sidsOf(bindingsOf(document));
    expect(sidsOf(await collection().list({ limit: 20 }))).toEqual(all.slice(0, 20));
    expect(sidsOf(await collection().list({ limit: 45, pageSize: 20 }))).toEqual(all.slice(0, 45));
  });

  it("lists with filters", async () => {
    const chosen = bindingsOf(document).filter(
      ({ identity, binding_type }) =>
        ["user-0002", "user-0040"].includes(identity) && ["apn", "gcm"].includes(binding_type),
    );
    expect(chosen.length).toBeGreaterThan(2);
    const filter = { identity: ["user-0002", "user-0040"], bindingType: ["apn" as const, "gcm" as const] };
    expect(sidsOf(await collection().list(filter))).toEqual(sidsOf(chosen));
    expect(sidsOf(await collection().list({ ...filter, pageSize: 1 }))).toEqual(sidsOf(chosen));
  });

  it("pages on and back", async () => {
    const all = sidsOf(bindingsOf(document));
    const first = await collection().page({ pageSize: 50 });
    expect(first.nextPageUrl).toContain(`${server.url}/`);
    const second = await collection().getPage(String(first.nextPageUrl));
    expect(sidsOf(second.instances)).toEqual(all.slice(50, 100));
    const third = await second.nextPage();
    expect([sidsOf(third?.instances ?? []), third?.nextPageUrl]).toEqual([all.slice(100), undefined]);
    expect(sidsOf((await second.previousPage())?.instances ?? [])).toEqual(all.slice(0, 50));
  });

  it("reads every property", async () => {
    const [binding] = bindingsOf(document);
    const read = JSON.parse(JSON.stringify(await collection()(String(binding?.sid)).fetch())) as Record<
      string,
      unknown
    >;
    const camel = (property: string) =>
      property.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    for (const [property, value] of Object.entries(binding ?? {})) {
      const expected: unknown = property.startsWith("date_")
        ? new Date(value as string).toISOString()
        : value;
      const origin = new URL(String(binding?.url)).origin;
      const local = JSON.parse(JSON.stringify(expected).replaceAll(origin, server.url)) as unknown;
      expect(read[camel(property)], property).toEqual(local);
    }
  });

  it("removes, and is told what is gone", async () => {
    const [binding, second] = bindingsOf(document);
    const handle = collection()(String(binding?.sid));
    expect(await handle.remove()).toBe(true);
    await expect(handle.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(handle.remove()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(collection()("BS1").fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    expect(sidsOf(await collection().list({ limit: 1 }))).toEqual([second?.sid]);
    // Its instances from a list lack the SID that their own remove() needs.
    for (const { sid } of await collection().list({ pageSize: 9 })) await collection()(sid).remove();
    expect(bindingsOf(document)).toEqual([]);
    expect(await collection().list()).toEqual([]);
  });

  it("is told of wrong credentials, wrong parameters and too many requests", async () => {
    const stranger = officialAt(server.url, { accountSid, authToken: "wrong" });
    const theirs = stranger.conversations.v1.services(emulator.serviceSid).bindings;
    await expect(theirs.list()).rejects.toMatchObject({ status: 401, code: 20003 });
    await expect(collection().list({ pageSize: 5000 })).rejects.toMatchObject({ status: 400, code: 20001 });
    emulator.configure({ rateLimit: { maxConcurrent: 0 } });
    await expect(collection().list()).rejects.toMatchObject({ status: 429, code: 20429 });
  });

  it("finds services and bindings there are not", async () => {
    const empty = client.conversations.v1.services(someSid("Service")).bindings;
    expect(await empty.list()).toEqual([]);
    await expect(empty(someSid("Binding")).fetch()).rejects.toMatchObject({ status: 404 });
  });
});

describe.each(["chat", "ipMessaging"] as const)("the official library on user bindings of %s", (product) => {
  const bindingsOfUser = (user: string) =>
    client[product].v2.services(emulator.serviceSid).users(user).userBindings as ReturnType<
      ReturnType<typeof client.chat.v2.services>["users"]
    >["userBindings"];

  it("lists, reads and removes by identity and by SID", async () => {
    const theirs = emulator.bindings({ document: "chat_v2", identity: "user-0003" });
    const listed = await bindingsOfUser("user-0003").list({ pageSize: 2 });
    expect(sidsOf(listed)).toEqual(sidsOf(theirs));
    const [first] = listed;
    const sid = String(first?.sid);
    const userSid = String(first?.userSid);
    expect(userSid).toMatch(/^US[0-9a-f]{32}$/);
    expect(sidsOf(await bindingsOfUser(userSid).list({ bindingType: ["apn"] }))).toHaveLength(1);
    expect((await bindingsOfUser(userSid)(sid).fetch()).identity).toBe("user-0003");
    await expect(bindingsOfUser("user-0004")(sid).fetch()).rejects.toMatchObject({ status: 404 });
    expect(await bindingsOfUser(userSid)(sid).remove()).toBe(true);
    await expect(
      client[product].v2.services(emulator.serviceSid).bindings(sid).fetch(),
    ).rejects.toMatchObject({ status: 404, code: 20404 });
    expect(await bindingsOfUser("nobody").list()).toEqual([]);
  });
});
