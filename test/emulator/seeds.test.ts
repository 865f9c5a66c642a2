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

  it("varies users, types, credentials, dates and what may be null", () => {
    const bindings = createEmulator().seed({ count: 600 });
    const distinct = (values: unknown[]) => new Set(values.map(String)).size;
    expect(distinct(bindings.map(({ identity }) => identity))).toBe(200);
    expect(bindings[0]?.identity).toBe("user-0001");
    expect(distinct(bindings.map(({ binding_type }) => binding_type))).toBe(4);
    expect(distinct(bindings.map(({ message_types }) => message_types))).toBe(4);
    // Two for each of the three types that need one, and null.
    expect(distinct(bindings.map(({ credential_sid }) => credential_sid))).toBe(7);
    for (const { endpoint, binding_type, credential_sid, date_created, date_updated } of bindings) {
      if (endpoint !== null) expect(endpoint).toContain(binding_type);
      if (binding_type === "twilsock") expect(credential_sid).toBeNull();
      expect(date_created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(Date.parse(date_updated)).toBeGreaterThanOrEqual(Date.parse(date_created));
    }
    for (const name of ["endpoint", "message_types", "credential_sid"] as const) {
      const share = bindings.filter(
        (binding) => binding[name] === null && binding.binding_type !== "twilsock",
      );
      expect(share.length, name).toBeGreaterThan(20);
      expect(share.length, name).toBeLessThan(120);
    }
    const years = bindings.map(({ date_created }) => date_created.slice(0, 4)).sort();
    expect(Number(years.at(-1)) - Number(years[0])).toBeGreaterThanOrEqual(5);
    const dates = bindings.map(({ date_created }) => Date.parse(date_created));
    const week = 7 * 24 * 3_600_000;
    expect(dates.filter((date) => date > Math.max(...dates) - week).length).toBeGreaterThan(5);
  });

  it("shows a binding the same on a service's and on a user's route, but for what only one of them has", async () => {
    const emulator = createEmulator();
    for (const binding of emulator.seed({ document: "chat_v2", count: 40 })) {
      const { FetchUserBinding } = operations.chat_v2;
      const address = { service: emulator.serviceSid, user: binding.identity, binding: binding.sid };
      const { body } = await ask<object>(
        emulator,
        FetchUserBinding.server + pathOf(FetchUserBinding, address),
      );
      const { links, url, ...shared } = binding as typeof binding & { links: unknown };
      expect([links, url]).not.toContain(undefined);
      expect(body).toMatchObject(shared);
    }
  });

  it("gives a date that is left out the one that is given", () => {
    const [binding] = createEmulator().seed({ dateCreated: "2031-01-01T00:00:00Z" });
    expect(binding?.date_updated).toBe("2031-01-01T00:00:00Z");
  });

  it("inserts all or nothing", () => {
    const taken = { sid: someSid("Binding", "1"), identity: "a", endpoint: "e", bindingType: "apn" } as const;
    const untouched = createEmulator();
    const emulator = createEmulator();
    for (const one of [untouched, emulator]) one.seed([taken, { document: "chat_v2", identity: "u" }]);
    const before = emulator.bindings();
    const user = someSid("User", "2");
    const parts: BindingSeed[] = [
      { count: 5 },
      { document: "chat_v2", identity: "new", userSid: user },
      { serviceSid: someSid("Service", "9") },
    ];
    const last: object[] = [
      { sid: taken.sid },
      { ...taken, sid: someSid("Binding", "3") },
      { document: "chat_v2", identity: "other", userSid: user },
      { count: -1 },
    ];
    for (const wrong of last) {
      expect(() => emulator.seed([...parts, wrong])).toThrow(ValidationError);
      expect(emulator.bindings()).toEqual(before);
    }
    // Nor does anything count that was never there: users, SIDs and types go on as if nothing had been tried.
    const next: BindingSeed[] = [
      { count: 3 },
      { document: "chat_v2", identity: "new", userSid: someSid("User", "4") },
    ];
    expect(emulator.seed(next)).toEqual(untouched.seed(next));
  });

  it("gives the same for the same options and calls, and starts anew after a reset", async () => {
    const run = async (emulator = createEmulator({ randomSeed: 7 })) => {
      emulator.seed([{ count: 3 }, { document: "chat_v2", identity: "x" }]);
      await ask(emulator, "https://chat.twilio.com/");
      return [emulator.bindings(), emulator.requests.map(({ requestId }) => requestId)];
    };
    const emulator = createEmulator({ randomSeed: 7 });
    const first = await run(emulator);
    expect(await run()).toEqual(first);
    emulator.reset();
    expect([emulator.bindings(), emulator.requests]).toEqual([[], []]);
    expect(await run(emulator)).toEqual(first);
    expect(await run(createEmulator({ randomSeed: 8 }))).not.toEqual(first);
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

  it.each<[string, unknown]>([
    ["document", { document: "sms_v1" }],
    ["count", { count: -1 }],
    ["count", { count: 1.5 }],
    ["serviceSid", { serviceSid: "IS1" }],
    ["sid", { sid: "BS1" }],
    ["sid", { sid: null }],
    ["accountSid", { accountSid: "x" }],
    ["credentialSid", { credentialSid: someSid("Binding") }],
    ["bindingType", { bindingType: "pigeon" }],
    ["bindingType", { document: "chat_v2", bindingType: "twilsock" }],
    ["identity", { identity: "" }],
    ["identity", { identity: 5 }],
    ["identity", { identity: "\ud800" }],
    ["dateCreated", { dateCreated: "yesterday" }],
    ["messageTypes", { messageTypes: "new_message" }],
    ["links", { document: "chat_v2", links: { user: 1 } }],
    ["links", { links: { user: "u" } }],
    ["userSid", { userSid: someSid("User") }],
    ["colour", { colour: "red" }],
    ["bindingType", { binding_type: "apn", bindingType: "apn" }],
    ["dateCreated", { dateCreated: null }],
    ["dateCreated", { dateCreated: "2020-01-01" }],
    ["dateCreated", { dateCreated: "2020-01-01T00:00:00" }],
    ["messageTypes", { messageTypes: Array(2) }],
    ["url", { url: null }],
    ["count", { count: NaN }],
    ["seed", [null]],
    ["seed", "5"],
  ])("refuses a wrong %s: %j", (parameter, seed) => {
    const emulator = createEmulator();
    expect(() => emulator.seed(seed as BindingSeed)).toThrow(expect.objectContaining({ parameter }));
    expect(() => emulator.seed(seed as BindingSeed)).toThrow(ValidationError);
    expect(emulator.bindings()).toEqual([]);
  });

  it("reads a seed once, own or inherited, and not from a polluted prototype", () => {
    let reads = 0;
    class Seed {
      get document() {
        reads += 1;
        return "chat_v2" as const;
      }
      readonly identity = "alice";
    }
    expect(createEmulator().seed(new Seed())).toMatchObject([
      { identity: "alice", service_sid: expect.stringMatching(/^IS/) as string },
    ]);
    expect(reads).toBe(1);
    Object.defineProperty(Object.prototype, "document", { value: "chat_v2", configurable: true });
    try {
      expect(createEmulator().seed({})[0]).toHaveProperty("chat_service_sid");
    } finally {
      Reflect.deleteProperty(Object.prototype, "document");
    }
  });

  it("takes no longer if all of them belong to one user", () => {
    const timeOf = (identityOf: (index: number) => string) => {
      const seeds = Array.from({ length: 5000 }, (_, index) => {
        return { identity: identityOf(index), endpoint: `device-${index}`, bindingType: "apn" as const };
      });
      const started = process.cpuUsage();
      createEmulator().seed(seeds);
      return process.cpuUsage(started).user;
    };
    const apart = timeOf((index) => `user-${index}`);
    expect(timeOf(() => "alice")).toBeLessThan(4 * apart);
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
