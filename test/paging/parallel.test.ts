import { describe, expect, it } from "vitest";
import { createClient } from "../../src/index.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import { operations } from "../../generated/operations.ts";

const serviceSid = `IS${"5e".repeat(16)}`;
const types = operations.conversations_v1.ListServiceBinding.query.BindingType.enum;

function setUp(count: number) {
  const emulator = createEmulator({ serviceSid });
  emulator.seed({ document: "conversations_v1", count });
  let inFlight = 0;
  let most = 0;
  const fetch = async (url: string, init: RequestInit) => {
    most = Math.max(most, ++inFlight);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return emulator.fetch(url, init).finally(() => inFlight--);
  };
  const client = createClient({ accountSid: `AC${"a0".repeat(16)}`, authToken: "secret", fetch });
  const { bindings } = client.conversations.v1.services(serviceSid);
  const all = emulator.bindings({ document: "conversations_v1" }).map(({ sid }) => sid);
  return { emulator, bindings, all: [...all].sort(), most: () => most };
}

describe("a list that names several binding types", () => {
  it("reads the types concurrently, and yields every binding once", async () => {
    const { bindings, all, most } = setUp(950);
    const listed = await bindings.list({ bindingType: types, pageSize: 20 });
    expect(listed.map(({ sid }) => sid).sort()).toEqual(all);
    expect(most()).toBe(types.length);
  });

  it("needs one request, in the order of the API, if one page holds it all", async () => {
    const { emulator, bindings } = setUp(60);
    const listed = await bindings.list({ bindingType: types });
    expect(emulator.requests).toHaveLength(1);
    expect(listed).toEqual(await bindings.list());
  });

  it("is read page after page with parallel: false, and by pages()", async () => {
    const { bindings, most } = setUp(300);
    const inOrder = (await bindings.list()).map(({ sid }) => sid);
    const options = { bindingType: types, pageSize: 20 };
    expect((await bindings.list({ ...options, parallel: false })).map(({ sid }) => sid)).toEqual(inOrder);
    const paged: string[] = [];
    for await (const page of bindings.list(options).pages())
      paged.push(...page.instances.map(({ sid }) => sid));
    expect(paged).toEqual(inOrder);
    expect(most()).toBe(1);
  });

  it.each([0, 1, 20, 21, 137])("yields %i with that limit, each once", async (limit) => {
    const { bindings, all } = setUp(400);
    const sids = (await bindings.list({ bindingType: types, pageSize: 20, limit })).map(({ sid }) => sid);
    expect(new Set(sids).size).toBe(limit);
    expect(all).toEqual(expect.arrayContaining(sids));
  });

  it.each([
    ["apn", "fcm"],
    ["gcm", "twilsock"],
    ["fcm", "gcm", "apn"],
  ] as const)(
    "yields the same with and without parallel from a server that ignores filters: %s, %s",
    async (...wanted) => {
      const { emulator } = setUp(400);
      const fetch = (url: string, init: RequestInit) => {
        const plain = new URL(url);
        plain.searchParams.delete("BindingType");
        return emulator.fetch(plain.href, init);
      };
      const client = createClient({ accountSid: `AC${"a0".repeat(16)}`, authToken: "secret", fetch });
      const { bindings } = client.conversations.v1.services(serviceSid);
      const isWanted = ({ binding_type: type }: { binding_type: string }) =>
        wanted.some((one) => one === type);
      const expected = (await bindings.list()).filter(isWanted).map(({ sid }) => sid);
      expect(expected.length).toBeGreaterThan(0);
      for (const parallel of [true, false]) {
        const listed = await bindings.list({ bindingType: [...wanted], pageSize: 20, parallel });
        expect(listed.map(({ sid }) => sid).toSorted()).toEqual(expected.toSorted());
      }
    },
  );

  it("cancels the other types if one fails", async () => {
    const { emulator } = setUp(400);
    const signals: AbortSignal[] = [];
    const fetch = (url: string, init: RequestInit) => {
      const named = new URL(url).searchParams.getAll("BindingType");
      if (init.signal) signals.push(init.signal);
      if (named.length > 1) return emulator.fetch(url, init);
      if (named[0] === types[0])
        return Promise.resolve(Response.json({ code: 20003, message: "no", status: 401 }, { status: 401 }));
      return new Promise<Response>(() => undefined);
    };
    const client = createClient({ accountSid: `AC${"a0".repeat(16)}`, authToken: "secret", fetch });
    const listing = client.conversations.v1.services(serviceSid).bindings.list({ bindingType: types });
    await expect(listing).rejects.toMatchObject({ status: 401 });
    expect(signals.filter(({ aborted }) => aborted)).toHaveLength(types.length - 1);
  });
});
