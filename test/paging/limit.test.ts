import { describe, expect, it, vi } from "vitest";
import type { ServiceBinding } from "../../src/index.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import { binding } from "../support/answers.ts";
import { conversationsBindings } from "../support/client.ts";
import { collect } from "../support/collect.ts";
import { serviceSid } from "../support/sids.ts";
import { storeOf } from "../support/store.ts";

const sidsOf = (bindings: readonly { sid: string }[]) => bindings.map(({ sid }) => sid);

function setUp(count: number) {
  const emulator = createEmulator({ serviceSid });
  const seeded = sidsOf(emulator.seed({ document: "conversations_v1", count })).toSorted();
  return { bindings: conversationsBindings({ fetch: emulator.fetch }), seeded, emulator };
}

describe("pages() with a limit", () => {
  it.each([
    { count: 300, limit: 150, pageSize: 100 },
    { count: 300, limit: 1, pageSize: 100 },
    { count: 300, limit: 100, pageSize: 100 },
    { count: 45, limit: 7, pageSize: 10 },
  ])("ends where the rest can continue: $limit of $count", async ({ count, limit, pageSize }) => {
    const { bindings, seeded } = setUp(count);
    const pages = await collect(bindings.list({ limit, pageSize }).pages());
    const first = pages.flatMap(({ instances }) => instances);
    expect(first).toHaveLength(limit);
    const nextPageUrl = pages.at(-1)?.nextPageUrl ?? expect.unreachable("no next page");
    const rest = await bindings.list({ from: nextPageUrl });
    expect(sidsOf([...first, ...rest]).toSorted()).toEqual(seeded);

    const page = await bindings.getPage(nextPageUrl);
    expect(sidsOf(page.instances)).toEqual(sidsOf(rest).slice(0, page.instances.length));
  });

  it("can be read to the end in steps, each binding once", async () => {
    const { bindings, seeded } = setUp(130);
    const read: string[] = [];
    let from: string | undefined;
    do {
      const pages = await collect(bindings.list({ limit: 17, pageSize: 20, ...(from && { from }) }).pages());
      read.push(...sidsOf(pages.flatMap(({ instances }) => instances)));
      from = pages.at(-1)?.nextPageUrl;
    } while (from !== undefined);
    expect(read.toSorted()).toEqual(seeded);
  });

  it("continues with the whole page if the binding where it was cut is gone", async () => {
    const { bindings, seeded } = setUp(30);
    const [page] = await collect(bindings.list({ limit: 4, pageSize: 10 }).pages());
    const cut = page?.instances.at(-1)?.sid ?? expect.unreachable("no page");
    await bindings(cut).remove();
    const rest = sidsOf(await bindings.list({ from: page?.nextPageUrl }));
    const missing = seeded.filter((sid) => !rest.includes(sid));
    expect(missing.filter((sid) => !page?.instances.some((item) => item.sid === sid))).toEqual([]);
  });

  it.each([1, 7, 9, 10])("leads by getNextPage to the rest of its page: %i of 10", async (limit) => {
    const { bindings, seeded } = setUp(25);
    const [first] = await collect(bindings.list({ limit, pageSize: 10 }).pages());
    const sids = sidsOf(first?.instances ?? []);
    const lengths: number[] = [];
    for (let page = await first?.getNextPage(); page; page = await page.getNextPage()) {
      sids.push(...sidsOf(page.instances));
      lengths.push(page.instances.length);
    }
    expect(sids.toSorted()).toEqual(seeded);
    expect(lengths).toEqual(limit === 10 ? [10, 5] : [10 - limit, 10, 5]);
  });

  it("sends no fragment to the server", async () => {
    const { bindings, emulator } = setUp(30);
    const [page] = await collect(bindings.list({ limit: 4, pageSize: 10 }).pages());
    await bindings.getPage(page?.nextPageUrl ?? "");
    expect(emulator.requests.at(-1)?.url).not.toContain("after");
  });
});

describe("Infinity means no limit", () => {
  it("of a list", async () => {
    const { bindings, seeded } = setUp(130);
    expect(sidsOf(await bindings.list({ limit: Infinity })).toSorted()).toEqual(seeded);
    expect(await collect(bindings.list({ limit: Infinity }).pages())).toHaveLength(2);
    let calls = 0;
    await bindings.each({ limit: Infinity }, () => calls++);
    expect(calls).toBe(130);
  });

  it("of a removal, and so is atMost", async () => {
    const { bindings, emulator } = setUp(130);
    const report = await bindings.removeAll({ all: true, limit: Infinity, atMost: Infinity });
    expect(report).toMatchObject({ matched: 130, removed: 130 });
    expect(emulator.bindings({ document: "conversations_v1" })).toHaveLength(0);
  });
});

describe("a list that ends before the last page", () => {
  const many = Array.from({ length: 50 }, (_, index): ServiceBinding => binding(index + 1));
  const ways: Readonly<
    Record<string, (bindings: ReturnType<typeof conversationsBindings>) => Promise<unknown>>
  > = {
    break: async (bindings) => {
      for await (const { sid } of bindings.list({ pageSize: 5 })) if (sid === binding(7).sid) break;
    },
    "break of pages()": async (bindings) => {
      for await (const page of bindings.list({ pageSize: 5 }).pages()) if (page.instances.length > 0) break;
    },
    "done()": (bindings) => bindings.each({ pageSize: 5 }, (_, done) => done()),
    limit: async (bindings) => bindings.list({ limit: 12, pageSize: 5 }),
    "break of a parallel list": async (bindings) => {
      const options = { bindingType: ["apn", "fcm", "gcm"] as const, pageSize: 5 };
      for await (const { sid } of bindings.list(options)) if (sid === binding(7).sid) break;
    },
    "limit of removeAll": async (bindings) => bindings.removeAll({ all: true, limit: 12, concurrency: 1 }),
  };

  it.each(Object.entries(ways))("calls onFailure and onRetry never: %s", async (_, end) => {
    const hooks = { onFailure: vi.fn(), onRetry: vi.fn() };
    await end(conversationsBindings({ fetch: storeOf(many).fetch, ...hooks }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(hooks.onFailure).not.toHaveBeenCalled();
    expect(hooks.onRetry).not.toHaveBeenCalled();
  });
});
