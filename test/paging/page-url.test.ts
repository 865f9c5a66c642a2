import { describe, expect, it } from "vitest";
import { type ClientOptions, ResponseFormatError, ValidationError } from "../../src/index.ts";
import { binding, pageAnswer } from "../support/answers.ts";
import { clientWith } from "../support/client.ts";
import { rejection } from "../support/failures.ts";
import { type FakeFetch, stepping } from "../support/fetches.ts";
import { serviceSid, userSid } from "../support/sids.ts";

const host = "conversations.twilio.com";
const path = `/v1/Services/${serviceSid}/Bindings`;
const otherService = `IS${"9".repeat(32)}`;

/** A first page that names `next` as its next page, and a second that is the last. */
const leadingTo = (next: string): FakeFetch =>
  stepping(pageAnswer([binding(1)], { next }), pageAnswer([binding(2)]));

function bindingsOf(options: ClientOptions) {
  return clientWith(options).conversations.v1.services(serviceSid).bindings;
}

/** What gateways, proxies and attackers put in the place of the list's own URL. */
const rewritten: Readonly<Record<string, string>> = {
  "the list's own URL": `https://${host}${path}?PageToken=x`,
  "no host": `${path}?PageToken=x`,
  "a query alone": "?PageToken=x",
  "its own port": `https://${host}:443${path}?PageToken=x`,
  capitals: `HTTPS://${host.toUpperCase()}${path}?PageToken=x`,
  "a region's host": `https://conversations.dublin.ie1.twilio.com${path}?PageToken=x`,
  "another host": `https://evil.example${path}?PageToken=x`,
  "another product's host": `https://chat.twilio.com${path}?PageToken=x`,
  "Twilio's host as the user name": `https://${host}@evil.example${path}?PageToken=x`,
  "a password": `https://user:password@${host}${path}?PageToken=x`,
  "plain http": `http://${host}${path}?PageToken=x`,
  "another scheme": `ftp://${host}${path}?PageToken=x`,
  "another port": `https://${host}:8443${path}?PageToken=x`,
  backslashes: `\\\\evil.example${path}?PageToken=x`,
  "a malformed host": `http://[?PageToken=x`,
  "another service": `https://${host}${path.replace(serviceSid, otherService)}?PageToken=x`,
  "another version": `https://${host}${path.replace("v1", "v2")}?PageToken=x`,
  "a prefix before the path": `https://gateway.example/twilio/eu${path}?PageToken=x`,
  "a step up": `https://${host}${path}/../Bindings2?PageToken=x`,
  "the root": `https://${host}/?PageToken=x`,
  "an index instead of a token": `https://${host}${path}?Page=7`,
};

describe("the next_page_url of a response", () => {
  it.each(Object.entries(rewritten))("is used for its paging parameters alone: %s", async (_, next) => {
    const { fetch, sent } = leadingTo(next);
    expect(await bindingsOf({ fetch }).list()).toEqual([binding(1), binding(2)]);
    expect(sent[1]?.text.split("?")[0]).toBe(`https://${host}${path}`);
    expect([sent[1]?.url.searchParams.get("PageToken"), sent[1]?.url.searchParams.get("Page")]).toContain(
      next.includes("PageToken") ? "x" : "7",
    );
  });

  it.each(Object.entries(rewritten))(
    "leads getNextPage and getPage to the same place: %s",
    async (_, next) => {
      const { fetch, sent } = leadingTo(next);
      const page = await bindingsOf({ fetch }).page();
      expect((await page.getNextPage())?.instances).toEqual([binding(2)]);
      expect((await bindingsOf({ fetch }).getPage(page.nextPageUrl ?? "")).instances).toEqual([binding(2)]);
      const token = next.includes("PageToken") ? "x" : "null";
      for (const { url } of sent.slice(1)) {
        expect(`${url.origin}${url.pathname} ${url.searchParams.get("PageToken")}`).toBe(
          `https://${host}${path} ${token}`,
        );
      }
    },
  );

  it.each([
    `https://${host}${path}`,
    `https://${host}${path}?Identity=x`,
    "javascript:alert(1)",
    "",
    "https://",
  ])("without paging parameters rejects with ResponseFormatError: %j", async (next) => {
    const { fetch, sent } = leadingTo(next);
    const error = await rejection(bindingsOf({ fetch }).list(), ResponseFormatError);
    expect(error).toMatchObject({ status: 200, requestId: "RQ1" });
    expect(sent).toHaveLength(1);
  });

  it.each([
    { baseUrl: "http://127.0.0.1:9/proxy", origin: "http://127.0.0.1:9/proxy" },
    { baseUrl: "http://127.0.0.1:9/proxy/", origin: "http://127.0.0.1:9/proxy" },
    { edge: "dublin", region: "ie1", origin: "https://conversations.dublin.ie1.twilio.com" },
    { region: "au1", origin: "https://conversations.sydney.au1.twilio.com" },
  ])("is requested where the first page was: $origin", async ({ origin, ...options }) => {
    const { fetch, sent } = leadingTo(`https://${host}${path}?PageToken=x`);
    expect(await bindingsOf({ fetch, ...options }).list()).toHaveLength(2);
    expect(sent[1]?.text.split("?")[0]).toBe(origin + path);
  });

  it("cannot change the filters", async () => {
    const { fetch, sent } = leadingTo(`https://${host}${path}?Identity=mallory&BindingType=gcm&PageToken=x`);
    await bindingsOf({ fetch }).list({ identity: "alice", bindingType: "apn" });
    expect(sent[1]?.url.searchParams.getAll("Identity")).toEqual(["alice"]);
    expect(sent[1]?.url.searchParams.getAll("BindingType")).toEqual(["apn"]);
  });

  it("cannot bring in a filter or a parameter that was not asked for", async () => {
    const { fetch, sent } = leadingTo(`https://${host}${path}?Identity=mallory&Evil=1&PageToken=x#fragment`);
    await bindingsOf({ fetch }).list();
    expect([...(sent[1]?.url.searchParams.keys() ?? [])].sort()).toEqual(["PageSize", "PageToken"]);
    expect(sent[1]?.url.hash).toBe("");
  });
});

describe("the next_page_url of a user's list", () => {
  const userPath = (user: string) => `/v2/Services/${serviceSid}/Users/${encodeURIComponent(user)}/Bindings`;
  const list = (user: string, { fetch }: FakeFetch) =>
    clientWith({ fetch }).chat.v2.services(serviceSid).users(user).userBindings.list();

  it.each([
    ["alice", "alice"],
    ["alice & bob/../carol#1", "alice & bob/../carol#1"],
    ["ä😀", "ä😀"],
    ["alice", userSid],
    [userSid, "alice"],
    ["alice", "bob"],
  ])("of %s may name %s: the user that was asked for stays", async (user, named) => {
    const server = leadingTo(`https://chat.twilio.com${userPath(named)}?PageToken=x`);
    expect(await list(user, server)).toHaveLength(2);
    expect(server.sent.map(({ url: { pathname } }) => pathname)).toEqual([userPath(user), userPath(user)]);
  });
});

describe.each(["getPage", "from"] as const)("a page URL that is passed to %s", (use) => {
  const request = (url: string, { fetch }: FakeFetch) => {
    const bindings = bindingsOf({ fetch });
    return use === "getPage" ? bindings.getPage(url) : bindings.list({ from: url });
  };

  it.each([
    `https://${host}${path}?PageToken=x`,
    `http://127.0.0.1:1${path}?PageToken=x`,
    `https://gateway.example/twilio${path}?PageToken=x`,
    `${path}?PageToken=x`,
  ])("is used on the list's own host: %s", async (url) => {
    const server = stepping(pageAnswer([]));
    await request(url, server);
    expect(server.sent[0]?.text.split("?")[0]).toBe(`https://${host}${path}`);
    expect(server.sent[0]?.url.searchParams.get("PageToken")).toBe("x");
  });

  it("may have empty paging parameters, which count as absent", async () => {
    const server = stepping(pageAnswer([]));
    await request(`${path}?PageSize=&Page=0&PageToken=`, server);
    expect(server.sent[0]?.url.search).toMatch(/^\?(PageSize=\d+&)?Page=0$/);
  });

  it.each([
    ["another service", `https://${host}${path.replace(serviceSid, otherService)}?PageToken=x`],
    ["another version", `https://${host}${path.replace("v1", "v2")}?PageToken=x`],
    ["another operation", `https://${host}${path}/BS${"1".repeat(32)}?PageToken=x`],
    ["a step up", `https://${host}${path}/../Bindings2?PageToken=x`],
    ["an encoded step up", `https://${host}${path}/%2e%2e?PageToken=x`],
    ["a slash at its end", `https://${host}${path}/?PageToken=x`],
    ["an encoded slash", `https://${host}${path.replace("/Bindings", "%2FBindings")}?PageToken=x`],
    ["a malformed encoding", `https://${host}${path.replace("Bindings", "%zz")}?PageToken=x`],
    ["no host", "https://"],
    ["an empty string", ""],
  ])("throws ValidationError for %s, and requests nothing", async (_, url) => {
    const server = stepping(pageAnswer([]));
    const error = await rejection(request(url, server), ValidationError);
    expect(error.parameter).toBe(use === "getPage" ? "url" : "from");
    expect(server.sent).toEqual([]);
  });

  it.each(["PageSize=0", "PageSize=x", "Page=-1", "Page=1.5", "BindingType=APN", "Identity="])(
    "throws ValidationError for the parameter %s",
    async (query) => {
      const server = stepping(pageAnswer([]));
      await rejection(request(`https://${host}${path}?${query}`, server), ValidationError);
      expect(server.sent).toEqual([]);
    },
  );
});

describe("the nextPageUrl of a page", () => {
  const filters = { identity: ["alice", "bob"], bindingType: "apn" as const };

  it.each([
    ["leaves out", `https://${host}${path}?PageSize=5&PageToken=x`],
    ["leaves out some of", `https://${host}${path}?Identity=alice&BindingType=apn&PageSize=5&PageToken=x`],
    ["has others than", `https://${host}${path}?Identity=mallory&PageSize=5&PageToken=x`],
    ["rewrites the path and leaves out", `http://gateway.example/other?PageSize=5&PageToken=x`],
  ])("has the filters, also where that of the server %s them", async (_, next) => {
    for (const use of ["getPage", "from"] as const) {
      const { fetch, sent } = leadingTo(next);
      const bindings = bindingsOf({ fetch });
      const { nextPageUrl = "" } = await bindings.page({ ...filters, pageSize: 5 });
      await (use === "getPage" ? bindings.getPage(nextPageUrl) : bindings.list({ from: nextPageUrl }));
      const query = sent[1]?.url.searchParams;
      expect(query?.getAll("Identity")).toEqual(["alice", "bob"]);
      expect(query?.getAll("BindingType")).toEqual(["apn"]);
      expect([query?.get("PageSize"), query?.get("PageToken")]).toEqual(["5", "x"]);
    }
  });

  it("is the server's own where that leads to the same page", async () => {
    const next = `https://${host}${path}?Identity=alice&Identity=bob&BindingType=apn&PageSize=5&PageToken=x&Page=1`;
    const page = await bindingsOf({ fetch: leadingTo(next).fetch }).page({ ...filters, pageSize: 5 });
    expect(page.nextPageUrl).toBe(next);
  });
});

describe("from", () => {
  const url = `https://${host}${path}?BindingType=apn&Identity=alice&PageSize=5&PageToken=x`;

  it("continues with the filters and the page size of its URL", async () => {
    const { fetch, sent } = stepping(pageAnswer([]));
    await bindingsOf({ fetch }).list({ from: url });
    expect(Object.fromEntries(sent[0]?.url.searchParams ?? [])).toEqual({
      BindingType: "apn",
      Identity: "alice",
      PageSize: "5",
      PageToken: "x",
    });
  });

  it("accepts the same filters again, and throws ValidationError for others", async () => {
    const { fetch, sent } = stepping(pageAnswer([]));
    const bindings = bindingsOf({ fetch });
    await bindings.list({ from: url, identity: "alice", bindingType: ["apn"] });
    const error = await rejection(bindings.list({ from: url, identity: "bob" }), ValidationError);
    expect(error.parameter).toBe("identity");
    expect(sent).toHaveLength(1);
  });

  it.each([{ limit: 2 }, { limit: 200 }, { pageSize: 50 }, { pageSize: 1, limit: 3 }])(
    "keeps the page size of its URL, with %o",
    async (options) => {
      const { fetch, sent } = stepping(pageAnswer([]));
      await bindingsOf({ fetch }).list({ from: url, ...options });
      expect(sent[0]?.url.searchParams.getAll("PageSize")).toEqual(["5"]);
    },
  );

  it("accepts the same filters in another order", async () => {
    const { fetch, sent } = stepping(pageAnswer([]));
    const from = `${path}?BindingType=fcm&BindingType=apn&Identity=b&Identity=a&PageToken=x`;
    await bindingsOf({ fetch }).list({ from, identity: ["a", "b"], bindingType: ["apn", "fcm"] });
    expect(sent).toHaveLength(1);
    const fewer = bindingsOf({ fetch }).list({ from, identity: ["a"] });
    expect((await rejection(fewer, ValidationError)).parameter).toBe("identity");
  });

  it.each([5, null, {}, [url]])("throws ValidationError for %j", async (from) => {
    const { fetch, sent } = stepping(pageAnswer([]));
    const error = await rejection(bindingsOf({ fetch }).list({ from } as { from: string }), ValidationError);
    expect(error.parameter).toBe("from");
    expect(sent).toEqual([]);
  });
});
