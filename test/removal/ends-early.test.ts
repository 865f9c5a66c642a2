import { getEventListeners } from "node:events";
import { describe, expect, it, vi } from "vitest";
import {
  type ClientOptions,
  NotFoundError,
  RateLimitError,
  RemovalError,
  type RemovalProgress,
  ResponseFormatError,
} from "../../src/index.ts";
import { bindingsUrl, failure, pageAnswer, text } from "../support/answers.ts";
import { conversationsBindings } from "../support/client.ts";
import { fixedRandom, stoppedClock } from "../support/clock.ts";
import { rejection } from "../support/failures.ts";
import { fetchFailed } from "../support/fetches.ts";
import { type Store, type StoreOptions, manyBindings, storeOf } from "../support/store.ts";

function setUp(count: number, options: StoreOptions = {}, client: ClientOptions = {}) {
  const store = storeOf(manyBindings(count), options);
  return { store, bindings: conversationsBindings({ fetch: store.fetch, ...client }) };
}

/** The error of a removal that ended early, whose report is true of the store. */
async function earlyEnd(removal: Promise<unknown>, store: Store, count: number): Promise<RemovalError> {
  const error = await rejection(removal, RemovalError);
  const { matched, removed, alreadyGone, failed, notAttempted } = error.report;
  expect(matched).toBe(removed + alreadyGone + failed.length + notAttempted);
  const gone = count - store.sids().length;
  // What was in flight may have been removed although nobody knows.
  expect(gone).toBeGreaterThanOrEqual(removed);
  expect(gone).toBeLessThanOrEqual(removed + failed.length + notAttempted);
  return error;
}

const empty = { matched: 0, removed: 0, alreadyGone: 0, failed: [], notAttempted: 0 };
const apiContext = {
  method: "DELETE",
  url: "",
  attempts: 1,
  requestId: undefined,
  message: "",
  code: undefined,
  moreInfo: undefined,
  details: undefined,
  retryAfter: 1,
};
const notFound = new NotFoundError({ ...apiContext, status: 404 });
const reasons: readonly unknown[] = [
  new Error("enough"),
  new DOMException("The operation was aborted", "AbortError"),
  new RateLimitError({ ...apiContext, status: 429 }),
  notFound,
  Object.freeze(new Error("frozen")),
  "text",
  null,
  0,
];

describe("an abort", () => {
  it.each(reasons)("during removals, with the reason %s", async (reason) => {
    const { store, bindings } = setUp(500);
    const controller = new AbortController();
    const onProgress = ({ removed }: RemovalProgress) => {
      if (removed === 120) controller.abort(reason);
    };
    const removal = bindings.removeAll({ all: true, signal: controller.signal, onProgress });
    const { report, cause } = await earlyEnd(removal, store, 500);
    expect(cause).toBe(reason);
    expect(report.matched).toBe(500);
    expect(report.removed).toBeGreaterThanOrEqual(120);
    expect([report.failed, report.alreadyGone]).toEqual([[], 0]);
    const left = store.sids().length;
    expect(left).toBeGreaterThan(300);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(store.sids()).toHaveLength(left);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  it.each(reasons)("during the listing, with the reason %s", async (reason) => {
    const controller = new AbortController();
    const { store, bindings } = setUp(500, {
      onList: (count) => {
        if (count === 3) controller.abort(reason);
      },
    });
    const removal = bindings.removeAll({ all: true, signal: controller.signal });
    const { report, cause } = await earlyEnd(removal, store, 500);
    expect(cause).toBe(reason);
    expect(report).toMatchObject({ removed: 0, failed: [], alreadyGone: 0 });
    expect(store.removals).toEqual([]);
  });

  it("before the first request", async () => {
    const { store, bindings } = setUp(5);
    const signal = AbortSignal.abort(new Error("never"));
    const { report, cause } = await earlyEnd(bindings.removeAll({ all: true, signal }), store, 5);
    expect(report).toEqual(empty);
    expect(cause).toBe(signal.reason);
    expect(store.lists()).toBe(0);
  });

  it.each(["client", "call"])(
    "of the %s's signal counts what is in flight as not attempted",
    async (whose) => {
      const controller = new AbortController();
      const { signal } = controller;
      const { store, bindings } = setUp(
        60,
        {
          onRemove: async (_, count) => {
            if (count === 20) setTimeout(() => controller.abort(), 5);
            if (count >= 20) await new Promise((resolve) => setTimeout(resolve, 30));
          },
        },
        whose === "client" ? { signal } : {},
      );
      const removal = bindings.removeAll({ all: true, ...(whose === "call" && { signal }) });
      const { report } = await earlyEnd(removal, store, 60);
      expect(report.failed).toEqual([]);
      expect(report.notAttempted).toBe(60 - report.removed);
    },
  );
});

describe("a callback that fails", () => {
  const reason = new Error("mine");
  const fails: readonly (readonly [string, () => Promise<never>])[] = [
    [
      "throws",
      () => {
        throw reason;
      },
    ],
    ["rejects", () => Promise.reject(reason)],
    [
      "rejects later",
      async () => {
        // Not a timer: on a busy machine, everything would be removed before it fires.
        await new Promise((resolve) => setImmediate(resolve));
        throw reason;
      },
    ],
  ];
  it.each(
    fails.flatMap(([how, fail]) =>
      (["filter", "onMatched", "onRemoved", "onProgress"] as const).map((name) => ({ name, how, fail })),
    ),
  )("ends it: $name $how", async ({ name, fail }) => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    const { store, bindings } = setUp(1_000);
    let calls = 0;
    const callback = () => (++calls === 150 ? fail() : true);
    const removal = bindings.removeAll({ all: true, [name]: callback });
    const { cause } = await earlyEnd(removal, store, 1_000);
    expect(cause).toBe(reason);
    expect(store.sids().length).toBeGreaterThan(20);
    if (name === "filter" || name === "onMatched") expect(store.removals).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it.each(["filter", "onMatched", "onRemoved", "onProgress"])(
    "or never settles does not hold up an abort: %s",
    async (name) => {
      const { store, bindings } = setUp(30);
      const controller = new AbortController();
      const callback = () => {
        setTimeout(() => controller.abort(reason), 5);
        return new Promise<boolean>(() => undefined);
      };
      const options = { all: true as const, signal: controller.signal, [name]: callback };
      expect((await earlyEnd(bindings.removeAll(options), store, 30)).cause).toBe(reason);
      expect(getEventListeners(controller.signal, "abort")).toEqual([]);
    },
  );
});

describe("a listing that fails", () => {
  it.each([
    ["with a 403", failure(403), "PermissionError"],
    ["with a 500", failure(500), "ServerError"],
    ["without a page", text("<html>"), "ResponseFormatError"],
  ])("half-way %s removes nothing", async (_, response, name) => {
    const { store, bindings } = setUp(300, {
      onList: (count) => (count === 2 ? response.clone() : undefined),
    });
    const { report, cause } = await earlyEnd(bindings.removeAll({ all: true }), store, 300);
    expect(cause).toMatchObject({ name });
    expect(report).toEqual({ ...empty, matched: 100, notAttempted: 100 });
    expect(store.removals).toEqual([]);
  });

  it("by leading in a circle", async () => {
    const { store, bindings } = setUp(300, {
      onList: () => pageAnswer([], { next: `${bindingsUrl}?PageToken=same` }),
    });
    const { report, cause } = await earlyEnd(bindings.removeAll({ all: true }), store, 300);
    expect(cause).toBeInstanceOf(ResponseFormatError);
    expect(report).toEqual(empty);
  });

  it("leaves no timer of the page ahead, which waits for Retry-After", async () => {
    const clock = stoppedClock();
    const { bindings } = setUp(
      300,
      { onList: (count) => (count === 2 ? failure(429, { "Retry-After": "8" }) : undefined) },
      { maxRetries: 2 },
    );
    let asked = 0;
    const removal = bindings.removeAll({
      filter: async () => {
        if (++asked < 50) return true;
        await new Promise((resolve) => setTimeout(resolve, 76));
        throw new Error("filter");
      },
    });
    const error = rejection(removal, RemovalError);
    await clock.advance(50);
    await clock.advance(100);
    await error;
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("what would fail for all others, too", () => {
  const manyFailures: readonly (readonly [string, () => Response | Error])[] = [
    ["401", () => failure(401)],
    ["403", () => failure(403)],
    ["a Retry-After beyond the limit", () => failure(429, { "Retry-After": "3600" })],
    ["a Retry-After of three days", () => failure(429, { "Retry-After": "259200" })],
    ["a program error of fetch", () => new ReferenceError("x is not defined")],
    ["only 400s", () => failure(400)],
    ["only 500s", () => failure(500)],
    ["only resets", () => fetchFailed("ECONNRESET")],
    ["no such host", () => fetchFailed("ENOTFOUND")],
  ];

  it.each(manyFailures)("ends it after a handful of DELETEs: %s", async (_, fault) => {
    const { store, bindings } = setUp(3_000, { onRemove: fault });
    const { report, cause } = await earlyEnd(bindings.removeAll({ all: true }), store, 3_000);
    expect(store.removals.length).toBeLessThan(60);
    expect(report).toMatchObject({ matched: 3_000, removed: 0, alreadyGone: 0 });
    expect(report.failed.length).toBeGreaterThan(0);
    expect(report.notAttempted).toBeGreaterThan(2_900);
    expect(report.failed.map(({ error }) => error)).toContain(cause);
  });

  it("also in the middle", async () => {
    const { store, bindings } = setUp(3_000, {
      onRemove: (_, count) => (count > 700 ? failure(403) : undefined),
    });
    const { report } = await earlyEnd(bindings.removeAll({ all: true }), store, 3_000);
    expect(report.removed).toBe(700);
    expect(store.removals.length).toBeLessThan(760);
  });

  it("but failures between successes do not", async () => {
    fixedRandom(0);
    const { store, bindings } = setUp(400, {
      onRemove: (_, count) => (count % 3 === 0 ? failure(400) : undefined),
    });
    const report = await bindings.removeAll({ all: true });
    expect(report.failed.length).toBeGreaterThan(100);
    expect(report.notAttempted).toBe(0);
    expect(store.sids()).toHaveLength(report.failed.length);
  });
});

it("a hook's NotFoundError after a 204 does not count the binding as already gone", async () => {
  const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const onResponse = () => Promise.reject(notFound);
  const { store, bindings } = setUp(20, {}, { onResponse, logger });
  expect(await bindings.removeAll({ all: true })).toEqual({ ...empty, matched: 20, removed: 20 });
  expect(store.sids()).toEqual([]);
});

it("no warning about listeners is printed while many removals use one signal", async () => {
  const warnings = vi.fn();
  process.on("warning", warnings);
  const { bindings } = setUp(500);
  await bindings.removeAll({ all: true, signal: new AbortController().signal });
  await new Promise((resolve) => setTimeout(resolve, 5));
  process.off("warning", warnings);
  expect(warnings).not.toHaveBeenCalled();
});
