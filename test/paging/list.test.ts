import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/index.ts";
import { binding, bindingsUrl, failure, pageAnswer } from "../support/answers.ts";
import { conversationsBindings, userBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { collect } from "../support/collect.ts";
import { type FakeFetch, stepping } from "../support/fetches.ts";

/** Three pages: 1 and 2, 3 and 4, 5. */
function threePages(): FakeFetch {
  const next = (token: string) => ({ next: `${bindingsUrl}?PageToken=${token}` });
  return stepping(({ url }) => {
    switch (url.searchParams.get("PageToken")) {
      case null:
        return pageAnswer([binding(1), binding(2)], next("b"));
      case "b":
        return pageAnswer([binding(3), binding(4)], next("c"));
      default:
        return pageAnswer([binding(5)]);
    }
  });
}

const all = [1, 2, 3, 4, 5].map((index) => binding(index));

describe("a list", () => {
  it("asks for nothing before it is used", async () => {
    const { fetch, sent } = threePages();
    expect(conversationsBindings({ fetch }).list()).toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sent).toEqual([]);
  });

  it("is an array when awaited, and asks once however often it is awaited", async () => {
    const { fetch, sent } = threePages();
    const list = conversationsBindings({ fetch }).list();
    expect(await Promise.all([list, list])).toEqual([all, all]);
    expect(await list.finally(() => undefined)).toEqual(all);
    expect(sent).toHaveLength(3);
  });

  it("is an iterable that asks for one page ahead, never more", async () => {
    const { fetch, sent } = threePages();
    const requestsAt: [string, number][] = [];
    for await (const { sid } of conversationsBindings({ fetch }).list()) requestsAt.push([sid, sent.length]);
    expect(requestsAt).toEqual([2, 2, 3, 3, 3].map((requests, index) => [all[index]?.sid, requests]));
  });

  it("can be awaited and iterated over, each on its own", async () => {
    const list = conversationsBindings({ fetch: threePages().fetch }).list();
    expect(await collect(list)).toEqual(all);
    expect(await list).toEqual(all);
    expect(await collect(list)).toEqual(all);
  });

  it("asks for no more after a break", async () => {
    const { fetch, sent } = threePages();
    for await (const { sid } of conversationsBindings({ fetch }).list()) if (sid === binding(3).sid) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sent).toHaveLength(3); // two pages, and the one ahead
  });

  it("cancels the page ahead at a break", async () => {
    const signals: (AbortSignal | null | undefined)[] = [];
    const pages = threePages();
    const fetch: typeof pages.fetch = async (url, init) => {
      signals.push(init.signal);
      return signals.length === 1 ? pages.fetch(url, init) : new Promise(() => undefined);
    };
    for await (const { sid } of conversationsBindings({ fetch }).list()) if (sid === binding(1).sid) break;
    expect(signals.map((signal) => signal?.aborted)).toEqual([false, true]);
  });

  it("is closed by return(), which parallel calls of next() heed", async () => {
    const iterator = conversationsBindings({ fetch: threePages().fetch }).list()[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.return?.();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it("gives each binding once to parallel calls of next()", async () => {
    const { fetch, sent } = threePages();
    const iterator = conversationsBindings({ fetch }).list()[Symbol.asyncIterator]();
    const results = await Promise.all(Array.from({ length: 7 }, () => iterator.next()));
    expect(results.filter(({ done }) => !done).map(({ value }) => value as unknown)).toEqual(all);
    expect(sent).toHaveLength(3);
  });

  it("gives its pages", async () => {
    const pages = await collect(conversationsBindings({ fetch: threePages().fetch }).list().pages());
    expect(pages.map(({ instances }) => instances.length)).toEqual([2, 2, 1]);
    expect(pages.map(({ nextPageUrl }) => nextPageUrl)).toEqual([
      `${bindingsUrl}?PageToken=b`,
      `${bindingsUrl}?PageToken=c`,
      undefined,
    ]);
  });

  it("gives no more bindings in its pages than the limit", async () => {
    const { fetch, sent } = threePages();
    const pages = await collect(conversationsBindings({ fetch }).list({ limit: 3 }).pages());
    expect(pages.flatMap(({ instances }) => instances)).toEqual(all.slice(0, 3));
    expect(sent).toHaveLength(2);
  });

  it("that fails on a later page rejects instead of giving half", async () => {
    const { fetch } = stepping(
      pageAnswer([binding(1)], { next: `${bindingsUrl}?PageToken=b` }),
      failure(403),
    );
    const list = conversationsBindings({ fetch }).list();
    await expect(list).rejects.toMatchObject({ status: 403 });
    await expect(list.catch(() => "caught")).resolves.toBe("caught");
  });

  it("keeps a field that Twilio adds later", async () => {
    const later = { ...binding(1), added_later: { deep: [1] } };
    expect(await conversationsBindings({ fetch: stepping(pageAnswer([later])).fetch }).list()).toEqual([
      later,
    ]);
  });

  it.each([
    { unknown: 1 },
    { PageSize: 1 },
    { bindingtype: "apn" },
    { filter: () => true },
    { pageToken: "x" },
  ])("refuses the unknown option in %o", async (options) => {
    const { fetch, sent } = threePages();
    const error = await rejection(conversationsBindings({ fetch }).list(options as object), ValidationError);
    expect(error.parameter).toBe(Object.keys(options)[0]);
    expect(sent).toEqual([]);
  });

  it.each([[null], [[]], ["x"], [5]])("refuses %j for options", async (options) => {
    await rejection(
      conversationsBindings({ fetch: threePages().fetch }).list(options as object),
      ValidationError,
    );
  });

  it.each([
    ["bindingType", "twitter"],
    ["bindingType", ["apn", "APN"]],
    ["bindingType", []],
    ["bindingType", ""],
    ["bindingType", null],
    ["identity", ""],
    ["identity", []],
    ["identity", ["a", ""]],
    ["identity", 5],
    ["identity", null],
    ["identity", [undefined]],
  ])("refuses %s: %j", async (name, value) => {
    const { fetch, sent } = threePages();
    const error = await rejection(conversationsBindings({ fetch }).list({ [name]: value }), ValidationError);
    expect(error.parameter).toBe(name);
    expect(sent).toEqual([]);
  });

  it("refuses an identity for the bindings of a user, and a type that Programmable Chat does not have", async () => {
    const bindings = userBindings("alice", { fetch: threePages().fetch });
    expect((await rejection(bindings.list({ identity: "a" } as object), ValidationError)).parameter).toBe(
      "identity",
    );
    const twilsock = bindings.list({ bindingType: "twilsock" } as object);
    expect((await rejection(twilsock, ValidationError)).parameter).toBe("bindingType");
  });
});

describe("each", () => {
  it("calls back with every binding, one after the other", async () => {
    const calls: string[] = [];
    await conversationsBindings({ fetch: threePages().fetch }).each({ limit: 4 }, async ({ sid }) => {
      calls.push(`${sid} begins`);
      await Promise.resolve();
      calls.push(`${sid} ends`);
    });
    expect(calls).toEqual(all.slice(0, 4).flatMap(({ sid }) => [`${sid} begins`, `${sid} ends`]));
  });

  it("takes the callback alone, and undefined options", async () => {
    let calls = 0;
    const count = () => calls++;
    const bindings = conversationsBindings({ fetch: threePages().fetch });
    await bindings.each(count);
    expect(calls).toBe(5);
    await bindings.each(undefined as unknown as object, count);
    expect(calls).toBe(10);
  });

  it("ends with done(), and asks for no page but the one ahead", async () => {
    const { fetch, sent } = threePages();
    const seen: string[] = [];
    await conversationsBindings({ fetch }).each({}, ({ sid }, done) => {
      seen.push(sid);
      if (seen.length === 2) done();
    });
    expect(seen).toEqual([binding(1).sid, binding(2).sid]);
    expect(sent).toHaveLength(2);
  });

  it("rejects with what the callback throws", async () => {
    const error = new Error("mine");
    const each = conversationsBindings({ fetch: threePages().fetch }).each(() => Promise.reject(error));
    expect(await reasonOf(each)).toBe(error);
  });

  it("refuses what is no callback", async () => {
    const bindings = conversationsBindings({ fetch: threePages().fetch });
    expect((await rejection(bindings.each({}, "x" as never), ValidationError)).parameter).toBe("callback");
  });
});
