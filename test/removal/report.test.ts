import { describe, expect, it } from "vitest";
import {
  type RemovalProgress,
  RemovalError,
  type RemovalReport,
  type ServiceBinding,
} from "../../src/index.ts";
import { binding, failure } from "../support/answers.ts";
import { conversationsBindings } from "../support/client.ts";
import { rejection } from "../support/failures.ts";
import { type StoreOptions, manyBindings, storeOf } from "../support/store.ts";

function setUp(count: number, options: StoreOptions = {}) {
  const store = storeOf(manyBindings(count), options);
  return { store, bindings: conversationsBindings({ fetch: store.fetch }) };
}

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
      notAttempted: 0,
    });
  });

  it("names each failure, which stops none of the others", async () => {
    const bad = [binding(3).sid, binding(150).sid];
    const { store, bindings } = setUp(250, {
      onRemove: (sid) => (bad.includes(sid as never) ? failure(400) : undefined),
    });
    const report = await bindings.removeAll({ all: true });
    expect(report).toMatchObject({ matched: 250, removed: 248, alreadyGone: 0, notAttempted: 0 });
    expect(report.failed.map(({ sid }) => sid).toSorted()).toEqual(bad);
    expect(report.failed[0]?.error).toMatchObject({ name: "ApiError", status: 400 });
    expect(store.sids()).toEqual(bad);
  });

  it("names what is listed without a binding SID as failed, and requests nothing for it", async () => {
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
});

describe("onProgress", () => {
  it("is called after each binding, with the final `matched` each time and numbers that add up", async () => {
    const { store, bindings } = setUp(250, {
      onRemove: (_, count) => (count % 7 === 0 ? failure(400) : undefined),
    });
    const filter = ({ sid }: ServiceBinding) => {
      if (sid === binding(9).sid) store.lose(sid);
      return true;
    };
    const events: RemovalProgress[] = [];
    const report = await bindings.removeAll({ filter, onProgress: (event) => void events.push(event) });
    expect(events).toHaveLength(250);
    for (const [index, { matched, removed, alreadyGone, failed, notAttempted }] of events.entries()) {
      expect(matched).toBe(250);
      expect(removed + alreadyGone + failed).toBe(index + 1);
      expect(notAttempted).toBe(250 - index - 1);
    }
    expect(report).toMatchObject({ alreadyGone: 1 });
    expect(events.at(-1)).toEqual({ ...report, failed: report.failed.length });
  });

  it("is not called in a dry run, nor if nothing matches", async () => {
    const { bindings } = setUp(5);
    const events: RemovalProgress[] = [];
    const onProgress = (event: RemovalProgress) => void events.push(event);
    await bindings.removeAll({ all: true, dryRun: true, onProgress });
    await bindings.removeAll({ filter: () => false, onProgress });
    expect(events).toEqual([]);
  });
});

describe("onRemoved", () => {
  it("is called once with each removed binding, and with no other", async () => {
    const bad = binding(5).sid;
    const lost = binding(6).sid;
    const { store, bindings } = setUp(130, { onRemove: (sid) => (sid === bad ? failure(400) : undefined) });
    const audit: ServiceBinding[] = [];
    const report = await bindings.removeAll({
      filter: ({ sid }) => {
        if (sid === lost) store.lose(sid);
        return parseInt(sid.slice(-4), 16) <= 120;
      },
      onRemoved: async (removed) => {
        await Promise.resolve();
        expect(store.sids()).not.toContain(removed.sid);
        audit.push(removed);
      },
    });
    expect(report).toMatchObject({ matched: 120, removed: 118, alreadyGone: 1 });
    const expected = manyBindings(120).filter(({ sid }) => sid !== bad && sid !== lost);
    expect(audit.toSorted((a, b) => a.sid.localeCompare(b.sid))).toEqual(expected);
  });

  it("has been called for each that the report of an abort counts", async () => {
    const { bindings } = setUp(300);
    const controller = new AbortController();
    const audit: string[] = [];
    const removal = bindings.removeAll({
      all: true,
      signal: controller.signal,
      onRemoved: ({ sid }) => {
        if (audit.push(sid) === 40) controller.abort();
      },
    });
    const { report } = await rejection(removal, RemovalError);
    expect(audit).toHaveLength(report.removed);
  });
});

it("two removals under one signal have their own reports after an abort", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const sets = [setUp(300), setUp(500)];
  const removals = sets.map(({ bindings }, index) =>
    bindings.removeAll({
      all: true,
      signal,
      onProgress: ({ removed }) => {
        if (index === 0 && removed === 30) controller.abort(new Error("enough"));
      },
    }),
  );
  const errors = await Promise.all(removals.map((removal) => rejection(removal, RemovalError)));
  const reports: RemovalReport[] = errors.map(({ report }) => report);
  expect(reports.map(({ matched }) => matched)).toEqual([300, expect.any(Number)]);
  for (const [index, { matched, removed, notAttempted }] of reports.entries()) {
    const left = sets[index]?.store.sids().length ?? NaN;
    expect(removed).toBeLessThanOrEqual((index === 0 ? 300 : 500) - left);
    expect(removed + notAttempted).toBe(matched);
  }
  expect(errors[0]).not.toBe(errors[1]);
  expect(errors.map(({ cause }) => cause)).toEqual(Array(2).fill(signal.reason));
});
