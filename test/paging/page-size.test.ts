import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/index.ts";
import { binding, bindingsUrl, pageAnswer } from "../support/answers.ts";
import { conversationsBindings, userBindings } from "../support/client.ts";
import { rejection } from "../support/failures.ts";
import { type Sent, stepping } from "../support/fetches.ts";
import { serviceSid } from "../support/sids.ts";

const sizesOf = (sent: readonly Sent[]) => sent.map(({ url }) => url.searchParams.get("PageSize"));
const next = (query: string) => ({ next: `${bindingsUrl}?${query}` });
const bindings = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => binding(from + index));

describe("the page size that is requested", () => {
  it.each([
    { options: {}, size: "100" },
    { options: { limit: 20 }, size: "20" },
    { options: { limit: 1_000 }, size: "100" },
    { options: { limit: Infinity }, size: "100" },
    { options: { pageSize: 7 }, size: "7" },
    { options: { pageSize: 7, limit: 3 }, size: "7" },
    { options: { pageSize: 7, limit: 30 }, size: "7" },
    { options: { pageSize: 100 }, size: "100" },
    { options: { pageSize: 101 }, size: "100" },
    { options: { pageSize: 1_000_000 }, size: "100" },
  ])("of a Conversations list with $options is $size", async ({ options, size }) => {
    const { fetch, sent } = stepping(pageAnswer([]));
    await conversationsBindings({ fetch }).list(options);
    expect(sizesOf(sent)).toEqual([size]);
  });

  it("is at most 50 for Programmable Chat", async () => {
    const { fetch, sent } = stepping(pageAnswer([]));
    await userBindings("alice", { fetch }).list();
    await userBindings("alice", { fetch }).list({ pageSize: 51 });
    expect(sizesOf(sent)).toEqual(["50", "50"]);
  });

  it("of a single page is the largest", async () => {
    const { fetch, sent } = stepping(pageAnswer([]));
    await conversationsBindings({ fetch }).page();
    await conversationsBindings({ fetch }).page({ pageSize: 3 });
    expect(sizesOf(sent)).toEqual(["100", "3"]);
  });

  it.each([0, -1, 1.5, NaN, Infinity, "10", null, {}, 2 ** 53])(
    "throws ValidationError for %j before any request",
    async (pageSize) => {
      const { fetch, sent } = stepping(pageAnswer([]));
      const c = conversationsBindings({ fetch });
      const options = { pageSize } as { pageSize: number };
      expect(await rejection(c.list(options), ValidationError)).toMatchObject({ parameter: "pageSize" });
      expect(await rejection(c.page(options), ValidationError)).toMatchObject({ parameter: "pageSize" });
      expect(sent).toEqual([]);
    },
  );
});

describe("limit", () => {
  it.each([-1, 1.5, NaN, -Infinity, "10", null])(
    "throws ValidationError for %j before any request",
    async (limit) => {
      const { fetch, sent } = stepping(pageAnswer([]));
      const refused = conversationsBindings({ fetch }).list({ limit: limit as number });
      expect(await rejection(refused, ValidationError)).toMatchObject({ parameter: "limit" });
      expect(sent).toEqual([]);
    },
  );

  it("cuts a page that holds more", async () => {
    const { fetch, sent } = stepping(pageAnswer(bindings(1, 5), next("PageToken=b")));
    expect(await conversationsBindings({ fetch }).list({ limit: 3 })).toEqual(bindings(1, 3));
    expect(sent).toHaveLength(1);
  });

  it("cuts the last of several pages, and requests no further one", async () => {
    const { fetch, sent } = stepping(
      pageAnswer(bindings(1, 3), next("PageToken=b")),
      pageAnswer(bindings(4, 3), next("PageToken=c")),
    );
    expect(await conversationsBindings({ fetch }).list({ limit: 5, pageSize: 3 })).toEqual(bindings(1, 5));
    expect(sent).toHaveLength(2);
  });

  it("which is reached at the end of a page requests no further one", async () => {
    const { fetch, sent } = stepping(pageAnswer(bindings(1, 3), next("PageToken=b")));
    expect(await conversationsBindings({ fetch }).list({ limit: 3 })).toHaveLength(3);
    expect(sent).toHaveLength(1);
  });

  it("of 0 resolves to an empty array and requests nothing", async () => {
    const { fetch, sent } = stepping(pageAnswer(bindings(1, 3)));
    expect(await conversationsBindings({ fetch }).list({ limit: 0 })).toEqual([]);
    expect(sent).toEqual([]);
  });
});

describe("going from page to page", () => {
  it("keeps the filters and the page size, and takes token and index from the page URL", async () => {
    const items = [1, 2].map((index) => binding(index, { identity: "alice & bob" }));
    const { fetch, sent } = stepping(
      pageAnswer(items.slice(0, 1), next("PageSize=2&Page=1&PageToken=PA%2Fx%3D%3D")),
      pageAnswer(items.slice(1)),
    );
    const options = {
      bindingType: ["apn", "fcm"],
      identity: "alice & bob",
      pageSize: 2,
      parallel: false,
    } as const;
    expect(await conversationsBindings({ fetch }).list(options)).toEqual(items);
    expect([...(sent[1]?.url.searchParams ?? [])].sort()).toEqual([
      ["BindingType", "apn"],
      ["BindingType", "fcm"],
      ["Identity", "alice & bob"],
      ["Page", "1"],
      ["PageSize", "2"],
      ["PageToken", "PA/x=="],
    ]);
    expect(sent[1]?.url.pathname).toBe(`/v1/Services/${serviceSid}/Bindings`);
  });

  it("continues after empty pages", async () => {
    const { fetch } = stepping(
      pageAnswer([], next("PageToken=b")),
      pageAnswer([], next("PageToken=c")),
      pageAnswer([binding(1)], next("PageToken=d")),
      pageAnswer([]),
    );
    expect(await conversationsBindings({ fetch }).list()).toEqual([binding(1)]);
  });

  it("sends each filter value once, and repeats the parameter for several", async () => {
    const { fetch, sent } = stepping(pageAnswer([]));
    await conversationsBindings({ fetch }).list({ identity: ["a", "b", "a"] });
    expect(sent[0]?.url.searchParams.getAll("Identity")).toEqual(["a", "b"]);
  });
});
