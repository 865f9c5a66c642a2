import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import {
  type RemovalProgress,
  type RemovalReport,
  ResponseFormatError,
  type ServiceBinding,
} from "../../src/index.ts";
import { binding, bindingsUrl, failure, pageAnswer, text } from "../support/answers.ts";
import { conversationsBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
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
    expect(report).toEqual({ matched: count, removed: count, alreadyGone: 0, failed: [] });
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

  it("keeps one of each identity where the filter remembers what it saw", async () => {
    const { store, bindings } = setUp(350, { paging });
    const seen = new Set<string | null>();
    const isSecond = ({ identity }: ServiceBinding) => seen.has(identity) || !seen.add(identity);
    await bindings.removeAll({ filter: isSecond });
    expect(store.sids()).toHaveLength(10);
  });

  it("asks the filter once about each binding", async () => {
    const { bindings } = setUp(350, { paging });
    const asked: string[] = [];
    await bindings.removeAll({
      filter: ({ sid, binding_type }) => asked.push(sid) > 0 && binding_type === "apn",
    });
    expect(asked).toHaveLength(350);
  });

  it("skips none where the first pass mostly fails", async () => {
    // 9 of 10 removals fail at first, as in an outage; then the server is well again.
    const { store, bindings } = setUp(600, {
      paging,
      onRemove: (_, count) => (count <= 600 && count % 10 ? failure(503) : undefined),
    });
    const report = await bindings.removeAll({ all: true });
    expect(store.sids().filter((sid) => !report.failed.some((failed) => failed.sid === sid))).toEqual([]);
    expect(report.matched).toBe(report.removed + report.alreadyGone + report.failed.length);
    expect(report.matched).toBe(600);
  });

  it("leaves nothing when two of them run at once", async () => {
    const { store, bindings } = setUp(700, { paging });
    const reports = await Promise.all([bindings.removeAll({ all: true }), bindings.removeAll({ all: true })]);
    expect(store.sids()).toEqual([]);
    expect(reports.reduce((sum, { removed }) => sum + removed, 0)).toBe(700);
    expect(reports.flatMap(({ failed }) => failed)).toEqual([]);
  });

  it("sends no more requests at once than it is told", async () => {
    for (const concurrency of [1, 3, 24]) {
      const { store, bindings } = setUp(200, { paging });
      await bindings.removeAll({ all: true, concurrency });
      expect(store.mostAtOnce()).toBeLessThanOrEqual(concurrency);
      expect(store.sids()).toEqual([]);
    }
  });

  it("reaches the concurrency that it may", async () => {
    const { store, bindings } = setUp(1_000, { paging });
    await bindings.removeAll({ all: true, concurrency: 12 });
    expect(store.mostAtOnce()).toBe(12);
  });
});

it("a server that goes on listing what was removed is asked for no removal twice", async () => {
  const { store, bindings } = setUp(350, { isStale: true });
  const report = await bindings.removeAll({ all: true });
  expect(report).toEqual({ matched: 350, removed: 350, alreadyGone: 0, failed: [] });
  expect(store.removals).toHaveLength(350);
});

describe("the report", () => {
  it("counts what somebody else removed as already gone", async () => {
    const { store, bindings } = setUp(20);
    const [first, second] = store.sids();
    const filter = ({ sid }: ServiceBinding) => {
      if (sid === first || sid === second) store.lose(sid);
      return true;
    };
    expect(await bindings.removeAll({ filter })).toEqual({
      matched: 20,
      removed: 18,
      alreadyGone: 2,
      failed: [],
    });
  });

  it("names each failure, which stops none of the others", async () => {
    const bad = [binding(3).sid, binding(150).sid];
    const { store, bindings } = setUp(250, {
      onRemove: (sid) => (bad.includes(sid as never) ? failure(403) : undefined),
    });
    const report = await bindings.removeAll({ all: true });
    expect(report).toMatchObject({ matched: 250, removed: 248, alreadyGone: 0 });
    expect(report.failed.map(({ sid }) => sid).sort()).toEqual(bad);
    expect(report.failed[0]?.error).toMatchObject({ name: "PermissionError", status: 403 });
    expect(store.sids()).toEqual(bad);
  });

  it("names what is listed under no binding SID as failed, and asks for nothing strange", async () => {
    const odd = { ...binding(1), sid: "BS1/../../x" } as ServiceBinding;
    const store = storeOf([odd, binding(2)]);
    const report = await conversationsBindings({ fetch: store.fetch }).removeAll({ all: true });
    expect(report).toMatchObject({
      matched: 2,
      removed: 1,
      failed: [{ error: { name: "InvalidSidError" } }],
    });
    expect(store.removals).toEqual([binding(2).sid]);
  });

  it("adds up at each call of onProgress, which tells about each binding", async () => {
    const { store, bindings } = setUp(250, {
      onRemove: (_, count) => (count % 7 === 0 ? failure(403) : undefined),
    });
    store.lose(binding(9).sid);
    const events: RemovalProgress[] = [];
    const report = await bindings.removeAll({ all: true, onProgress: (event) => void events.push(event) });
    for (const { matched, removed, alreadyGone, failed } of events)
      expect(removed + alreadyGone + failed).toBe(matched);
    expect(events.map(({ matched }) => matched)).toEqual(
      [...events.keys()].map((key) => Math.min(key + 1, 249)),
    );
    expect(events.at(-1)).toEqual({ ...report, failed: report.failed.length });
  });
});

describe("what ends it early rejects, with the report of what was done", () => {
  const reportOf = (error: unknown) => (error as { report: RemovalReport }).report;

  /** Holds the report to the store: removed is what is missing, and it adds up. */
  function expectTrue(error: unknown, { store }: ReturnType<typeof setUp>, count: number): void {
    const { matched, removed, alreadyGone, failed } = reportOf(error);
    expect(matched).toBe(removed + alreadyGone + failed.length);
    // A removal that was under way may have been done although nobody knows.
    expect(count - store.sids().length).toBeGreaterThanOrEqual(removed);
    expect(count - store.sids().length).toBeLessThanOrEqual(removed + failed.length);
  }

  it("an abort, with the signal's own reason", async () => {
    const set = setUp(500);
    const controller = new AbortController();
    const reason = new Error("enough");
    const onProgress = ({ removed }: RemovalProgress) => {
      if (removed === 120) controller.abort(reason);
    };
    const error = await reasonOf(
      set.bindings.removeAll({ all: true, signal: controller.signal, onProgress }),
    );
    expect(error).toBe(reason);
    expectTrue(error, set, 500);
    expect(reportOf(error).removed).toBeGreaterThanOrEqual(120);
    const left = set.store.sids().length;
    expect(left).toBeGreaterThan(300);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(set.store.sids()).toHaveLength(left);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  it("an abort before the first request", async () => {
    const set = setUp(5);
    const error = await reasonOf(
      set.bindings.removeAll({ all: true, signal: AbortSignal.abort(new Error("never")) }),
    );
    expect(reportOf(error)).toEqual({ matched: 0, removed: 0, alreadyGone: 0, failed: [] });
    expect(set.store.lists()).toBe(0);
  });

  it("an abort whose reason can carry nothing", async () => {
    const { bindings } = setUp(5);
    const reason = Object.freeze(new Error("frozen"));
    expect(await reasonOf(bindings.removeAll({ all: true, signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(await reasonOf(bindings.removeAll({ all: true, signal: AbortSignal.abort("text") }))).toBe("text");
  });

  it("a filter that throws, now or later", async () => {
    const reason = new Error("filter");
    for (const fail of [
      () => Promise.reject(reason),
      () => {
        throw reason;
      },
    ]) {
      // prettier-ignore
      const set = setUp(300);
      let asked = 0;
      const error = await reasonOf(set.bindings.removeAll({ filter: () => (++asked > 150 ? fail() : true) }));
      expect(error).toBe(reason);
      expectTrue(error, set, 300);
      expect(reportOf(error).removed).toBe(150);
    }
  });

  it("an onProgress that throws", async () => {
    const set = setUp(300);
    const reason = new Error("progress");
    const onProgress = () => {
      throw reason;
    };
    const error = await reasonOf(set.bindings.removeAll({ all: true, onProgress }));
    expect(error).toBe(reason);
    expectTrue(error, set, 300);
    expect(set.store.sids().length).toBeGreaterThan(200);
  });

  it.each([
    ["fails", failure(403), "PermissionError"],
    ["is no page", text("<html>"), "ResponseFormatError"],
  ])("a listing that %s half-way", async (_, answer, name) => {
    const set = setUp(300, { onList: (count) => (count === 2 ? answer.clone() : undefined) });
    const error = await reasonOf(set.bindings.removeAll({ all: true }));
    expect(error).toMatchObject({ name });
    expectTrue(error, set, 300);
    expect(reportOf(error).removed).toBe(100);
  });

  it("a listing that leads in a circle", async () => {
    const { bindings } = setUp(300, {
      onList: () => pageAnswer([], { next: `${bindingsUrl}?PageToken=same` }),
    });
    expect(reportOf(await rejection(bindings.removeAll({ all: true }), ResponseFormatError)).matched).toBe(0);
  });
});

it("no warning about listeners is printed while many removals heed one signal", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on("warning", note);
  const { bindings } = setUp(500);
  await bindings.removeAll({ all: true, signal: new AbortController().signal });
  await new Promise((resolve) => setTimeout(resolve, 5));
  process.off("warning", note);
  expect(warnings).toEqual([]);
});
