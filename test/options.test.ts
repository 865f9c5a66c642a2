import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, it } from "vitest";
import twilio, { type Client, type Fetch, ValidationError, createClient } from "../src/index.ts";
import { boolean, integer, readOptions, selector, text } from "../src/checks.ts";
import { pageAnswer } from "./support/answers.ts";
import { authToken, clientWith } from "./support/client.ts";
import { rejection, thrown } from "./support/failures.ts";
import * as optionsModule from "./support/options-module.ts";
import { stepping } from "./support/fetches.ts";
import { accountSid, bindingSid, serviceSid } from "./support/sids.ts";

const shape = { name: text, count: integer(0), isOn: boolean, filter: selector(text) };
const read = (given: unknown) => readOptions(given, shape);

class Settings {
  #name = "private";
  get name() {
    return this.#name;
  }
  describe() {
    return this.name;
  }
}
class LaterSettings extends Settings {
  readonly count = 2;
}

describe("options are read", () => {
  it.each([
    ["own", { name: "a" }, { name: "a" }],
    ["inherited", Object.create({ name: "a", count: 1 }), { name: "a", count: 1 }],
    [
      "own over inherited",
      Object.assign(Object.create({ name: "a" }) as object, { name: "b" }),
      { name: "b" },
    ],
    ["not enumerable", Object.defineProperty({}, "isOn", { value: true }), { isOn: true }],
    ["by an accessor of a class", new Settings(), { name: "private" }],
    ["of a class and its parent", new LaterSettings(), { name: "private", count: 2 }],
    [
      "of an object without a prototype",
      Object.assign(Object.create(null) as object, { count: 3 }),
      { count: 3 },
    ],
    ["through a proxy", new Proxy({ name: "a" }, {}), { name: "a" }],
    [
      "through a proxy that makes up values",
      new Proxy({}, { get: (_, name) => (name === "count" ? 2 : undefined) }),
      { count: 2 },
    ],
    ["frozen", Object.freeze({ count: 0 }), { count: 0 }],
    ["of a module", optionsModule, { name: "of a module" }],
    ["undefined, as if absent", { name: undefined, count: 1 }, { count: 1 }],
    ["beside symbols", { [Symbol("any")]: 1, name: "a" }, { name: "a" }],
  ])("%s", (_, given, expected) => {
    expect({ ...read(given) }).toEqual(expected);
  });

  it("once each, into a frozen object without a prototype", () => {
    let reads = 0;
    const options = read({
      get count() {
        return ++reads;
      },
    });
    expect([options["count"], options["count"], reads]).toEqual([1, 1, 1]);
    expect(Object.isFrozen(options)).toBe(true);
    expect(Object.getPrototypeOf(options)).toBeNull();
  });

  it("so that a later change of the caller's object does not matter", () => {
    const given = { name: "before" };
    const options = read(given);
    given.name = "after";
    expect(options["name"]).toBe("before");
  });

  it("with what an accessor throws", () => {
    const failure = new Error("of the accessor");
    const given = {
      get name(): string {
        throw failure;
      },
    };
    expect(() => read(given)).toThrow(failure);
  });
});

it("an option of an object without a prototype is read once", () => {
  let reads = 0;
  const given = Object.create(null, { limit: { get: () => ++reads, enumerable: true } }) as object;
  expect(readOptions(given, { limit: integer(0) })).toMatchObject({ limit: 1 });
  expect(reads).toBe(1);
});

it("a number in the place of an identity is not shown", async () => {
  const list = clientWith({ fetch: stepping(pageAnswer([])).fetch })
    .conversations.v1.services(serviceSid)
    .bindings.list({
      identity: 123456 as never,
    });
  expect((await rejection(list, ValidationError)).message).not.toContain("123");
});

describe("options throw ValidationError for", () => {
  it.each([undefined, null, 5, "text", true, [], () => undefined])("%o instead of an object", (given) => {
    expect(thrown(() => read(given), ValidationError).parameter).toBe("options");
  });

  it.each([
    ["a Map", new Map([["name", "a"]])],
    ["URLSearchParams", new URLSearchParams({ name: "a" })],
    ["a promise", Promise.resolve({ name: "a" })],
    ["an AbortSignal", new AbortController().signal],
    ["a Date", new Date()],
  ])("%s, which would read as no options at all", (_, given) => {
    expect(thrown(() => read(given), ValidationError).parameter).toBe("options");
  });

  it.each([
    ["an unknown name", { nam: "a" }, "nam"],
    ["an unknown name that is not enumerable", Object.defineProperty({}, "nam", { value: 1 }), "nam"],
    ["an unknown name whose value is undefined", { nam: undefined }, "nam"],
    ["an inherited unknown name", Object.create({ nam: 1 }), "nam"],
    ["a name in another case", { Name: "a" }, "Name"],
    ["a name of Object.prototype", { toString: 1 }, "toString"],
    ["an own __proto__", JSON.parse('{"__proto__": {"name": "a"}}'), "__proto__"],
    ["a filter that is undefined", { filter: undefined }, "filter"],
    ["an inherited filter that is undefined", Object.create({ filter: undefined }), "filter"],
    ["a value of the wrong type", { count: "1" }, "count"],
  ])("%s", (_, given: unknown, parameter) => {
    expect(thrown(() => read(given), ValidationError).parameter).toBe(parameter);
  });

  it("an unknown name, which the message shows only if it looks like one", () => {
    expect(thrown(() => read({ identiy: 1 }), ValidationError).message).toBe(
      "Unknown option 'identiy'; expected one of name, count, isOn, filter",
    );
    const { message, parameter } = thrown(() => read({ [authToken]: 1 }), ValidationError);
    expect(message + parameter).not.toContain(authToken);
  });
});

describe("Object.prototype adds no option", () => {
  const polluted = Object.prototype as Record<string, unknown>;
  const values: Readonly<Record<string, unknown>> = {
    baseUrl: "https://evil.example",
    region: "evil",
    fetch: () => expect.unreachable("of Object.prototype"),
    headers: { "x-evil": "1" },
    identity: "mallory",
    limit: 1,
    maxRetries: 7,
    dryRun: true,
    all: true,
    timeout: -1,
    body: "of Object.prototype",
    query: { Identity: ["mallory"] },
    window: {},
    drain: { aborted: true },
    signal: AbortSignal.abort(new Error("of Object.prototype")),
  };
  afterEach(() => {
    for (const name of Object.keys(values)) Reflect.deleteProperty(polluted, name);
  });

  const page = () => stepping(pageAnswer([]));
  const creators: Readonly<Record<string, (fetch: Fetch) => Client>> = {
    twilio: (fetch) => twilio(accountSid, authToken, { fetch }),
    createClient: (fetch) => createClient({ accountSid, authToken, fetch }),
  };
  const cases = Object.keys(creators).flatMap((creator) =>
    Object.keys(values).map((name) => [name, creator] as const),
  );
  it.each(cases)("%s, to a client of %s or to a call", async (name, creator) => {
    const { fetch, sent } = page();
    polluted[name] = values[name];
    const client = creators[creator]?.(fetch);
    const bindings = client?.conversations.v1.services(serviceSid).bindings;
    await bindings?.list();
    await bindings?.list({});
    await bindings?.removeAll({ bindingType: "apn" });
    const unselected = bindings?.removeAll({} as { all: true });
    await rejection(Promise.resolve(unselected), ValidationError);
    expect(sent).toHaveLength(3);
    for (const { url, headers, hasBody } of sent) {
      expect(hasBody).toBe(false);
      expect(url.host).toBe("conversations.twilio.com");
      expect(url.searchParams.has("Identity")).toBe(false);
      expect(headers.has("x-evil")).toBe(false);
    }
  });
});

describe("each call takes its options as they were when it was made", () => {
  const identities = (sent: ReturnType<typeof stepping>["sent"]) =>
    sent.map(({ url }) => url.searchParams.getAll("Identity"));

  it("where one object is reused, or its array", async () => {
    const { fetch, sent } = stepping(pageAnswer([]));
    const { bindings } = clientWith({ fetch }).conversations.v1.services(serviceSid);
    const options = { identity: ["alice"] };
    const lists = [bindings.list(options)];
    options.identity[0] = "bob";
    lists.push(bindings.list(options));
    options.identity = ["carol", "carol", "dave"];
    lists.push(bindings.list(options));
    for (const list of lists) await list;
    expect(identities(sent)).toEqual([["alice"], ["bob"], ["carol", "dave"]]);
  });

  it.each([
    ["a getter", { get identity() { return "erin"; } }], // prettier-ignore
    ["a prototype", Object.create({ identity: "erin" }) as object],
    ["a proxy", new Proxy({}, { get: (_, name) => (name === "identity" ? "erin" : undefined) })],
  ])("where a filter comes from %s", async (_, options) => {
    const { fetch, sent } = stepping(pageAnswer([]));
    const { bindings } = clientWith({ fetch }).conversations.v1.services(serviceSid);
    await bindings.list(options);
    await bindings.page(options);
    expect(identities(sent)).toEqual([["erin"], ["erin"]]);
  });
});

describe("calls reject with ValidationError, before any request, for", () => {
  const holes = (length: number) => Array<string>(length);
  it.each([
    ["a misspelt filter", { identiy: "alice" }, "identiy"],
    ["an undefined identity", { identity: undefined }, "identity"],
    ["an undefined binding type", { bindingType: undefined }, "bindingType"],
    ["an array of holes", { identity: holes(2) }, "identity"],
    ["an array with a hole", { identity: Object.assign(holes(3), { 0: "a", 2: "c" }) }, "identity"],
    ["an empty array", { bindingType: [] }, "bindingType"],
    ["a signal that is null", { signal: null }, "signal"],
    ["a controller instead of its signal", { signal: new AbortController() }, "signal"],
    ["a fractional maxRetries", { maxRetries: 0.5 }, "maxRetries"],
    ["a negative maxRetryAfter", { maxRetryAfter: -1 }, "maxRetryAfter"],
    ["headers that are text", { headers: "x: y" }, "headers"],
  ])("%s", async (_, options, parameter) => {
    const { fetch, sent } = stepping(pageAnswer([]));
    const { bindings } = clientWith({ fetch }).conversations.v1.services(serviceSid);
    for (const call of [bindings.list(options as object), bindings.page(options as object)]) {
      expect((await rejection(call, ValidationError)).parameter).toBe(parameter);
    }
    const isFilter = /identi|bindingType/.test(parameter);
    for (const method of isFilter ? [] : (["fetch", "remove"] as const)) {
      const call = bindings(bindingSid())[method](options as object);
      expect((await rejection(call, ValidationError)).parameter).toBe(parameter);
    }
    expect(sent).toEqual([]);
  });
});

it("Object.prototype of another realm has no options, either", () => {
  const given: unknown = runInNewContext("Object.prototype.isOn = true; ({ name: 'a' })");
  expect({ ...read(given) }).toEqual({ name: "a" });
});
