import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/index.ts";
import { binding, bindingsUrl, failure, pageAnswer } from "../support/answers.ts";
import { conversationsBindings, userBindings } from "../support/client.ts";
import { rejection } from "../support/failures.ts";
import { collect } from "../support/collect.ts";
import { stepping } from "../support/fetches.ts";
import { fiveBindings as all, threePages } from "../support/three-pages.ts";

describe("a list", () => {
  it("requests nothing before it is used", async () => {
    const { fetch, sent } = threePages();
    expect(conversationsBindings({ fetch }).list()).toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sent).toEqual([]);
  });

  it("resolves to an array, and requests each page once however often it is awaited", async () => {
    const { fetch, sent } = threePages();
    const list = conversationsBindings({ fetch }).list();
    expect(await Promise.all([list, list])).toEqual([all, all]);
    expect(await list.finally(() => undefined)).toEqual(all);
    expect(sent).toHaveLength(3);
  });

  it("can be iterated over, and requests one page ahead, never more", async () => {
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

  it("requests no more after a break", async () => {
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

  it("is closed by return()", async () => {
    const iterator = conversationsBindings({ fetch: threePages().fetch }).list()[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.return?.();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it("yields each binding once to parallel calls of next()", async () => {
    const { fetch, sent } = threePages();
    const iterator = conversationsBindings({ fetch }).list()[Symbol.asyncIterator]();
    const results = await Promise.all(Array.from({ length: 7 }, () => iterator.next()));
    expect(results.filter(({ done }) => !done).map(({ value }) => value as unknown)).toEqual(all);
    expect(sent).toHaveLength(3);
  });

  it("yields its pages", async () => {
    const pages = await collect(conversationsBindings({ fetch: threePages().fetch }).list().pages());
    expect(pages.map(({ instances }) => instances.length)).toEqual([2, 2, 1]);
    expect(pages.map(({ nextPageUrl }) => nextPageUrl)).toEqual([
      `${bindingsUrl}?PageToken=b`,
      `${bindingsUrl}?PageToken=c`,
      undefined,
    ]);
  });

  it("yields no more bindings in its pages than the limit", async () => {
    const { fetch, sent } = threePages();
    const pages = await collect(conversationsBindings({ fetch }).list({ limit: 3 }).pages());
    expect(pages.flatMap(({ instances }) => instances)).toEqual(all.slice(0, 3));
    expect(sent).toHaveLength(2);
  });

  it("rejects if a later page fails, instead of resolving to half", async () => {
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
  ])("throws ValidationError for the unknown option in %o", async (options) => {
    const { fetch, sent } = threePages();
    const error = await rejection(conversationsBindings({ fetch }).list(options as object), ValidationError);
    expect(error.parameter).toBe(Object.keys(options)[0]);
    expect(sent).toEqual([]);
  });

  it.each([[null], [[]], ["x"], [5]])("throws ValidationError for the options %j", async (options) => {
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
    ["identity", undefined],
    ["identity", Array(1)],
    ["identity", Object.assign(Array<string>(3), { 0: "alice", 2: "bob" })],
    ["bindingType", undefined],
    ["bindingType", Array(2)],
  ])("throws ValidationError for %s: %j", async (name, value) => {
    const { fetch, sent } = threePages();
    const error = await rejection(conversationsBindings({ fetch }).list({ [name]: value }), ValidationError);
    expect(error.parameter).toBe(name);
    expect(sent).toEqual([]);
  });

  it("throws ValidationError for a second argument, as the callback of the official library", async () => {
    const { fetch, sent } = threePages();
    const bindings = conversationsBindings({ fetch });
    const list: unknown = Reflect.apply(bindings.list.bind(bindings), undefined, [{}, () => undefined]);
    const error = await rejection(list as PromiseLike<unknown>, ValidationError);
    expect(error.parameter).toBe("callback");
    expect(sent).toEqual([]);
  });

  it("throws ValidationError for an identity of a user's bindings, and for a type that Programmable Chat does not have", async () => {
    const bindings = userBindings("alice", { fetch: threePages().fetch });
    expect((await rejection(bindings.list({ identity: "a" } as object), ValidationError)).parameter).toBe(
      "identity",
    );
    const twilsock = bindings.list({ bindingType: "twilsock" } as object);
    expect((await rejection(twilsock, ValidationError)).parameter).toBe("bindingType");
  });
});
