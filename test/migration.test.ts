import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { ClientOptions } from "../src/index.ts";
import { ValidationError } from "../src/index.ts";
import { binding, bindingsUrl, json, pageAnswer } from "./support/answers.ts";
import { clientWith, conversationsBindings, userBindings } from "./support/client.ts";
import { collect } from "./support/collect.ts";
import { rejection, thrown } from "./support/failures.ts";
import { stepping } from "./support/fetches.ts";
import { bindingSid } from "./support/sids.ts";

type Untyped = Record<string, unknown>;
const untyped = (resource: unknown) => resource as Untyped;

/** Each way to a binding; the first of a page, as a list guards no more of its later pages. */
const ways: Readonly<Record<string, (options: ClientOptions) => Promise<unknown>>> = {
  fetch: (options) => conversationsBindings(options)(bindingSid()).fetch(),
  list: async (options) => (await conversationsBindings(options).list())[0],
  iteration: async (options) => (await collect(conversationsBindings(options).list()))[0],
  page: async (options) => (await conversationsBindings(options).page()).instances[0],
  pages: async (options) => (await collect(conversationsBindings(options).list().pages()))[0]?.instances[0],
  "userBindings.fetch": (options) => userBindings("alice", options)(bindingSid()).fetch(),
};
const respond = (way: string) => (way.endsWith("fetch") ? json(binding(1)) : pageAnswer([binding(1)]));

describe.each(Object.entries(ways))("a binding of %s", (way, get) => {
  const names: readonly (readonly [string, string])[] = [
    ["bindingType", "binding_type"],
    ["dateUpdated", "date_updated"],
    ["credentialSid", "credential_sid"],
    ["messageTypes", "message_types"],
    ["chatServiceSid", "chat_service_sid"],
  ];

  it("throws a TypeError with the API's name when a camelCase name is read", async () => {
    const resource = untyped(await get({ fetch: stepping(respond(way)).fetch }));
    for (const [camelCase, name] of names) {
      expect(thrown(() => resource[camelCase], TypeError).message).toContain(
        `read ${name} instead of ${camelCase}`,
      );
    }
  });

  it("is the API's own JSON for all that copies, compares or prints it", async () => {
    const resource = untyped(await get({ fetch: stepping(respond(way)).fetch }));
    const plain = JSON.parse(JSON.stringify(binding(1))) as unknown;
    expect(resource).toEqual(plain);
    expect({ ...resource }).toStrictEqual(plain);
    expect(JSON.parse(JSON.stringify(resource))).toStrictEqual(plain);
    expect(structuredClone(resource)).toStrictEqual(plain);
    expect(inspect(resource)).toBe(inspect(plain));
    const named: string[] = [];
    for (const name in resource) named.push(name);
    expect(named).toEqual(Object.keys(binding(1)));
  });

  it("has no such properties with migrationChecks: false", async () => {
    const resource = untyped(await get({ fetch: stepping(respond(way)).fetch, migrationChecks: false }));
    expect(resource["bindingType"]).toBeUndefined();
    expect(Reflect.ownKeys(resource)).toEqual(Object.keys(binding(1)));
  });
});

describe("the guarded names", () => {
  it("are those of every property that the API sends, null or new", async () => {
    const later = { ...binding(1), date_updated: null, later_and_longer: 1 };
    const resource = untyped(
      await conversationsBindings({ fetch: stepping(json(later)).fetch })(bindingSid()).fetch(),
    );
    expect(thrown(() => resource["dateUpdated"], TypeError).message).toContain("date_updated");
    expect(thrown(() => resource["laterAndLonger"], TypeError).message).toContain("later_and_longer");
    expect(resource["somethingElse"]).toBeUndefined();
  });

  it("are not those that the API sends itself", async () => {
    const own = { ...binding(1), bindingType: "of the API" };
    const resource = untyped(
      await conversationsBindings({ fetch: stepping(json(own)).fetch })(bindingSid()).fetch(),
    );
    expect(resource["bindingType"]).toBe("of the API");
  });

  it("can be assigned over, as a program that maps resources does", async () => {
    const resource = untyped(
      await conversationsBindings({ fetch: stepping(json(binding(1))).fetch })(bindingSid()).fetch(),
    );
    const mapped = { ...resource, bindingType: resource["binding_type"] };
    expect(mapped.bindingType).toBe("apn");
  });

  it("are guarded on all bindings of a first page, and on the first of each later one", async () => {
    const pages = [
      pageAnswer([binding(1), binding(2)], { next: `${bindingsUrl}?PageToken=b` }),
      pageAnswer([binding(3), binding(4)]),
    ] as const;
    const all = (await conversationsBindings({ fetch: stepping(...pages).fetch }).list()).map(untyped);
    for (const index of [0, 1, 2]) expect(() => all[index]?.["bindingType"]).toThrow(TypeError);
  });

  it("throw in a filter of removeAll for each binding, also if it looks at other names first", async () => {
    const first = pageAnswer([binding(1), binding(2)], { next: `${bindingsUrl}?PageToken=b` });
    const paged = stepping(first, pageAnswer([binding(3), binding(4)]), json({}, { status: 500 }));
    const filter = (item: unknown) =>
      untyped(item)["sid"] === bindingSid(4) && untyped(item)["bindingType"] !== "fcm";
    const removal = conversationsBindings({ fetch: paged.fetch }).removeAll({ filter });
    await expect(removal).rejects.toMatchObject({ cause: { name: "TypeError" } });
    expect(paged.sent.filter(({ method }) => method === "DELETE")).toEqual([]);
  });

  it("throw in a filter of removeAll, so that nothing is removed by mistake", async () => {
    const { fetch, sent } = stepping(pageAnswer([binding(1, { binding_type: "fcm" })]));
    const filter = (item: unknown) => untyped(item)["bindingType"] !== "fcm";
    const removal = conversationsBindings({ fetch }).removeAll({ filter });
    await expect(removal).rejects.toMatchObject({ name: "RemovalError", cause: { name: "TypeError" } });
    expect(sent.filter(({ method }) => method === "DELETE")).toEqual([]);
  });
});

describe("calls of the official library that would do something else here", () => {
  it("list() with a callback rejects with ValidationError", async () => {
    const { fetch, sent } = stepping(pageAnswer([]));
    const { list } = conversationsBindings({ fetch }) as unknown as {
      list: (...given: unknown[]) => Promise<unknown>;
    };
    expect(
      (
        await rejection(
          list({}, () => undefined),
          ValidationError,
        )
      ).parameter,
    ).toBe("callback");
    expect(sent).toEqual([]);
  });

  it("list() with a callback rejects although nothing waits for it", async () => {
    const { list } = conversationsBindings({ fetch: stepping(pageAnswer([])).fetch }) as unknown as {
      list: (...given: unknown[]) => unknown;
    };
    const unhandled: unknown[] = [];
    const listeners = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", (error) => void unhandled.push(error));
    list({}, () => undefined);
    list(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners) process.on("unhandledRejection", listener);
    expect(unhandled).toEqual([expect.any(ValidationError), expect.any(ValidationError)]);
  });

  it("page() with a callback rejects with ValidationError", async () => {
    const { page } = conversationsBindings({ fetch: stepping(pageAnswer([])).fetch }) as unknown as {
      page: (...given: unknown[]) => Promise<unknown>;
    };
    const { parameter } = await rejection(
      page({}, () => undefined),
      ValidationError,
    );
    expect(parameter).toBe("callback");
  });

  it.each(["autoRetry", "lazyLoading", "accountsid"])("the option %s throws ValidationError", (name) => {
    expect(thrown(() => clientWith({ [name]: true }), ValidationError).message).toContain(
      `Unknown option '${name}'`,
    );
  });
});
