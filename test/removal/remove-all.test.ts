import { describe, expect, it } from "vitest";
import type { ServiceBinding } from "../../src/index.ts";
import { binding, bindingsUrl, pageAnswer } from "../support/answers.ts";
import { conversationsBindings } from "../support/client.ts";
import { type StoreOptions, storeOf } from "../support/store.ts";

/** So many bindings, of two types and ten identities. */
const many = (count: number): ServiceBinding[] =>
  Array.from({ length: count }, (_, index) =>
    binding(index + 1, { binding_type: index % 3 === 0 ? "apn" : "fcm", identity: `user-${index % 10}` }),
  );

function setUp(count: number, options: StoreOptions = {}) {
  const store = storeOf(many(count), options);
  return { store, bindings: conversationsBindings({ fetch: store.fetch }) };
}

const pagings = ["token", "offset"] as const;

describe.each(pagings)("on a server that pages by %s, a bulk removal", (paging) => {
  it.each([0, 1, 100, 101, 250, 1_000])("removes each of %i once", async (count) => {
    const { store, bindings } = setUp(count, { paging });
    const report = await bindings.removeAll({ all: true });
    expect(report).toEqual({ matched: count, removed: count, alreadyGone: 0, failed: [], notAttempted: 0 });
    expect(store.sids()).toEqual([]);
    expect(store.removals).toHaveLength(count);
  });

  it("removes exactly what matches of many", async () => {
    const { store, bindings } = setUp(700, { paging });
    const isMine = (b: ServiceBinding) => b.binding_type === "apn" && b.identity !== "user-3";
    await bindings.removeAll({ bindingType: "apn", filter: isMine });
    expect(store.sids()).toEqual(
      many(700)
        .filter((b) => !isMine(b))
        .map(({ sid }) => sid),
    );
  });

  it("keeps one of each identity if the filter remembers what it saw", async () => {
    const { store, bindings } = setUp(350, { paging });
    const seen = new Set<string | null>();
    const isSecond = ({ identity }: ServiceBinding) => seen.has(identity) || !seen.add(identity);
    await bindings.removeAll({ filter: isSecond });
    expect(store.sids()).toHaveLength(10);
  });

  it("calls the filter once with each binding", async () => {
    const { bindings } = setUp(350, { paging });
    const asked: string[] = [];
    await bindings.removeAll({
      filter: ({ sid, binding_type }) => asked.push(sid) > 0 && binding_type === "apn",
    });
    expect(asked).toHaveLength(350);
  });

  it("leaves nothing if two of them run concurrently", async () => {
    const { store, bindings } = setUp(700, { paging });
    const reports = await Promise.all([bindings.removeAll({ all: true }), bindings.removeAll({ all: true })]);
    expect(store.sids()).toEqual([]);
    expect(reports.reduce((sum, { removed }) => sum + removed, 0)).toBe(700);
    expect(reports.flatMap(({ failed }) => failed)).toEqual([]);
  });

  it("sends no more concurrent requests than `concurrency`", async () => {
    for (const concurrency of [1, 3, 24]) {
      const { store, bindings } = setUp(200, { paging });
      await bindings.removeAll({ all: true, concurrency });
      expect(store.maxConcurrent()).toBeLessThanOrEqual(concurrency);
      expect(store.sids()).toEqual([]);
    }
  });

  it("reaches `concurrency`", async () => {
    const { store, bindings } = setUp(1_000, { paging });
    await bindings.removeAll({ all: true, concurrency: 12 });
    expect(store.maxConcurrent()).toBe(12);
  });
});

it("a server that keeps listing what was removed gets one DELETE for each binding", async () => {
  const { store, bindings } = setUp(350, { isStale: true });
  const report = await bindings.removeAll({ all: true });
  expect(report).toEqual({ matched: 350, removed: 350, alreadyGone: 0, failed: [], notAttempted: 0 });
  expect(store.removals).toHaveLength(350);
});

it.each([[1], [1, 500, 999], [250, 251, 252]])(
  "a list paged by index in which the bindings %j stay listed is removed whole",
  async (...lagging) => {
    const sids = lagging.map((index) => binding(index).sid);
    const { store, bindings } = setUp(1_000, {
      paging: "offset",
      staysListed: (sid) => sids.includes(sid as never),
    });
    expect(await bindings.removeAll({ all: true })).toMatchObject({ matched: 1_000, removed: 1_000 });
    expect(store.sids()).toEqual([]);
  },
);

it("a binding that is listed on two pages is filtered, counted and removed once", async () => {
  const items = many(5);
  const doubled = [...items, ...items.slice(1, 3), items[0] ?? expect.unreachable()];
  const store = storeOf(items);
  const listed: typeof store.fetch = (url, init) => {
    if (init.method === "DELETE") return store.fetch(url, init);
    const page = Number(new URL(url).searchParams.get("Page") ?? 0);
    const links = page < 3 ? { next: `${bindingsUrl}?Page=${page + 1}` } : {};
    return Promise.resolve(pageAnswer(doubled.slice(2 * page, 2 * page + 2), links));
  };
  const asked: string[] = [];
  const matched: string[] = [];
  const report = await conversationsBindings({ fetch: listed }).removeAll({
    filter: ({ sid }) => asked.push(sid) !== 2,
    onMatched: ({ sid }) => void matched.push(sid),
  });
  expect(asked).toEqual(items.map(({ sid }) => sid));
  expect(report).toEqual({ matched: 4, removed: 4, alreadyGone: 0, failed: [], notAttempted: 0 });
  expect(matched).toHaveLength(4);
  expect(store.removals.toSorted()).toEqual(matched);
});

it("everything is listed before the first DELETE", async () => {
  const order: string[] = [];
  const { store, bindings } = setUp(450, {
    onRemove: () => void order.push("DELETE"),
    onList: () => void order.push("GET"),
  });
  await bindings.removeAll({ all: true });
  expect(store.sids()).toEqual([]);
  expect(order.lastIndexOf("GET")).toBeLessThan(order.indexOf("DELETE"));
});
