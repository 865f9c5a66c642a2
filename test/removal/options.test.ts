import { describe, expect, it } from "vitest";
import { RemovalError, type ServiceBinding, ValidationError } from "../../src/index.ts";
import { binding } from "../support/answers.ts";
import { conversationsBindings, userBindings } from "../support/client.ts";
import { rejection } from "../support/failures.ts";
import { storeOf } from "../support/store.ts";

const bindings = [1, 2, 3, 4].map((index) =>
  binding(index, { binding_type: index % 2 ? "apn" : "fcm", identity: index < 3 ? "alice" : "bob" }),
);

/** Asks for a removal as a program without types may. */
function removeAll(options: unknown) {
  const store = storeOf(bindings);
  const c = conversationsBindings({ fetch: store.fetch });
  return { store, removal: c.removeAll(options as { all: true }) };
}

describe("removeAll throws ValidationError before any request", () => {
  it.each([
    [undefined, "options"],
    [null, "options"],
    [[], "options"],
    ["all", "options"],
    [{}, "options"],
    [{ dryRun: true }, "options"],
    [{ concurrency: 2 }, "options"],
    [{ identity: undefined }, "identity"],
    [{ bindingType: undefined, identity: "alice" }, "bindingType"],
    [{ filter: undefined }, "filter"],
    [{ filter: undefined, all: true }, "filter"],
    [{ all: undefined }, "all"],
    [{ identity: null }, "identity"],
    [{ identity: [] }, "identity"],
    [{ identity: "" }, "identity"],
    [{ identity: ["alice", undefined] }, "identity"],
    [{ identity: ["alice", ""] }, "identity"],
    [{ bindingType: [] }, "bindingType"],
    [{ bindingType: "" }, "bindingType"],
    [{ bindingType: "APN" }, "bindingType"],
    [{ all: false }, "all"],
    [{ all: false, identity: "alice" }, "all"],
    [{ all: "true" }, "all"],
    [{ all: 1 }, "all"],
    [{ filter: null }, "filter"],
    [{ filter: "alice" }, "filter"],
    [{ filter: { identity: "alice" } }, "filter"],
    [{ Identity: "alice", all: true }, "Identity"],
    [{ identities: ["alice"], all: true }, "identities"],
    [{ limit: -1, all: true }, "limit"],
    [{ limit: 1.5, all: true }, "limit"],
    [{ limit: 5 }, "options"],
    [{ atMost: undefined, all: true }, "atMost"],
    [{ atMost: -1, all: true }, "atMost"],
    [{ atMost: "10", all: true }, "atMost"],
    [{ atMost: 10 }, "options"],
    [{ identity: Array(1) }, "identity"],
    [{ bindingType: Array(2), all: true }, "bindingType"],
    [{ onRemoved: {}, all: true }, "onRemoved"],
    [{ signal: null, all: true }, "signal"],
    [{ maxRetries: -1, all: true }, "maxRetries"],
    [{ pageSize: 1, all: true }, "pageSize"],
    [{ all: true, concurrency: 0 }, "concurrency"],
    [{ all: true, concurrency: 1.5 }, "concurrency"],
    [{ all: true, concurrency: Infinity }, "concurrency"],
    [{ all: true, dryRun: "yes" }, "dryRun"],
    [{ all: true, dryRun: null }, "dryRun"],
    [{ all: true, onProgress: "x" }, "onProgress"],
    [{ all: true, timeout: 0 }, "timeout"],
    [{ all: true, signal: {} }, "signal"],
  ])("with %o", async (options, parameter) => {
    const { store, removal } = removeAll(options);
    expect((await rejection(removal, ValidationError)).parameter).toBe(parameter);
    expect(store.lists()).toBe(0);
    expect(store.sids()).toHaveLength(4);
  });

  it("with an identity on the bindings of one user", async () => {
    const store = storeOf(bindings);
    const options = { identity: "alice" } as unknown as { all: true };
    await rejection(userBindings("alice", { fetch: store.fetch }).removeAll(options), ValidationError);
    expect(store.lists()).toBe(0);
  });
});

describe("what is removed", () => {
  const selections: readonly { name: string; options: object; left: readonly number[] }[] = [
    { name: "all", options: { all: true }, left: [] },
    { name: "one type", options: { bindingType: "apn" }, left: [2, 4] },
    { name: "several types", options: { bindingType: ["apn", "fcm"] }, left: [] },
    { name: "one identity", options: { identity: "alice" }, left: [3, 4] },
    { name: "type and identity", options: { bindingType: "apn", identity: "alice" }, left: [2, 3, 4] },
    { name: "all of an identity", options: { all: true, identity: "alice" }, left: [3, 4] },
    {
      name: "a filter's",
      options: { filter: ({ sid }: ServiceBinding) => sid !== bindings[0]?.sid },
      left: [1],
    },
    { name: "an async filter's", options: { filter: () => Promise.resolve(false) }, left: [1, 2, 3, 4] },
    {
      name: "an identity's that pass a filter",
      options: {
        identity: "alice",
        filter: (b: ServiceBinding) => Promise.resolve(b.binding_type === "fcm"),
      },
      left: [1, 3, 4],
    },
  ];

  it.each(selections)("is $name, and nothing else", async ({ options, left }) => {
    const { store, removal } = removeAll(options);
    const report = await removal;
    expect(store.sids()).toEqual(left.map((index) => binding(index).sid));
    const count = bindings.length - left.length;
    expect(report).toEqual({ matched: count, removed: count, alreadyGone: 0, failed: [], notAttempted: 0 });
    expect(store.removals).toHaveLength(count);
  });

  it.each([
    { bindingType: "apn" },
    { identity: "alice" },
    { bindingType: "apn", identity: "alice" },
  ] as const)("is %o even where the server ignores the filter", async (options) => {
    const store = storeOf(bindings, { ignoresFilters: true });
    const honest = storeOf(bindings);
    await conversationsBindings({ fetch: store.fetch }).removeAll(options);
    await conversationsBindings({ fetch: honest.fetch }).removeAll(options);
    expect(store.sids()).toEqual(honest.sids());
  });

  it("is decided by the options at the call, whatever becomes of the object later", async () => {
    const store = storeOf(bindings);
    const options = { filter: ({ identity }: ServiceBinding) => identity === "alice" };
    const removal = conversationsBindings({ fetch: store.fetch }).removeAll(options);
    Reflect.deleteProperty(options, "filter");
    await removal;
    expect(store.sids()).toEqual([3, 4].map((index) => binding(index).sid));
  });
});

describe("the options of removeAll count as they read", () => {
  const noDryRun = { all: true } as const;
  class DryRun {
    readonly #isDry = [true];
    get dryRun() {
      return this.#isDry[0];
    }
    get filter() {
      return () => this.#isDry[0] === true;
    }
  }
  class Quiet extends DryRun {
    readonly all = true;
  }
  const dryRuns: Readonly<Record<string, object>> = {
    "an inherited property": Object.assign(Object.create({ dryRun: true }) as object, noDryRun),
    "accessors of a class": new DryRun(),
    "accessors of a class's parent": new Quiet(),
    "a property that is not enumerable": Object.defineProperty({ ...noDryRun }, "dryRun", { value: true }),
    "an own accessor": Object.defineProperty({ ...noDryRun }, "dryRun", { get: () => true }),
    "a proxy": new Proxy({ ...noDryRun, dryRun: true }, {}),
  };

  it.each(Object.entries(dryRuns))("a dry run by %s", async (_, options) => {
    const { store, removal } = removeAll(options);
    expect(await removal).toMatchObject({ matched: 4, removed: 0, notAttempted: 4 });
    expect(store.removals).toEqual([]);
  });

  it("atMost, limit and identity by inheritance", async () => {
    const guarded = removeAll(Object.create({ atMost: 1, identity: "alice" }));
    await rejection(guarded.removal, RemovalError);
    expect(guarded.store.removals).toEqual([]);
    const limited = removeAll(Object.create({ limit: 1, identity: "bob" }));
    expect(await limited.removal).toMatchObject({ matched: 1, removed: 1 });
    expect(limited.store.sids()).toEqual([1, 2, 4].map((index) => binding(index).sid));
  });

  it("and never by Object.prototype", async () => {
    Object.defineProperty(Object.prototype, "all", { value: true, configurable: true });
    try {
      const { store, removal } = removeAll({});
      await rejection(removal, ValidationError);
      expect(store.lists()).toBe(0);
    } finally {
      Reflect.deleteProperty(Object.prototype, "all");
    }
  });

  it("each call by itself, where one object serves for several", async () => {
    const store = storeOf(bindings);
    const c = conversationsBindings({ fetch: store.fetch });
    const options = { identity: "alice", dryRun: true };
    const first = c.removeAll(options);
    Object.assign(options, { identity: "bob", dryRun: false });
    const second = c.removeAll(options);
    options.dryRun = true;
    expect(await first).toMatchObject({ matched: 2, removed: 0 });
    expect(await second).toMatchObject({ matched: 2, removed: 2 });
    expect(store.sids()).toEqual([1, 2].map((index) => binding(index).sid));
  });
});

describe("a dry run", () => {
  it("counts what matches and removes nothing", async () => {
    const { store, removal } = removeAll({ bindingType: "apn", dryRun: true });
    expect(await removal).toEqual({ matched: 2, removed: 0, alreadyGone: 0, failed: [], notAttempted: 2 });
    expect(store.removals).toEqual([]);
    expect(store.sids()).toHaveLength(4);
  });

  it("lists what it would remove by onMatched", async () => {
    const matched: unknown[] = [];
    await removeAll({ identity: "bob", dryRun: true, onMatched: (b: unknown) => matched.push(b) }).removal;
    expect(matched).toEqual(bindings.slice(2));
  });
});

describe("atMost", () => {
  it.each([0, 1, 3])("of %i removes nothing if 4 match", async (atMost) => {
    const { store, removal } = removeAll({ all: true, atMost });
    const { report, cause } = await rejection(removal, RemovalError);
    expect(report).toEqual({ matched: 4, removed: 0, alreadyGone: 0, failed: [], notAttempted: 4 });
    expect(cause).toBeInstanceOf(ValidationError);
    expect(cause).toMatchObject({ parameter: "atMost" });
    expect(store.removals).toEqual([]);
  });

  it.each([4, 5, Number.MAX_SAFE_INTEGER])("of %i removes the 4 that match", async (atMost) => {
    const { store, removal } = removeAll({ all: true, atMost });
    expect(await removal).toMatchObject({ matched: 4, removed: 4 });
    expect(store.sids()).toEqual([]);
  });
});

describe("limit", () => {
  it.each([0, 1, 3, 4, 9])("of %i removes no more than that", async (limit) => {
    const { store, removal } = removeAll({ all: true, limit });
    const count = Math.min(limit, 4);
    expect(await removal).toEqual({
      matched: count,
      removed: count,
      alreadyGone: 0,
      failed: [],
      notAttempted: 0,
    });
    expect(store.sids()).toEqual(bindings.slice(count).map(({ sid }) => sid));
    expect(store.lists()).toBe(limit === 0 ? 0 : 1);
  });

  it("counts what passes the filter, and is exact over several pages and concurrent removals", async () => {
    const many = Array.from({ length: 900 }, (_, index) => binding(index + 1));
    const store = storeOf(many);
    const isEven = ({ sid }: ServiceBinding) => parseInt(sid.slice(-4), 16) % 2 === 0;
    const report = await conversationsBindings({ fetch: store.fetch }).removeAll({
      filter: isEven,
      limit: 217,
    });
    expect(report).toMatchObject({ matched: 217, removed: 217 });
    expect(store.sids()).toEqual(
      many.filter((b, index) => !isEven(b) || index >= 2 * 217).map(({ sid }) => sid),
    );
  });
});
