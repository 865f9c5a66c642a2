import { describe, expect, it } from "vitest";
import {
  type ClientOptions,
  ResponseFormatError,
  TwilioBindingsError,
  UntrustedUrlError,
} from "../../src/index.ts";
import { binding, pageAnswer } from "../support/answers.ts";
import { authToken, basicValue, clientWith } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
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

const untrusted: Readonly<Record<string, string>> = {
  "another host": `https://evil.example${path}?PageToken=x`,
  "a host that begins like Twilio's": `https://${host}.evil.example${path}?PageToken=x`,
  "a host that ends like Twilio's": `https://evil${host}${path}?PageToken=x`,
  "a host with Twilio's in the middle": `https://conversations.evil.twilio.com.example${path}?PageToken=x`,
  "a host under another top-level domain": `https://conversations.twilio.co${path}?PageToken=x`,
  "another product's host": `https://chat.twilio.com${path}?PageToken=x`,
  "Twilio's host with too many labels": `https://conversations.a.b.c.twilio.com${path}?PageToken=x`,
  "Twilio's host as the user name": `https://${host}@evil.example${path}?PageToken=x`,
  "a user name": `https://user@${host}${path}?PageToken=x`,
  "a password": `https://user:password@${host}${path}?PageToken=x`,
  "plain http": `http://${host}${path}?PageToken=x`,
  "another scheme": `ftp://${host}${path}?PageToken=x`,
  "a script": `javascript:alert(1)`,
  data: `data:application/json,{}`,
  "another port": `https://${host}:8443${path}?PageToken=x`,
  "no scheme, and another host": `//evil.example${path}?PageToken=x`,
  "backslashes, and another host": `\\\\evil.example${path}?PageToken=x`,
  "another service": `https://${host}${path.replace(serviceSid, otherService)}?PageToken=x`,
  "another version": `https://${host}${path.replace("v1", "v2")}?PageToken=x`,
  "another operation": `https://${host}${path}/BS${"1".repeat(32)}`,
  "a step up": `https://${host}${path}/../Bindings2?PageToken=x`,
  "an encoded step up": `https://${host}${path}/%2e%2e?PageToken=x`,
  "the service alone": `https://${host}/v1/Services/${serviceSid}`,
  "an encoded slash": `https://${host}${path.replace("/Bindings", "%2FBindings")}?PageToken=x`,
  "the root": `https://${host}/?PageToken=x`,
  "a query alone": "?PageToken=x",
};

describe("a next_page_url that names another place", () => {
  it.each(Object.entries(untrusted))("is not requested: %s", async (_, next) => {
    const { fetch, sent } = leadingTo(next);
    const error = await rejection(bindingsOf({ fetch }).list(), UntrustedUrlError);
    expect(error).toMatchObject({ status: 200, requestId: "RQ1", method: "GET" });
    expect(sent).toHaveLength(1);
  });

  it.each(Object.entries(untrusted))("is not requested by getNextPage either: %s", async (_, next) => {
    const { fetch, sent } = leadingTo(next);
    const page = await bindingsOf({ fetch }).page();
    await rejection(page.getNextPage(), UntrustedUrlError);
    expect(sent).toHaveLength(1);
  });

  it("does not stop a list that had what it wanted", async () => {
    const { fetch } = leadingTo(untrusted["another host"] ?? "");
    expect(await bindingsOf({ fetch }).list({ limit: 1 })).toEqual([binding(1)]);
  });
});

it.each(["http://[", "https://", "http://a b/", "https://%/"])(
  "the malformed next_page_url %j is a typed error",
  async (next) => {
    const { fetch, sent } = leadingTo(next);
    const error = await reasonOf(bindingsOf({ fetch }).list());
    expect([ResponseFormatError, UntrustedUrlError]).toContain((error as TwilioBindingsError).constructor);
    expect(error).toMatchObject({ status: 200, requestId: "RQ1" });
    expect(sent).toHaveLength(1);
  },
);

describe("a next_page_url that names the list itself", () => {
  const regional = "conversations.dublin.ie1.twilio.com";
  const own: readonly { name: string; options?: ClientOptions; next: string; origin?: string }[] = [
    { name: "as it is", next: `https://${host}${path}?PageToken=x` },
    { name: "without host", next: `${path}?PageToken=x` },
    { name: "with its port", next: `https://${host}:443${path}?PageToken=x` },
    { name: "in capitals", next: `HTTPS://${host.toUpperCase()}${path}?PageToken=x` },
    { name: "on a region's host", next: `https://${regional}${path}?PageToken=x` },
    {
      name: "on the plain host, asked in a region",
      options: { edge: "dublin", region: "ie1" },
      next: `https://${host}${path}?PageToken=x`,
      origin: `https://${regional}`,
    },
    {
      name: "on Twilio's host, asked at a base URL",
      options: { baseUrl: "http://127.0.0.1:9/proxy" },
      next: `https://${host}${path}?PageToken=x`,
      origin: "http://127.0.0.1:9/proxy",
    },
    {
      name: "at the base URL",
      options: { baseUrl: "http://127.0.0.1:9/proxy/" },
      next: `http://127.0.0.1:9/proxy${path}?PageToken=x`,
      origin: "http://127.0.0.1:9/proxy",
    },
    {
      name: "at the base URL's host, which does not know its own prefix",
      options: { baseUrl: "http://127.0.0.1:9/proxy" },
      next: `http://127.0.0.1:9${path}?PageToken=x`,
      origin: "http://127.0.0.1:9/proxy",
    },
  ];

  it.each(own)(
    "is followed, on the list's own host: $name",
    async ({ options, next, origin = `https://${host}` }) => {
      const { fetch, sent } = leadingTo(next);
      expect(await bindingsOf({ fetch, ...options }).list()).toEqual([binding(1), binding(2)]);
      expect(sent[1]?.text.split("?")[0]).toBe(origin + path);
      expect(sent[1]?.url.searchParams.get("PageToken")).toBe("x");
    },
  );

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

  it("gets the credentials on Twilio's host only", async () => {
    for (const next of Object.values(untrusted)) {
      const { fetch, sent } = leadingTo(next);
      const error = await reasonOf(bindingsOf({ fetch }).list());
      expect(sent.map(({ url }) => url.origin)).toEqual([`https://${host}`]);
      expect(String(error)).not.toContain(authToken);
      expect(String(error)).not.toContain(basicValue);
    }
  });
});

describe("the next_page_url of a user's list", () => {
  const userPath = (user: string) => `/v2/Services/${serviceSid}/Users/${encodeURIComponent(user)}/Bindings`;
  const url = (user: string) => `https://chat.twilio.com${userPath(user)}?PageToken=x`;
  const list = (user: string, { fetch }: FakeFetch) =>
    clientWith({ fetch }).chat.v2.services(serviceSid).users(user).userBindings.list();

  it.each(["alice", userSid, "alice & bob/../carol#1", "ä😀"])(
    "may name the user as it was asked for: %s",
    async (user) => {
      const server = leadingTo(url(user));
      expect(await list(user, server)).toHaveLength(2);
      expect(server.sent.map(({ url: { pathname } }) => pathname)).toEqual([userPath(user), userPath(user)]);
    },
  );

  it("may name by SID a user that was asked for by identity; the identity is asked for again", async () => {
    const server = leadingTo(url(userSid));
    expect(await list("alice", server)).toHaveLength(2);
    expect(server.sent[1]?.url.pathname).toBe(userPath("alice"));
  });

  it.each([
    ["alice", "bob"],
    ["alice", "Alice"],
    [userSid, `US${"9".repeat(32)}`],
    [userSid, "alice"],
    ["alice", "alice/../bob"],
  ])("of %s may not name %s", async (user, named) => {
    const server = leadingTo(url(named));
    await rejection(list(user, server), UntrustedUrlError);
    expect(server.sent).toHaveLength(1);
  });
});
