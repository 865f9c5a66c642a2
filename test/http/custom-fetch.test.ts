import { Readable } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import { type Fetch, NotFoundError, RateLimitError, ValidationError } from "../../src/index.ts";
import { binding, failure, noContent, pageBody } from "../support/answers.ts";
import { conversationsBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { fetchFailed } from "../support/fetches.ts";
import { bindingSid } from "../support/sids.ts";
import { stoppedClock } from "../support/clock.ts";

/** A status with a body, as each library would return it. */
type Library = (status: number, body: string) => unknown;

const libraries: Readonly<Record<string, Library>> = {
  "node-fetch, whose body is a stream of Node.js": (status, body) => ({
    status,
    ok: status < 300,
    headers: new Map([["content-type", "application/json"]]),
    body: status === 204 ? Readable.from([]) : Readable.from([body]),
    text: () => Promise.resolve(status === 204 ? "" : body),
  }),
  "a mock without a body property": (status, body) => ({
    ok: status < 300,
    status,
    headers: new Headers(),
    text: () => Promise.resolve(body),
  }),
  "a mock without ok": (status, body) => ({
    status,
    headers: { get: () => null },
    text: async () => Promise.resolve(body),
  }),
  "a mock whose body is undefined": (status, body) => ({
    status,
    headers: new Headers(),
    body: undefined,
    text: () => Promise.resolve(body),
  }),
  "a mock whose text() is not a promise": (status, body) => ({
    status,
    headers: new Headers(),
    text: () => body,
  }),
  "a class of its own": (status, body) =>
    new (class {
      readonly headers = new Headers();
      get status() {
        return status;
      }
      text() {
        return Promise.resolve(body);
      }
    })(),
};

describe.each(Object.entries(libraries))("responses of %s", (_, respond) => {
  const bindings = (status: number, body: unknown) => {
    let requests = 0;
    const fetch = () => {
      requests++;
      return Promise.resolve(respond(status, body === "" ? "" : JSON.stringify(body)));
    };
    const c = conversationsBindings({ fetch: fetch as unknown as Fetch, maxRetries: 3 });
    return { c, requests: () => requests };
  };

  it("are read", async () => {
    expect(await bindings(200, pageBody([binding(1)])).c.list()).toEqual([binding(1)]);
    expect(await bindings(200, binding(2)).c(bindingSid()).fetch()).toEqual(binding(2));
  });

  it("to a removal are a success, after one request", async () => {
    const { c, requests } = bindings(204, "");
    expect(await c(bindingSid()).remove()).toBe(true);
    expect(requests()).toBe(1);
  });

  it("with an error status are an ApiError", async () => {
    const { c } = bindings(404, { code: 20_404, message: "not here" });
    expect(await rejection(c(bindingSid()).remove(), NotFoundError)).toMatchObject({ code: 20_404 });
  });
});

describe("what is not a response", () => {
  const values: Readonly<Record<string, unknown>> = {
    undefined: undefined,
    null: null,
    text: "OK",
    "a number": 204,
    "an empty object": {},
    "data that was read already": { status: 200, data: {} },
    "a response of axios": { status: 200, headers: { "content-type": "application/json" }, data: {} },
    "no headers": { status: 200, text: () => "{}" },
    "headers that are null": { status: 200, headers: null, text: () => "{}" },
    "headers without get()": { status: 200, headers: {}, text: () => "{}" },
    "a status that is text": { status: "204", headers: new Headers(), text: () => "" },
    "no way to read its body": { status: 200, headers: new Headers() },
    "a promise in an array": [Promise.resolve(noContent())],
    "text() that gives nothing": { status: 200, headers: new Headers(), text: () => undefined },
    "text() that promises nothing": {
      status: 200,
      headers: new Headers(),
      text: async () => Promise.resolve(),
    },
    "text() that promises null": { status: 200, headers: new Headers(), text: () => Promise.resolve(null) },
    "text() that promises JSON": { status: 200, headers: new Headers(), text: () => Promise.resolve({}) },
    false: false,
    "a function": () => noContent(),
  };

  it.each(Object.entries(values))(
    "(%s) is a ValidationError about fetch, after one request",
    async (_, value) => {
      for (const method of ["fetch", "remove"] as const) {
        let requests = 0;
        const fetch = () => {
          requests++;
          return Promise.resolve(value) as Promise<Response>;
        };
        const c = conversationsBindings({ fetch, maxRetries: 3 });
        const error = await rejection(c(bindingSid())[method](), ValidationError);
        expect(error.parameter).toBe("fetch");
        expect(error.message).toContain("Response");
        expect(requests).toBe(1);
      }
    },
  );
});

describe("a fetch that", () => {
  const removed = (fetch: () => unknown) => {
    const calls = vi.fn(fetch);
    const c = conversationsBindings({ fetch: calls as unknown as Fetch, maxRetries: 3 });
    return { outcome: reasonOf(c(bindingSid()).remove()), calls };
  };

  it.each([undefined, null, 204])(
    "returns %j without a promise is told so, after one request",
    async (value) => {
      const { outcome, calls } = removed(() => value);
      expect(await outcome).toMatchObject({ name: "ValidationError", parameter: "fetch" });
      expect(calls).toHaveBeenCalledTimes(1);
    },
  );

  it("returns a response without a promise works", async () => {
    const c = conversationsBindings({ fetch: noContent as unknown as Fetch });
    expect(await c(bindingSid()).remove()).toBe(true);
  });

  const own = new RangeError("of text()");
  it.each([
    ["rejects", () => Promise.reject(own)],
    ["throws", () => { throw own; }], // prettier-ignore
  ])("returns a response whose text() %s rejects with that, after one request", async (_, text) => {
    const { outcome, calls } = removed(() => Promise.resolve({ status: 200, headers: new Headers(), text }));
    expect(await outcome).toBe(own);
    expect(calls).toHaveBeenCalledTimes(1);
  });

  it.each([
    ["an empty request id", { get: () => "" }, undefined],
    ["a number for a request id", { get: () => 17 }, "17"],
    ["undefined for every header", { get: () => undefined }, undefined],
  ])("returns headers with %s rejects with the ApiError all the same", async (_, headers, requestId) => {
    const body = JSON.stringify({ code: 20_403, message: "no" });
    const { outcome } = removed(() => Promise.resolve({ status: 403, headers, text: () => body }));
    expect(await outcome).toMatchObject({ name: "PermissionError", code: 20_403, requestId });
  });
});

it("a Map of headers with names in lower case is read as headers", async () => {
  const headers = new Map([
    ["retry-after", "100"],
    ["twilio-request-id", "RQ1"],
  ]);
  const fetch = vi.fn(() => Promise.resolve({ status: 429, headers, text: () => "{}" }));
  const c = conversationsBindings({ fetch: fetch as unknown as Fetch, maxRetries: 1 });
  const error = await rejection(c(bindingSid()).fetch(), RateLimitError);
  expect(error).toMatchObject({ retryAfter: 100, requestId: "RQ1" });
  expect(fetch).toHaveBeenCalledTimes(1);
});

it("Response.error() is not taken for a response", async () => {
  const fetch = vi.fn(() => Promise.resolve(Response.error()));
  const c = conversationsBindings({ fetch, maxRetries: 1 });
  const error = await rejection(c(bindingSid()).remove(), ValidationError);
  expect(error.parameter).toBe("fetch");
  expect(fetch).toHaveBeenCalledTimes(1);
});

it("a body that breaks off while text() reads it is retried", async () => {
  const { finish } = stoppedClock();
  let requests = 0;
  const text = () =>
    ++requests === 1 ? Promise.reject(fetchFailed("ECONNRESET")) : JSON.stringify(binding(1));
  const fetch = () => Promise.resolve({ status: 200, headers: new Headers(), text });
  const c = conversationsBindings({ fetch: fetch as unknown as Fetch, maxRetries: 1 });
  expect(await finish(c(bindingSid()).fetch().withResponse())).toMatchObject({ attempts: 2 });
});

it("fetch gets a URL as text, plain headers, and a signal", async () => {
  const calls: [string, RequestInit][] = [];
  const fetch: Fetch = (url, init) => {
    calls.push([url, init]);
    return Promise.resolve(failure(404));
  };
  await rejection(conversationsBindings({ fetch })(bindingSid()).fetch(), NotFoundError);
  const [url, init] = calls[0] ?? [];
  expect(typeof url).toBe("string");
  expect(Object.getPrototypeOf(init?.headers)).toBe(Object.prototype);
  expect(init?.signal).toBeInstanceOf(AbortSignal);
});

describe("the chunks of a mock's stream", () => {
  const page = JSON.stringify(pageBody([binding(1)]));
  const streamOf = (chunk: unknown) =>
    new ReadableStream({
      start: (controller) => {
        controller.enqueue(chunk);
        controller.close();
      },
    });
  const bindingsOf = (chunk: unknown) =>
    conversationsBindings({
      fetch: () =>
        Promise.resolve({ status: 200, headers: new Headers(), body: streamOf(chunk) } as Response),
    });

  it("may be any view of bytes", async () => {
    const view = new DataView(new TextEncoder().encode(page).buffer);
    expect(await bindingsOf(view).list()).toEqual([binding(1)]);
  });

  it.each([
    ["text", page],
    ["an object", { any: "thing" }],
  ])("are a ValidationError about fetch if they are %s", async (_, chunk) => {
    const error = await rejection(bindingsOf(chunk).list(), ValidationError);
    expect(error.parameter).toBe("fetch");
  });
});

it.each([200, 400, 429, 500])("an error of a mock's headers with status %i is redacted", async (status) => {
  const fetch = (url: string) =>
    Promise.resolve({
      status,
      text: () => Promise.resolve("{}"),
      headers: {
        get: () => {
          throw new Error(`no ${url}`);
        },
      },
    });
  const call = conversationsBindings({ fetch: fetch as never }).page({ identity: "alice@example.com" });
  expect(String(await reasonOf(call))).toContain("Identity=***");
});
