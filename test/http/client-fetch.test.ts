import { describe, expect, it, vi } from "vitest";
import { ConnectionError, TimeoutError, ValidationError } from "../../src/index.ts";
import type { ClientOptions, Fetch, FetchInit } from "../../src/index.ts";
import { failure, json, noContent, text } from "../support/answers.ts";
import { stoppedClock } from "../support/clock.ts";
import { basicValue, clientWith } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { fetchFailed, hanging, stepping } from "../support/fetches.ts";
import { everythingShown } from "../support/shown.ts";
import { serviceSid } from "../support/sids.ts";

const services = "https://conversations.twilio.com/v1/Services";

/** What `fetch` was called with for one call of `client.fetch`. */
async function sentBy(url: string | URL, init?: FetchInit, options: ClientOptions = {}) {
  const fetch = vi.fn<Fetch>().mockImplementation(() => Promise.resolve(noContent()));
  await clientWith({ fetch, ...options }).fetch(url, init);
  expect(fetch).toHaveBeenCalledTimes(1);
  const [sentUrl, sentInit] = fetch.mock.calls[0] ?? [];
  return {
    url: sentUrl,
    method: sentInit?.method,
    body: sentInit?.body,
    headers: new Headers(sentInit?.headers),
  };
}

describe("client.fetch", () => {
  it("sends an authorized GET, and returns the response with its body", async () => {
    const { fetch, sent } = stepping(json({ services: [] }, { headers: { "x-a": "1" } }));
    const response = await clientWith({ fetch }).fetch(services);
    expect(response.status).toBe(200);
    expect(response.headers.get("x-a")).toBe("1");
    expect(await response.json()).toEqual({ services: [] });
    expect(sent[0]).toMatchObject({ method: "GET", text: services });
    expect(sent[0]?.headers.get("authorization")).toBe(`Basic ${basicValue}`);
  });

  it.each([
    "https://chat.twilio.com/v2/Services?PageSize=5&Order=a%20b",
    "https://ip-messaging.twilio.com/v2/Credentials",
    new URL("https://conversations.twilio.com/v1/Users/alice%40example.com"),
    "https://conversations.dublin.ie1.twilio.com/v1/Services",
  ])("sends to %s as it is", async (url) => {
    expect((await sentBy(url)).url).toBe(String(url));
  });

  it.each([
    ["the base URL", services, { baseUrl: "http://127.0.0.1:4010/x" }, "http://127.0.0.1:4010/x/v1/Services"],
    [
      "the base URL, which it names",
      "http://127.0.0.1:4010/x/v1/A?b",
      { baseUrl: "http://127.0.0.1:4010/x" },
      "http://127.0.0.1:4010/x/v1/A?b",
    ],
    ["the region", services, { region: "ie1" }, "https://conversations.dublin.ie1.twilio.com/v1/Services"],
    [
      "the base URL, as a path",
      "/v1/Services",
      { baseUrl: "http://127.0.0.1:4010/x" },
      "http://127.0.0.1:4010/x/v1/Services",
    ],
  ])("goes to %s", async (_, url, options, expected) => {
    expect((await sentBy(url, {}, options)).url).toBe(expected);
  });

  it.each([
    ["another host", "https://evil.example/v1/Services"],
    ["a host that ends alike", "https://evilconversations.twilio.com/"],
    ["a host that begins alike", "https://conversations.twilio.com.evil.example/"],
    ["another product", "https://api.twilio.com/2010-04-01/Accounts"],
    ["http", "http://conversations.twilio.com/v1/Services"],
    ["another port", "https://conversations.twilio.com:8443/v1/Services"],
    ["a user", "https://user@conversations.twilio.com/v1/Services"],
    ["a password", "https://a:b@conversations.twilio.com/v1/Services"],
    ["a fragment", `${services}#x`],
    ["dot segments", `${services}/../Users`],
    ["encoded dot segments", `${services}/%2E%2e/Users`],
    ["a dot segment at the end", `${services}/.`],
    ["backslashes", `${services}\\..\\Users`],
    ["no host", "/v1/Services"],
    ["no URL", "nonsense"],
    ["nothing", undefined as unknown as string],
    ["a list of one", [services] as unknown as string],
    ["an object that reads as one", { toString: () => services } as unknown as string],
  ])("throws ValidationError for %s", async (_, url) => {
    const { fetch, sent } = stepping(noContent());
    expect((await rejection(clientWith({ fetch }).fetch(url), ValidationError)).parameter).toBe("url");
    expect(sent).toEqual([]);
  });

  it.each([
    ["another origin", "http://127.0.0.1:4011/x/v1"],
    ["a sibling of its path", "http://127.0.0.1:4010/xy/v1"],
    ["a parent of its path", "http://127.0.0.1:4010/v1"],
    ["a way out of it", "http://127.0.0.1:4010/x/../v1"],
  ])("throws ValidationError under a base URL for %s", async (_, url) => {
    const { fetch, sent } = stepping(noContent());
    const client = clientWith({ fetch, baseUrl: "http://127.0.0.1:4010/x" });
    await rejection(client.fetch(url), ValidationError);
    expect(sent).toEqual([]);
  });

  it.each([
    ["text", "a=b"],
    ["parameters", new URLSearchParams({ a: "b" })],
    ["bytes", new TextEncoder().encode("a=b").buffer],
  ])("sends a body of %s", async (_, body) => {
    const init: FetchInit = { method: "post", body, headers: { "Content-Type": "x/y" } };
    const sent = await sentBy(services, init);
    expect(sent).toMatchObject({ method: "POST", body });
    expect(sent.headers.get("content-type")).toBe("x/y");
  });

  it.each([
    ["an unknown option", { verb: "GET" }, "verb"],
    ["an invalid method", { method: "GET /" }, "method"],
    ["a stream, which cannot be retried", { method: "POST", body: new ReadableStream() }, "body"],
    ["a plain object", { method: "POST", body: { a: 1 } }, "body"],
    ["a signal that is null", { signal: null }, "signal"],
    ["null", null, "options"],
  ])("throws ValidationError for %s", async (_, init, parameter) => {
    const { fetch, sent } = stepping(noContent());
    const call = clientWith({ fetch }).fetch(services, init as FetchInit);
    expect((await rejection(call, ValidationError)).parameter).toBe(parameter);
    expect(sent).toEqual([]);
  });

  it.each([400, 401, 403, 404, 409, 422])("resolves to a %i response, after one attempt", async (status) => {
    const { fetch, sent } = stepping(failure(status));
    const response = await clientWith({ fetch, maxRetries: 4 }).fetch(services);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code: 20_000 + status });
    expect(sent).toHaveLength(1);
  });

  it.each([408, 429, 500, 503])("retries a %i response, and resolves to the last one", async (status) => {
    const { finish } = stoppedClock();
    const { fetch, sent } = stepping(failure(status));
    const response = await finish(clientWith({ fetch, maxRetries: 2 }).fetch(services));
    expect(response.status).toBe(status);
    expect(sent).toHaveLength(3);
  });

  it.each([
    ["POST", failure(500), 1],
    ["PATCH", fetchFailed("ECONNRESET"), 1],
    ["POST", failure(429), 2],
    ["POST", fetchFailed("ECONNREFUSED"), 2],
    ["PUT", failure(500), 2],
    ["DELETE", fetchFailed("ECONNRESET"), 2],
  ])("retries %s only if that is safe (%#)", async (method, step, attempts) => {
    const { finish } = stoppedClock();
    const { fetch, sent } = stepping(step, noContent());
    await finish(
      clientWith({ fetch, maxRetries: 1 })
        .fetch(services, { method })
        .catch(() => undefined),
    );
    expect(sent).toHaveLength(attempts);
  });

  it("has the time limits, hooks and errors of every call", async () => {
    const onRequest = vi.fn();
    const onFailure = vi.fn();
    const client = clientWith({ fetch: hanging().fetch, onRequest, onFailure });
    const error = await rejection(client.fetch(services, { timeout: 10 }), TimeoutError);
    expect(onRequest).toHaveBeenCalledWith(expect.objectContaining({ operationId: "fetch", method: "GET" }));
    expect(onFailure).toHaveBeenCalledWith(expect.objectContaining({ error }));
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    expect(await reasonOf(client.fetch(services, { signal }))).toBe(reason);
  });

  it.each(["/.. ", "/%2e%2E ", "/..\u0001", "/. "])(
    "refuses a dot segment before %j at the end",
    async (end) => {
      const { fetch, sent } = stepping(json({}));
      await rejection(
        clientWith({ fetch }).fetch(`${services}${end}`, { method: "DELETE" }),
        ValidationError,
      );
      expect(sent).toEqual([]);
    },
  );

  it("accepts dots in a query", async () => {
    const { fetch } = stepping(json({}));
    expect((await clientWith({ fetch }).fetch(`${services}?Url=/../x`)).status).toBe(200);
  });

  it("shows no identity of a form, nor one behind an empty segment", async () => {
    const body = new URLSearchParams({ Identity: "mallory@example.com" });
    const url = `https://chat.twilio.com/v2//Services/${serviceSid}/Users/Oscar`;
    const fetch = () => Promise.resolve(json({ message: "mallory@example.com of Oscar" }, { status: 503 }));
    const lines: string[] = [];
    const note = (line: string) => void lines.push(line);
    const logger = { debug: note, info: note, warn: note, error: note };
    await clientWith({ fetch, logger, logLevel: "debug", maxRetries: 0 }).fetch(url, {
      method: "POST",
      body,
    });
    expect(lines.join()).toContain("/Users/***");
    expect(lines.join()).not.toMatch(/mallory|Oscar/);
  });

  it("does not follow a redirect", async () => {
    const { fetch, sent } = stepping(
      text(null, { status: 302, headers: { Location: "https://evil.example/" } }),
    );
    expect((await clientWith({ fetch }).fetch(services)).status).toBe(302);
    expect(sent).toHaveLength(1);
  });

  it("shows no identity of an address that it does not know", async () => {
    const user = "mallory@example.com";
    const url = `https://conversations.twilio.com/v1/Services/${serviceSid}/Users/${encodeURIComponent(user)}?Identity=oscar-o&PageSize=5`;
    const events: unknown[] = [];
    const note = (event: unknown) => void events.push(event);
    const fetch = () => Promise.reject(Object.assign(new Error(`${url} ${user}`), { code: "ECONNRESET" }));
    const client = clientWith({ fetch, onRequest: note, onFailure: note });
    const error = await rejection(client.fetch(url), ConnectionError);
    expect(error.url).toContain(`/v1/Services/${serviceSid}/Users/***?`);
    expect(error.url).toContain("PageSize=5");
    expect(everythingShown([error, events])).not.toMatch(/mallory|oscar-o/);
  });
});

describe("client.fetch reads a body when it is called", () => {
  const form = new FormData();
  form.set("a", "1");
  const params = new URLSearchParams({ a: "1" });
  const bytes = new TextEncoder().encode("a=1").buffer;
  it.each<readonly [string, NonNullable<FetchInit["body"]>, () => void]>([
    ["FormData", form, () => form.set("a", "2")],
    ["URLSearchParams", params, () => params.set("a", "2")],
    ["an ArrayBuffer", bytes, () => new Uint8Array(bytes).fill(50)],
  ])("%s", async (_, body, change) => {
    const given = await new Response(body).text();
    const sent: string[] = [];
    const fetch: Fetch = async (_url, init) => {
      sent.push(await new Response(init.body).text());
      return json({}, { status: sent.length === 1 ? 429 : 200 });
    };
    const call = clientWith({ fetch, maxRetries: 1 }).fetch(
      `https://conversations.twilio.com/v1/Services/${serviceSid}`,
      { method: "POST", body },
    );
    change();
    await call;
    const plain = (content: string) => content.replace(/-+formdata-\S+/g, "");
    expect(sent.map(plain)).toEqual([plain(given), plain(given)]);
  });
});

it("client.fetch returns a response whose status text no Response can be created with", async () => {
  const odd = Object.defineProperty(json({}, { status: 404 }), "statusText", { value: "\u672a\u627e\u5230" });
  const fetch: Fetch = () => Promise.resolve(odd);
  const response = await clientWith({ fetch }).fetch("https://conversations.twilio.com/v1/Services");
  expect(response).toMatchObject({ status: 404, statusText: "\u672a\u627e\u5230" });
});

describe("client.fetch redacts what identifies somebody in", () => {
  const identity = "alice.smith@example.org";
  const form = new FormData();
  form.set("Identity", identity);
  const bodies: readonly (readonly [string, FetchInit["body"]])[] = [
    ["FormData", form],
    ["URLSearchParams", new URLSearchParams({ Identity: identity })],
    ["a form as text", `Identity=${encodeURIComponent(identity)}`],
    ["JSON", JSON.stringify({ users: [{ identity }] })],
  ];
  it.each(bodies)("%s", async (_, body) => {
    const events: unknown[] = [];
    const { fetch } = stepping(json({ message: `cannot create ${identity}` }, { status: 429 }));
    const client = clientWith({ fetch, onFailure: (event) => void events.push(event) });
    await client.fetch(`${services}/${serviceSid}/Users`, { method: "POST", body });
    expect(events).toHaveLength(1);
    expect(everythingShown(events)).not.toContain("alice");
  });

  it("a path whose identity is like a version", async () => {
    const events: unknown[] = [];
    const { fetch } = stepping(json({ message: "no v42" }, { status: 429 }));
    const client = clientWith({ fetch, onFailure: (event) => void events.push(event) });
    await client.fetch(`https://chat.twilio.com/v2/Services/${serviceSid}/Users/v42/Bindings`);
    expect(everythingShown(events)).toContain("/v2/Services/");
    expect(everythingShown(events)).not.toContain("v42");
  });
});

it("client.fetch rejects if its time is over while a hook takes the response", async () => {
  const { fetch } = stepping(json({}));
  const client = clientWith({ fetch, totalTimeout: 30, onResponse: () => new Promise(() => undefined) });
  expect((await rejection(client.fetch(services), TimeoutError)).limit).toBe("totalTimeout");
});
