import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/index.ts";
import { binding, bindingsUrl, noContent, pageAnswer, pageBody } from "../support/answers.ts";
import { conversationsBindings, userBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { stepping } from "../support/fetches.ts";

/** A server that knows three pages by index, and gives the URLs of their neighbours. */
function threePages() {
  return stepping(({ url }) => {
    const index = Number(url.searchParams.get("Page") ?? 0);
    const at = (page: number) =>
      page < 0 || page > 2 ? null : `${bindingsUrl}?PageSize=1&Page=${page}&PageToken=T${page}`;
    return pageAnswer([binding(index, { identity: "alice" })], {
      next: at(index + 1),
      previous: at(index - 1),
    });
  });
}

describe("a page", () => {
  it("has its bindings, its meta block and the URLs of its neighbors", async () => {
    const body = pageBody([binding(1)], { next: `${bindingsUrl}?Page=1`, previous: `${bindingsUrl}?Page=0` });
    const page = await conversationsBindings({
      fetch: stepping(
        pageAnswer([binding(1)], { next: body.meta.next_page_url, previous: body.meta.previous_page_url }),
      ).fetch,
    }).page();
    expect(page.instances).toEqual([binding(1)]);
    expect(page.meta).toEqual(body.meta);
    expect(page.nextPageUrl).toBe(`${bindingsUrl}?Page=1`);
    expect(page.previousPageUrl).toBe(`${bindingsUrl}?Page=0`);
  });

  it("links to the next and previous page, with the same filters", async () => {
    const { fetch, sent } = threePages();
    const first = await conversationsBindings({ fetch }).page({ identity: "alice" });
    const second = await first.getNextPage();
    const third = await second?.getNextPage();
    expect(third?.instances).toEqual([binding(2, { identity: "alice" })]);
    expect(await third?.getNextPage()).toBeUndefined();
    expect((await third?.getPreviousPage())?.instances).toEqual([binding(1, { identity: "alice" })]);
    expect(await first.getPreviousPage()).toBeUndefined();
    expect(sent.map(({ url }) => url.searchParams.get("Identity"))).toEqual(Array(4).fill("alice"));
    expect(sent.map(({ url }) => url.searchParams.get("PageToken"))).toEqual([null, "T1", "T2", "T1"]);
  });

  it("checks the options of its neighbors as any call's", async () => {
    const page = await conversationsBindings({ fetch: threePages().fetch }).page();
    for (const options of [{ timeout: 0 }, { timeout: NaN }, { signal: "x" }, { unknown: 1 }]) {
      const error = await rejection(page.getNextPage(options as object), ValidationError);
      expect(error.parameter).toBe(Object.keys(options)[0]);
    }
  });

  it("starts where its token and index say", async () => {
    const { fetch, sent } = threePages();
    await conversationsBindings({ fetch }).page({ pageToken: "a b&c", page: 2 });
    expect(sent[0]?.url.searchParams.get("PageToken")).toBe("a b&c");
    expect(sent[0]?.url.searchParams.get("Page")).toBe("2");
  });

  it.each([{ page: -1 }, { page: 0.5 }, { pageToken: "" }, { pageToken: 5 }, { limit: 5 }, { timeout: 0 }])(
    "throws ValidationError for %o",
    async (options) => {
      const { fetch, sent } = threePages();
      const error = await rejection(
        conversationsBindings({ fetch }).page(options as object),
        ValidationError,
      );
      expect(error.parameter).toBe(Object.keys(options)[0]);
      expect(sent).toEqual([]);
    },
  );
});

describe("getPage", () => {
  it("uses filters, size and place of a URL that was kept", async () => {
    const { fetch, sent } = stepping(pageAnswer([]));
    await conversationsBindings({ fetch }).getPage(
      `${bindingsUrl}?BindingType=apn&BindingType=fcm&Identity=a%26b&PageSize=2&Page=3&PageToken=T&Unknown=1`,
    );
    expect([...(sent[0]?.url.searchParams ?? [])].sort()).toEqual([
      ["BindingType", "apn"],
      ["BindingType", "fcm"],
      ["Identity", "a&b"],
      ["Page", "3"],
      ["PageSize", "2"],
      ["PageToken", "T"],
    ]);
  });

  it("keeps the filters of the URL on the pages after", async () => {
    const { fetch, sent } = threePages();
    const page = await conversationsBindings({ fetch }).getPage(`${bindingsUrl}?Identity=alice&Page=1`);
    await page.getNextPage();
    expect(sent[1]?.url.searchParams.get("Identity")).toBe("alice");
  });

  it.each([undefined, null, "", 5, {}])("throws ValidationError for %j before any request", async (url) => {
    const { fetch, sent } = threePages();
    const error = await rejection(conversationsBindings({ fetch }).getPage(url as string), ValidationError);
    expect(error.parameter).toBe("url");
    expect(sent).toEqual([]);
  });
});

describe("withResponse", () => {
  it("resolves to data and response, for each single call", async () => {
    const answer = pageAnswer([binding(1)]);
    const calls = [
      {
        call: conversationsBindings({ fetch: stepping(answer).fetch }).page(),
        data: { instances: [binding(1)] },
      },
      {
        call: conversationsBindings({ fetch: stepping(answer).fetch }).getPage(bindingsUrl),
        data: { instances: [binding(1)] },
      },
      {
        call: conversationsBindings({
          fetch: stepping(Response.json(binding(1), { headers: answer.headers })).fetch,
        })(binding(1).sid).fetch(),
        data: binding(1),
      },
    ];
    for (const { call, data } of calls) {
      const whole = await call.withResponse();
      expect(whole).toMatchObject({ data, requestId: "RQ1", attempts: 1 });
      expect(whole.response.status).toBe(200);
    }
    const removed = await conversationsBindings({ fetch: stepping(noContent()).fetch })(binding(1).sid)
      .remove()
      .withResponse();
    expect(removed).toMatchObject({ data: true, requestId: "RQ1", attempts: 1 });
    expect(removed.response.status).toBe(204);
  });

  it("sends the request once, whichever of the two promises is taken", async () => {
    const { fetch, sent } = stepping(noContent());
    const removal = userBindings("alice", { fetch })(binding(1).sid).remove();
    expect(await removal).toBe(true);
    expect((await removal.withResponse()).data).toBe(true);
    expect(sent).toHaveLength(1);
  });

  it("rejects as the call does, and leaves no rejection unhandled", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    const error = new Error("mine");
    const { fetch } = stepping(() => Promise.reject(error));
    await reasonOf(conversationsBindings({ fetch }).page().withResponse());
    await reasonOf(conversationsBindings({ fetch }).page());
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });
});
