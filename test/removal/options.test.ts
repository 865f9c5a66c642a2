import { describe, expect, it } from "vitest";
import { type ServiceBinding, ValidationError } from "../../src/index.ts";
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

describe("a bulk removal is refused before any request where it is asked for", () => {
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
    [{ limit: 1, all: true }, "limit"],
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
    const options = { identity: "alice" } as object;
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
    expect(report).toEqual({ matched: count, removed: count, alreadyGone: 0, failed: [] });
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
    const options: { filter?: (b: ServiceBinding) => boolean } = {
      filter: ({ identity }) => identity === "alice",
    };
    const removal = conversationsBindings({ fetch: store.fetch }).removeAll(options);
    delete options.filter;
    await removal;
    expect(store.sids()).toEqual([3, 4].map((index) => binding(index).sid));
  });
});

it("a dry run counts what matches and touches nothing", async () => {
  const { store, removal } = removeAll({ bindingType: "apn", dryRun: true });
  expect(await removal).toEqual({ matched: 2, removed: 0, alreadyGone: 0, failed: [] });
  expect(store.removals).toEqual([]);
  expect(store.sids()).toHaveLength(4);
});
