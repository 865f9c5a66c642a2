import { describe, expect, it } from "vitest";
import { ResponseFormatError } from "../../src/index.ts";
import { binding, bindingsUrl, pageAnswer } from "../support/answers.ts";
import { conversationsBindings } from "../support/client.ts";
import { collect } from "../support/collect.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { stepping } from "../support/fetches.ts";

const next = (query: string) => ({ next: `${bindingsUrl}?${query}` });

describe("a list that leads in a circle rejects with ResponseFormatError", () => {
  const circles: Readonly<Record<string, (page: number) => { sid: number[]; query: string }>> = {
    "the same URL again and again": () => ({ sid: [1], query: "PageToken=a" }),
    "the first page again": () => ({ sid: [1], query: "Page=0" }),
    "the same empty page": () => ({ sid: [], query: "PageToken=a" }),
    "two pages in turn": (page) => ({ sid: [page % 2], query: `PageToken=${page % 2}` }),
    "the same bindings under ever new tokens": (page) => ({ sid: [1, 2], query: `PageToken=${page}` }),
    "two pages in turn under ever new tokens": (page) => ({ sid: [page % 2], query: `PageToken=${page}` }),
    "three pages in turn under ever new tokens": (page) => ({ sid: [page % 3], query: `Page=${page}` }),
  };

  it.each(Object.entries(circles))("%s", async (_, describePage) => {
    let requests = 0;
    const { fetch } = stepping(() => {
      if (++requests > 500) throw new Error("the list goes on forever");
      const { sid, query } = describePage(requests);
      return pageAnswer(
        sid.map((index) => binding(index)),
        next(query),
      );
    });
    const error = await rejection(conversationsBindings({ fetch }).list(), ResponseFormatError);
    expect(error).toMatchObject({ status: 200, requestId: "RQ1" });
  });

  it("yields no binding twice before the error", async () => {
    const { fetch } = stepping(pageAnswer([binding(1)], next("PageToken=a")));
    const seen: string[] = [];
    const reading = async () => {
      for await (const { sid } of conversationsBindings({ fetch }).list()) seen.push(sid);
    };
    expect(await reasonOf(reading())).toBeInstanceOf(ResponseFormatError);
    expect(seen).toEqual([binding(1).sid]);
  });
});

describe("a list that changes while it is read is no circle", () => {
  /** A server that pages by index, and in which a binding is registered, first, during each of some requests. */
  function registering(count: number, pageSize: number, registrations: readonly number[]) {
    const bindings = Array.from({ length: count }, (_, index) => binding(index + 1));
    let requests = 0;
    const { fetch } = stepping(({ url }) => {
      if (registrations.includes(++requests)) bindings.unshift(binding(1_000 + requests));
      const index = Number(url.searchParams.get("Page") ?? 0);
      const page = bindings.slice(index * pageSize, (index + 1) * pageSize);
      return pageAnswer(page, bindings.length > (index + 1) * pageSize ? next(`Page=${index + 1}`) : {});
    });
    return conversationsBindings({ fetch });
  }

  it.each([
    { count: 5, pageSize: 1, registrations: [2] },
    { count: 3, pageSize: 1, registrations: [2, 3] },
    { count: 12, pageSize: 1, registrations: [2, 5, 6, 9] },
    { count: 9, pageSize: 3, registrations: [2, 3] },
    { count: 6, pageSize: 1, registrations: [2, 3, 4, 5, 6, 7, 8, 9, 10] },
    { count: 30, pageSize: 2, registrations: [2, 3, 4, 5, 12, 13, 14, 15, 22, 23, 24, 25] },
  ])("pages of $pageSize, registrations during requests $registrations", async (change) => {
    const { count, pageSize, registrations } = change;
    const options = { pageSize };
    const listed = await registering(count, pageSize, registrations).list(options);
    const paged = await collect(registering(count, pageSize, registrations).list(options).pages());
    for (const items of [listed, paged.flatMap(({ instances }) => instances)]) {
      const sids = new Set(items.map(({ sid }) => sid));
      for (let index = 1; index <= count; index++) expect(sids).toContain(binding(index).sid);
    }
  });

  it("also where the same binding is on every page of an honest list", async () => {
    const pages = Array.from({ length: 30 }, (_, page) => [binding(1), binding(page + 2)]);
    const { fetch } = stepping(({ url }) => {
      const page = Number(url.searchParams.get("Page") ?? 0);
      return pageAnswer(pages[page] ?? [], page < 29 ? next(`Page=${page + 1}`) : {});
    });
    expect(await conversationsBindings({ fetch }).list()).toHaveLength(60);
  });

  it.each([300, 1_201])(
    "also where a filter of the SDK leaves nothing of %i pages but the last",
    async (count) => {
      const { fetch } = stepping(({ url }) => {
        const index = Number(url.searchParams.get("Page") ?? 0);
        const type = index < count - 1 ? "fcm" : "apn";
        const links = index < count - 1 ? next(`Page=${index + 1}`) : {};
        return pageAnswer([binding(index + 1, { binding_type: type })], links);
      });
      const listed = await conversationsBindings({ fetch }).list({ bindingType: "apn", pageSize: 1 });
      expect(listed).toEqual([binding(count)]);
    },
  );

  it("also where the server's own filter leaves nothing of 500 pages but the last", async () => {
    const { fetch } = stepping(({ url }) => {
      const index = Number(url.searchParams.get("Page") ?? 0);
      return index < 499 ? pageAnswer([], next(`Page=${index + 1}`)) : pageAnswer([binding(1)]);
    });
    expect(await conversationsBindings({ fetch }).list({ bindingType: "apn" })).toEqual([binding(1)]);
  });
});

it("empty pages without end are a ResponseFormatError after about 1,000 requests", async () => {
  let requests = 0;
  const { fetch } = stepping(() => {
    if (++requests > 5_000) throw new Error("the list goes on forever");
    return pageAnswer([], next(`PageToken=${requests}`));
  });
  await rejection(conversationsBindings({ fetch }).list(), ResponseFormatError);
  expect(requests).toBeLessThan(1_100);
});
