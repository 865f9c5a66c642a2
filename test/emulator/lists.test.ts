import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errors } from "../../generated/emulation.ts";
import { operations } from "../../generated/operations.ts";
import { type BindingSeed, createEmulator } from "../../src/emulator/index.ts";
import { sized } from "../support/size.ts";
import { type Case, type ErrorBody, ask, askPage, lists, pathOf, seeded, sidsOf, walk } from "./support.ts";

const { ListServiceBinding } = operations.conversations_v1;

function listOf(serviceSid: string, query = "", operation: Case["operation"] = ListServiceBinding) {
  return operation.server + pathOf(operation, { service: serviceSid, user: "user-0001" }) + query;
}

describe.each(lists)("$document $operation.id", ({ operation }) => {
  const maximum = operation.query["PageSize"]?.maximum ?? 0;

  it.each(["0", "-1", "x", "1.5", "", "1e1", String(maximum + 1)])("refuses PageSize=%s", async (size) => {
    const emulator = seeded();
    const { status, body } = await ask<ErrorBody>(
      emulator,
      listOf(emulator.serviceSid, `?PageSize=${size}`, operation),
    );
    expect([status, body.code, body.status]).toEqual([400, errors[400].code, 400]);
    expect(body.message).toContain("PageSize");
  });

  it.each([
    ["Page", "-1"],
    ["Page", "x"],
    ["PageToken", "x"],
    ["PageToken", "PA"],
    ["PageToken", `PX${"0".repeat(13)}`],
    ["BindingType", "carrier-pigeon"],
    ["BindingType", ""],
  ])("refuses %s=%s", async (name, value) => {
    const emulator = seeded();
    const { status, body } = await ask<ErrorBody>(
      emulator,
      listOf(emulator.serviceSid, `?${name}=${value}`, operation),
    );
    expect([status, body.code]).toEqual([400, errors[400].code]);
    expect(body.message).toContain(name);
  });

  it("ignores parameters it does not have, and takes the largest page", async () => {
    const emulator = createEmulator();
    emulator.seed(3);
    const page = await askPage(
      emulator,
      listOf(emulator.serviceSid, `?Nonsense=1&PageSize=${maximum}`, operation),
    );
    expect([page.bindings.length, page.meta.page_size]).toEqual([3, maximum]);
  });
});

describe("filters", () => {
  const emulator = createEmulator();
  const identities = ["a", "b&c=d", "ü/#?%"];
  const types = ListServiceBinding.query.BindingType.enum;
  const seeds = identities.flatMap((identity) =>
    types.map((binding_type): BindingSeed => ({ identity, binding_type, count: 2 })),
  );
  const all = emulator.seed(seeds);

  it("takes values of one filter for alternatives, and wants all filters to match", async () => {
    const subset = <Item>(items: readonly Item[]) => fc.subarray([...items]);
    await fc.assert(
      fc.asyncProperty(
        subset(identities),
        subset(types),
        fc.integer({ min: 1, max: 7 }),
        async (names, kinds, size) => {
          const query = new URLSearchParams([
            ...names.map((name) => ["Identity", name]),
            ...kinds.map((kind) => ["BindingType", kind]),
            ["PageSize", String(size)],
          ]);
          const wanted = all.filter(
            ({ identity, binding_type }) =>
              (names.length === 0 || names.includes(identity)) &&
              (kinds.length === 0 || kinds.some((kind) => kind === binding_type)),
          );
          expect(await walk(emulator, listOf(emulator.serviceSid, `?${query.toString()}`))).toEqual(
            sidsOf(wanted),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it("finds nothing for an identity there is not", async () => {
    expect(await walk(emulator, listOf(emulator.serviceSid, "?Identity=nobody"))).toEqual([]);
    expect(await walk(emulator, listOf(emulator.serviceSid, "?Identity="))).toEqual([]);
  });

  it("knows every filter that the table has", () => {
    const filters = lists.flatMap(({ operation }) => operation.filters ?? []);
    expect(new Set(filters)).toEqual(new Set(["BindingType", "Identity"]));
  });
});

describe("page URLs", () => {
  it("are written as in the spec's example", async () => {
    const emulator = createEmulator();
    const url = listOf(emulator.serviceSid);
    expect((await askPage(emulator, url)).meta).toEqual({
      page: 0,
      page_size: 50,
      first_page_url: `${url}?PageSize=50&Page=0`,
      previous_page_url: null,
      url: `${url}?PageSize=50&Page=0`,
      next_page_url: null,
      key: "bindings",
    });
  });

  it("keep filters, size and place", async () => {
    const emulator = createEmulator();
    emulator.seed({ count: 30, identity: "a b&c" });
    const url = listOf(emulator.serviceSid);
    const first = await askPage(emulator, `${url}?Identity=a%20b%26c&Identity=x&PageSize=4`);
    expect(first.meta.next_page_url).toMatch(
      /\?Identity=a\+b%26c&Identity=x&PageSize=4&Page=1&PageToken=PA\w+$/,
    );
    const second = await askPage(emulator, String(first.meta.next_page_url));
    expect(second.meta.url).toBe(first.meta.next_page_url);
    expect(second.meta.first_page_url).toBe(first.meta.url);
    expect(second.meta.page).toBe(1);
    const back = await askPage(emulator, String(second.meta.previous_page_url));
    expect(sidsOf(back.bindings)).toEqual(sidsOf(first.bindings));
    expect([back.meta.page, back.meta.previous_page_url]).toEqual([0, null]);
    expect(sidsOf((await askPage(emulator, String(back.meta.next_page_url))).bindings)).toEqual(
      sidsOf(second.bindings),
    );
  });

  it("echo the page index, which places nothing", async () => {
    const emulator = seeded(5);
    const { meta, bindings } = await askPage(emulator, listOf(emulator.serviceSid, "?Page=7&PageSize=2"));
    expect(meta.page).toBe(7);
    expect(sidsOf(bindings)).toEqual(sidsOf(emulator.bindings({ document: "conversations_v1" })).slice(0, 2));
  });

  it("have a default size, which the maximum of the operation holds down", async () => {
    const emulator = createEmulator({ defaultPageSize: 80 });
    expect((await askPage(emulator, listOf(emulator.serviceSid))).meta.page_size).toBe(80);
    const chat = listOf(emulator.serviceSid, "", operations.chat_v2.ListBinding);
    expect((await askPage(emulator, chat)).meta.page_size).toBe(
      operations.chat_v2.ListBinding.query.PageSize.maximum,
    );
  });
});

describe("paging while bindings come and go", () => {
  const change = fc.record({ remove: fc.array(fc.nat()), add: fc.integer({ min: 0, max: 5 }) });

  it("neither skips nor repeats a survivor", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 1, max: 20 }),
        fc.array(change, { maxLength: 30 }),
        fc.constantFrom("", "&Identity=user-0001&Identity=user-0003&Identity=user-0020", "&BindingType=apn"),
        async (count, size, changes, filter) => {
          const emulator = createEmulator();
          const document = "conversations_v1";
          emulator.seed({ count });
          let next: string | null = listOf(emulator.serviceSid, `?PageSize=${size}${filter}`);
          const unlimited = listOf(emulator.serviceSid, `?PageSize=100${filter}`);
          const atStart = await walk(emulator, unlimited);
          const removed = new Set<string>();
          const seen: string[] = [];
          for (let page = 0; next !== null; page += 1) {
            const body = await askPage(emulator, next);
            seen.push(...sidsOf(body.bindings));
            next = body.meta.next_page_url;
            const { remove = [], add = 0 } = changes[page] ?? {};
            for (const index of remove) {
              const left = emulator.bindings({ document });
              const victim = left[index % Math.max(1, left.length)];
              if (victim === undefined) continue;
              removed.add(victim.sid);
              await ask(emulator, victim.url, { method: "DELETE" });
            }
            emulator.seed({ count: add });
          }
          expect(new Set(seen).size).toBe(seen.length);
          const survivors = atStart.filter((sid) => !removed.has(sid));
          expect(seen.filter((sid) => survivors.includes(sid))).toEqual(survivors);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("goes back over what is left, too", async () => {
    const emulator = createEmulator();
    emulator.seed({ count: 40 });
    const pages: string[][] = [];
    let next: string | null = listOf(emulator.serviceSid, "?PageSize=10");
    let last = next;
    for (; next !== null;) {
      const page = await askPage(emulator, next);
      pages.push(sidsOf(page.bindings));
      last = next;
      next = page.meta.next_page_url;
    }
    for (const sid of pages[1] ?? [])
      await ask(emulator, `${listOf(emulator.serviceSid)}/${sid}`, { method: "DELETE" });
    const third = await askPage(emulator, String((await askPage(emulator, last)).meta.previous_page_url));
    expect(sidsOf(third.bindings)).toEqual(pages[2]);
    const first = await askPage(emulator, String(third.meta.previous_page_url));
    expect(sidsOf(first.bindings)).toEqual(pages[0]);
    expect(first.meta.previous_page_url).toBeNull();
  });
});

describe("very many bindings", () => {
  it("are listed, filtered and removed, each once", async () => {
    const emulator = createEmulator({ maxRecordedRequests: 10 });
    const count = sized(20_000, 200_000);
    const removals = count / 8;
    emulator.seed({ count });
    const url = listOf(emulator.serviceSid, "?PageSize=100");
    const found = await walk(emulator, url);
    expect(new Set(found).size).toBe(count);
    expect(await walk(emulator, `${url}&Identity=user-6600`)).toHaveLength(3);
    // From both ends, so that tombstones gather where pages begin.
    for (let index = 0; index < removals; index += 1) {
      const sid = String(found[index % 2 === 0 ? index : count - index]);
      await emulator.fetch(`${listOf(emulator.serviceSid)}/${sid}`, {
        method: "DELETE",
        headers: { authorization: "Bearer x" },
      });
    }
    expect(await walk(emulator, url)).toHaveLength(count - removals);
    expect(emulator.requests).toHaveLength(10);
  });
});
