import { describe, expect, it } from "vitest";
import { operations } from "../../generated/operations.ts";
import { ValidationError } from "../../src/errors.ts";
import { type BindingSeed, createEmulator } from "../../src/emulator/index.ts";
import { ask, pathOf, sidsOf, someSid, walk } from "./support.ts";

describe("seeding", () => {
  it("puts a number of bindings into every product, and returns them as lists show them", async () => {
    const emulator = createEmulator();
    const seeded = emulator.seed(5);
    expect(seeded).toHaveLength(10);
    expect(emulator.bindings()).toEqual(seeded);
    expect(new Set(sidsOf(seeded)).size).toBe(10);
    for (const binding of seeded) expect((await ask(emulator, binding.url)).body).toEqual(binding);
  });

  it("varies users, types, endpoints and dates", () => {
    const bindings = createEmulator().seed({ count: 24 });
    const distinct = (values: unknown[]) => new Set(values.map(String)).size;
    expect(distinct(bindings.map(({ identity }) => identity))).toBe(8);
    expect(bindings[0]?.identity).toBe("user-0001");
    expect(distinct(bindings.map(({ binding_type }) => binding_type))).toBe(4);
    expect(distinct(bindings.map(({ endpoint }) => endpoint))).toBe(24);
    expect(distinct(bindings.map(({ date_created }) => date_created))).toBe(24);
    expect(distinct(bindings.map(({ credential_sid }) => credential_sid))).toBe(4);
    expect(distinct(bindings.map(({ message_types }) => message_types))).toBeGreaterThan(1);
    for (const { endpoint, binding_type, date_created, date_updated } of bindings) {
      expect(endpoint).toContain(binding_type);
      expect(date_created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(Date.parse(date_updated)).toBeGreaterThanOrEqual(Date.parse(date_created));
    }
  });

  it("gives the same for the same options and calls, and starts anew after a reset", async () => {
    const run = async (emulator = createEmulator({ seed: 7 })) => {
      emulator.seed([{ count: 3 }, { document: "chat_v2", identity: "x" }]);
      await ask(emulator, "https://chat.twilio.com/");
      return [emulator.bindings(), emulator.requests.map(({ requestId }) => requestId)];
    };
    const emulator = createEmulator({ seed: 7 });
    const first = await run(emulator);
    expect(await run()).toEqual(first);
    emulator.reset();
    expect([emulator.bindings(), emulator.requests]).toEqual([[], []]);
    expect(await run(emulator)).toEqual(first);
    expect(await run(createEmulator({ seed: 8 }))).not.toEqual(first);
  });

  it("takes every property, in either spelling", () => {
    const emulator = createEmulator();
    const properties = {
      sid: someSid("Binding"),
      account_sid: someSid("Account"),
      chat_service_sid: someSid("Service", "2"),
      credential_sid: null,
      date_created: "2020-01-01T00:00:00Z",
      date_updated: "2020-01-02T00:00:00.5Z",
      endpoint: null,
      identity: "ü/#",
      binding_type: "twilsock",
      message_types: null,
      url: "https://elsewhere.example/",
    } as const satisfies BindingSeed;
    expect(emulator.seed(properties)).toEqual([properties]);
    const camel = {
      serviceSid: someSid("Service", "3"),
      bindingType: "fcm",
      credentialSid: someSid("Credential"),
      messageTypes: ["a"],
    } as const;
    expect(emulator.seed(camel)).toMatchObject([
      {
        chat_service_sid: camel.serviceSid,
        binding_type: "fcm",
        credential_sid: camel.credentialSid,
        message_types: ["a"],
      },
    ]);
    expect(emulator.bindings({ serviceSid: camel.serviceSid })).toHaveLength(1);
    expect(emulator.bindings({ document: "chat_v2" })).toEqual([]);
    expect(emulator.bindings({ identity: "ü/#", bindingType: "twilsock" })).toEqual([properties]);
  });

  it("takes the SID of a chat user", async () => {
    const emulator = createEmulator();
    const user = someSid("User");
    const [binding] = emulator.seed({
      document: "chat_v2",
      userSid: user,
      identity: "alice",
      links: { user: "u" },
    });
    const { ListUserBinding } = operations.chat_v2;
    const path = pathOf(ListUserBinding, { service: emulator.serviceSid, user });
    expect(await walk(emulator, ListUserBinding.server + path)).toEqual([binding?.sid]);
    expect(binding).toMatchObject({ links: { user: "u" } });
    expect(() => emulator.seed({ document: "chat_v2", userSid: user, identity: "bob" })).toThrow(/user_sid/);
    const other = { document: "chat_v2", userSid: someSid("User", "1"), identity: "alice" } as const;
    expect(() => emulator.seed(other)).toThrow(/user_sid/);
  });

  it.each<[string, object]>([
    ["document", { document: "sms_v1" }],
    ["count", { count: -1 }],
    ["count", { count: 1.5 }],
    ["chat_service_sid", { serviceSid: "IS1" }],
    ["sid", { sid: "BS1" }],
    ["sid", { sid: null }],
    ["account_sid", { accountSid: "x" }],
    ["credential_sid", { credentialSid: someSid("Binding") }],
    ["binding_type", { bindingType: "pigeon" }],
    ["binding_type", { document: "chat_v2", bindingType: "twilsock" }],
    ["identity", { identity: "" }],
    ["identity", { identity: 5 }],
    ["identity", { identity: "\ud800" }],
    ["date_created", { dateCreated: "yesterday" }],
    ["message_types", { messageTypes: "new_message" }],
    ["links", { document: "chat_v2", links: { user: 1 } }],
    ["links", { links: { user: "u" } }],
    ["user_sid", { userSid: someSid("User") }],
    ["colour", { colour: "red" }],
    ["bindingType", { binding_type: "apn", bindingType: "apn" }],
    ["seed", [null]],
  ])("refuses a wrong %s: %j", (parameter, seed) => {
    const emulator = createEmulator();
    expect(() => emulator.seed(seed as BindingSeed)).toThrow(expect.objectContaining({ parameter }));
    expect(() => emulator.seed(seed as BindingSeed)).toThrow(ValidationError);
    expect(emulator.bindings()).toEqual([]);
  });

  it("refuses a binding there is, until it is gone", async () => {
    const emulator = createEmulator();
    const seed = { sid: someSid("Binding"), identity: "a", endpoint: "e", bindingType: "apn" } as const;
    const [binding] = emulator.seed(seed);
    expect(() => emulator.seed({ sid: seed.sid })).toThrow(/^sid/);
    expect(() => emulator.seed({ ...seed, sid: someSid("Binding", "1") })).toThrow(/^endpoint/);
    emulator.seed([
      { ...seed, sid: someSid("Binding", "2"), bindingType: "fcm" },
      { ...seed, sid: someSid("Binding", "3"), identity: "b" },
      { ...seed, sid: someSid("Binding", "4"), serviceSid: someSid("Service") },
    ]);
    await ask(emulator, String(binding?.url), { method: "DELETE" });
    expect(emulator.seed(seed)).toMatchObject([
      { sid: seed.sid, identity: "a", endpoint: "e", binding_type: "apn" },
    ]);
  });
});

describe("options", () => {
  it.each<[string, object]>([
    ["accountSid", { accountSid: "AC1" }],
    ["accountSid", { authToken: "t" }],
    ["apiKey", { apiSecret: "s" }],
    ["apiSecret", { apiKey: "k" }],
    ["onRequest", { onRequest: "log" }],
    ["serviceSid", { serviceSid: "x" }],
    ["seed", { seed: -1 }],
    ["defaultPageSize", { defaultPageSize: 0 }],
    ["recordLimit", { recordLimit: 1.5 }],
    ["errorFormat", { errorFormat: "xml" }],
    ["latency", { latency: -1 }],
    ["latency", { latency: [5, 1] }],
    ["rateLimit.perSecond", { rateLimit: { perSecond: -1 } }],
    ["faults.rate", { faults: { rate: 2 } }],
    ["faults.kinds", { faults: { kinds: ["flood"] } }],
    ["faults.match", { faults: { match: "PUT" } }],
    ["faults.next", { faults: { next: ["flood"] } }],
    ["colour", { colour: "red" }],
  ])("refuses a wrong %s: %j", (parameter, options) => {
    expect(() => createEmulator(options)).toThrow(expect.objectContaining({ parameter }));
  });
});
