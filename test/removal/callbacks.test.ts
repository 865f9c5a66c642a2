import { describe, expect, it, vi } from "vitest";
import {
  type ClientOptions,
  RemovalError,
  type RemovalProgress,
  type ResponseEvent,
} from "../../src/index.ts";
import { binding, failure } from "../support/answers.ts";
import { conversationsBindings } from "../support/client.ts";
import { fixedRandom, stoppedClock } from "../support/clock.ts";
import { rejection } from "../support/failures.ts";
import { fetchFailed } from "../support/fetches.ts";
import { type StoreOptions, manyBindings, reportOf, storeOf } from "../support/store.ts";

const forever = () => new Promise<never>(() => undefined);

function setUp(count: number, options: StoreOptions = {}, client: ClientOptions = {}) {
  const store = storeOf(manyBindings(count), options);
  return { store, bindings: conversationsBindings({ fetch: store.fetch, maxRetries: 1, ...client }) };
}

describe("a hook that outlasts totalTimeout", () => {
  const isRemoval = ({ method }: { readonly method: string }) => method === "DELETE";

  it("does not make a removed binding a failure", async () => {
    const clock = stoppedClock();
    const onResponse = (event: ResponseEvent) => (isRemoval(event) ? forever() : undefined);
    const { store, bindings } = setUp(12, {}, { onResponse, totalTimeout: 200 });
    const audit: string[] = [];
    const removal = bindings.removeAll({ all: true, onRemoved: ({ sid }) => void audit.push(sid) });
    expect(await clock.finish(removal)).toEqual(reportOf(12));
    expect(audit).toHaveLength(12);
    expect([store.sids(), store.lookUps]).toEqual([[], []]);
  });

  it("does not make one that somebody else removed a failure, either", async () => {
    const clock = stoppedClock();
    const onResponse = (event: ResponseEvent) => (isRemoval(event) ? forever() : undefined);
    const { store, bindings } = setUp(3, {}, { onResponse, totalTimeout: 200 });
    const removal = bindings.removeAll({ filter: ({ sid }) => (store.lose(sid), true) });
    expect(await clock.finish(removal)).toEqual(reportOf(3, { removed: 0, alreadyGone: 3 }));
  });

  it("before the request fails what was never sent, without a look-up", async () => {
    const clock = stoppedClock();
    const onRequest = (event: { readonly method: string }) => (isRemoval(event) ? forever() : undefined);
    const { store, bindings } = setUp(3, {}, { onRequest, totalTimeout: 200 });
    const report = await clock.finish(bindings.removeAll({ all: true }));
    expect(report.failed).toMatchObject(Array(3).fill({ error: { limit: "totalTimeout" } }));
    expect([store.removals, store.lookUps]).toEqual([[], []]);
  });
});

describe("a callback that never settles", () => {
  it.each(["onProgress", "onRemoved"] as const)("does not hold up an early end: %s", async (name) => {
    const { bindings } = setUp(50, {
      onRemove: async (_, count) => {
        if (count !== 2) return undefined;
        await new Promise((resolve) => setTimeout(resolve, 10));
        return failure(403);
      },
    });
    const options = { all: true as const, concurrency: 4, [name]: forever };
    const { report, cause } = await rejection(bindings.removeAll(options), RemovalError);
    expect(cause).toMatchObject({ status: 403 });
    expect(report).toMatchObject({ removed: 3, failed: [{ sid: binding(2).sid }], notAttempted: 46 });
  });

  it("holds up the end of a removal that goes well, until it settles", async () => {
    const pending: (() => void)[] = [];
    const onProgress = () => new Promise<void>((resolve) => pending.push(resolve));
    const { bindings } = setUp(3);
    const settled = vi.fn();
    const removal = bindings.removeAll({ all: true, onProgress }).finally(settled);
    await expect.poll(() => pending.length).toBe(3);
    expect(settled).not.toHaveBeenCalled();
    for (const resolve of pending) resolve();
    expect(await removal).toEqual(reportOf(3));
  });
});

it.each(["onProgress", "onRemoved"] as const)(
  "%s that throws at the last binding ends it with a report of all",
  async (name) => {
    const reason = new Error("mine");
    let calls = 0;
    const callback = () => {
      if (++calls === 5) throw reason;
    };
    const { bindings } = setUp(5);
    const { report, cause } = await rejection(
      bindings.removeAll({ all: true, [name]: callback }),
      RemovalError,
    );
    expect(cause).toBe(reason);
    expect(report).toEqual(reportOf(5));
  },
);

it.each(["filter", "onMatched"] as const)("%s that aborts is not called again", async (name) => {
  const controller = new AbortController();
  const reason = new Error("enough");
  let calls = 0;
  const callback = () => {
    if (++calls === 5) controller.abort(reason);
    return true;
  };
  const { store, bindings } = setUp(50);
  const removal = bindings.removeAll({ all: true, signal: controller.signal, [name]: callback });
  const { report, cause } = await rejection(removal, RemovalError);
  expect(cause).toBe(reason);
  expect(calls).toBe(5);
  expect(report.removed).toBe(0);
  expect(store.removals).toEqual([]);
});

it("a report that onProgress keeps is not changed later", async () => {
  const kept: RemovalProgress[] = [];
  const { bindings } = setUp(4);
  await bindings.removeAll({ all: true, concurrency: 1, onProgress: (progress) => void kept.push(progress) });
  expect(kept.map(({ removed, notAttempted }) => [removed, notAttempted])).toEqual([
    [1, 3],
    [2, 2],
    [3, 1],
    [4, 0],
  ]);
});

describe("onFailure", () => {
  it("is not called for a 404 response that is a result like others", async () => {
    fixedRandom(0);
    const onFailure = vi.fn();
    const [gone, lost] = [binding(2).sid, binding(3).sid];
    const set = setUp(
      5,
      {
        onRemove: (sid) => {
          if (sid === gone || sid === lost) set.store.lose(sid);
          // The look-up of this one is a 404 response, too.
          return sid === lost ? fetchFailed("ECONNRESET") : undefined;
        },
      },
      { onFailure, maxRetries: 0 },
    );
    const report = await set.bindings.removeAll({ all: true });
    expect(report).toEqual(reportOf(5, { removed: 4, alreadyGone: 1 }));
    expect(set.store.lookUps).toEqual([lost]);
    // The DELETE that was lost did fail.
    expect(onFailure.mock.calls).toMatchObject([[{ method: "DELETE", error: { name: "ConnectionError" } }]]);
  });

  it("is not called for bindings whose removal an abort finds not begun", async () => {
    const onFailure = vi.fn();
    const controller = new AbortController();
    const onRemove = () => {
      controller.abort(new Error("enough"));
      return undefined;
    };
    const { bindings } = setUp(60, { onRemove }, { onFailure });
    await rejection(bindings.removeAll({ all: true, signal: controller.signal }), RemovalError);
    expect(onFailure.mock.calls.flat()).not.toContainEqual(expect.objectContaining({ attempt: 0 }));
  });

  it("is not called for a single removal that a retry finds done", async () => {
    fixedRandom(0);
    const onFailure = vi.fn();
    const { bindings } = setUp(
      0,
      { onRemove: (_, count) => (count === 1 ? failure(500) : undefined) },
      { onFailure },
    );
    expect(await bindings(binding(1).sid).remove()).toBe(true);
    expect(onFailure).not.toHaveBeenCalled();
  });
});
