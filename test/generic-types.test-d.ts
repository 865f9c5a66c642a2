import { describe, expectTypeOf, it } from "vitest";
import {
  type BindingCollection,
  type BindingSid,
  type ChatBinding,
  type ChatUserBinding,
  type Client,
  type Listing,
  RemovalError,
  type RemovalFailure,
  type RemovalReport,
  type RemoveAllOptions,
  type ServiceBinding,
  type ServiceBindingFilters,
  type ServiceSid,
  parseServiceSid,
  redact,
} from "../src/index.ts";

declare const client: Client;
declare const text: string;
declare const tag: unique symbol;
const service = client.conversations.v1.services(text);
const chat = client.chat.v2.services(text);

describe("code that is generic over a collection", () => {
  /** As a library would write it, once for all kinds of bindings. */
  async function tidy<Item extends { readonly sid: BindingSid; readonly identity?: string | null }, Filters>(
    collection: BindingCollection<Item, Filters>,
  ) {
    const first = await collection.list({ limit: 1 });
    expectTypeOf(first).toEqualTypeOf<Item[]>();
    for await (const item of collection.list({ limit: 5, pageSize: 5, signal: AbortSignal.abort() })) {
      expectTypeOf(item.sid).toExtend<BindingSid>();
    }
    for await (const page of collection.list().pages()) expectTypeOf(page.instances).toEqualTypeOf<Item[]>();
    await collection.each({ limit: 1 }, (item, done) => (item.identity === null ? done() : undefined));
    await collection.page({ pageSize: 1 });
    await collection.getPage(text, { maxRetries: 1 });
    await collection.get(text).remove({ totalTimeout: 5 });
    await collection(text).fetch();
    const report = await collection.removeAll({ filter: ({ identity }) => identity === null, limit: 3 });
    expectTypeOf(report).toEqualTypeOf<RemovalReport>();
    return collection.removeAll({ all: true, atMost: 5, dryRun: true, onRemoved: () => undefined });
  }

  it("takes every collection", () => {
    void tidy(service.bindings);
    void tidy(chat.bindings);
    void tidy(chat.users(text).userBindings);
    void tidy(client.ipMessaging.v2.services(text).bindings);
  });

  it("keeps the type of the binding in what it returns", () => {
    const firstOf = <Item, Filters>(collection: BindingCollection<Item, Filters>): Listing<Item> =>
      collection.list({ limit: 1 });
    expectTypeOf(firstOf(service.bindings)).toEqualTypeOf<Listing<ServiceBinding>>();
    expectTypeOf(firstOf(chat.users(text).userBindings)).toEqualTypeOf<Listing<ChatUserBinding>>();
  });

  it("may be told the filters, too", () => {
    const of = <Item>(collection: BindingCollection<Item, ServiceBindingFilters>, identity: string) =>
      collection.list({ identity, bindingType: ["apn", "twilsock"] });
    expectTypeOf(of(service.bindings, text)).toEqualTypeOf<Listing<ServiceBinding>>();
  });
});

describe("a union of collections", () => {
  const collections = [service.bindings, chat.bindings, chat.users(text).userBindings] as const;
  const any = collections[text.length as 0 | 1 | 2];

  it("can be listed, page by page, too", async () => {
    expectTypeOf(await any.list({ bindingType: "apn", limit: 5 })).toEqualTypeOf<
      ServiceBinding[] | ChatBinding[] | ChatUserBinding[]
    >();
    for await (const { sid } of any.list()) expectTypeOf(sid).toEqualTypeOf<BindingSid>();
    for await (const { instances } of any.list().pages()) expectTypeOf(instances).toBeArray();
    const page = await any.page({ pageSize: 1 });
    expectTypeOf((await page.getNextPage())?.instances[0]?.sid).toEqualTypeOf<BindingSid | undefined>();
    await any.each({ limit: 5 }, ({ sid }, done) => done(sid));
    await any.each((binding: { readonly sid: BindingSid }) => binding.sid);
    // @ts-expect-error not all of them have it
    void any.list({ identity: "alice" });
    // @ts-expect-error not all of them have it
    void any.list({ bindingType: "twilsock" });
  });

  it("can have bindings fetched and removed", async () => {
    expectTypeOf((await any(text).fetch()).sid).toEqualTypeOf<BindingSid>();
    expectTypeOf(await any.get(text).remove()).toEqualTypeOf<true>();
    void any.removeAll({ all: true });
    const report = await any.removeAll({
      bindingType: "apn",
      filter: ({ identity }) => identity === "alice",
    });
    expectTypeOf(report).toEqualTypeOf<RemovalReport>();
    // @ts-expect-error nothing is selected
    void any.removeAll({});
    // @ts-expect-error a service's SID is no binding's
    any(parseServiceSid(text));
  });
});

describe("options of a removal", () => {
  it("may be put together, and handed on", () => {
    void service.bindings.removeAll({ all: true, ...(text !== "" && { identity: text }) });
    const sweep = (options: RemoveAllOptions<ServiceBinding, ServiceBindingFilters>) =>
      service.bindings.removeAll({ ...options, dryRun: true });
    void sweep({ identity: text, limit: 5 });
    // @ts-expect-error nothing is selected
    void sweep({ limit: 5 });
    const handOn = <Item, Filters>(
      collection: BindingCollection<Item, Filters>,
      options: RemoveAllOptions<Item, Filters>,
    ) => collection.removeAll(options);
    void handOn(chat.bindings, { bindingType: "gcm" });
  });

  it("that may select nothing are compile errors, also in a variable", () => {
    const optional: { identity?: string } = {};
    // @ts-expect-error it may be left out
    void service.bindings.removeAll(optional);
    const wrong = { identity: text, bindingType: text };
    // @ts-expect-error any text is no binding type
    void service.bindings.removeAll(wrong);
  });
});

describe("SID arguments", () => {
  const branded = text as string & { readonly __brand: "ServiceSid" };
  const tagged = text as string & { readonly [tag]: "any" };
  const bindingSid = text as BindingSid & { readonly __brand: "x" };
  const serviceSid = text as ServiceSid & { readonly __brand: "x" };

  it("may be branded strings, which are checked when they are passed", () => {
    service.bindings(tagged);
    client.conversations.v1.services(branded);
    client.chat.v2.services(branded).bindings.get(branded);
    service.bindings(bindingSid);
    // @ts-expect-error a service's SID is no binding's, branded or not
    service.bindings(serviceSid);
    expectTypeOf(parseServiceSid(branded)).toEqualTypeOf<ServiceSid>();
  });

  it("may be generic strings", () => {
    /* eslint-disable @typescript-eslint/no-unnecessary-type-parameters -- what a caller's generic code has */
    const open = <Sid extends string>(sid: Sid) => client.conversations.v1.services(sid).bindings;
    const handle = <Sid extends string>(sid: Sid) => [service.bindings(sid), chat.bindings.get(sid)];
    const typed = <Sid extends BindingSid>(sid: Sid) => service.bindings(sid);
    const known = <Sid>(sid: Sid & string) => service.bindings(sid);
    const present = <Sid extends string | undefined>(sid: NonNullable<Sid>) => service.bindings(sid);
    const brandedOf = <Sid extends string>(sid: Sid & { readonly __brand: "x" }) => service.bindings(sid);
    const keyOf = <Store extends object>(_: Store, key: keyof Store & string) => service.bindings(key);
    const narrowed = <Sid>(sid: Sid) => (typeof sid === "string" ? service.bindings(sid) : undefined);
    // @ts-expect-error a service's SID is no binding's
    const wrong = <Sid extends ServiceSid>(sid: Sid) => service.bindings(sid);
    /* eslint-enable */
    expectTypeOf(open(text)).toEqualTypeOf(service.bindings);
    expectTypeOf(handle).parameter(0).toEqualTypeOf<string>();
    expectTypeOf(typed).parameter(0).toEqualTypeOf<BindingSid>();
    for (const each of [known, present, brandedOf, keyOf, narrowed, wrong]) expectTypeOf(each).toBeFunction();
  });

  it("of one of two kinds are compile errors", () => {
    const open = (sid: BindingSid | ServiceSid, literal: "BSa" | "ISa", right: "BSa" | "BSb") => [
      // @ts-expect-error it may be a service's
      service.bindings(sid),
      // @ts-expect-error the second is a service's
      service.bindings(literal),
      service.bindings(right),
    ];
    expectTypeOf(open).toBeFunction();
  });

  it("may be templates", () => {
    client.conversations.v1.services(`IS${text}`);
    client.conversations.v1.services(`${text}${text}`);
  });
});

describe("a binding_type that Twilio adds later", () => {
  it("is a string to the compiler", () => {
    expectTypeOf<"later">().toExtend<ServiceBinding["binding_type"]>();
    expectTypeOf<"later">().toExtend<ChatBinding["binding_type"]>();
    expectTypeOf<"later">().toExtend<ChatUserBinding["binding_type"]>();
    expectTypeOf<"apn">().toExtend<ServiceBinding["binding_type"]>();
  });

  it("needs a default in a switch, and none of the names a cast", () => {
    const name = ({ binding_type: type }: ServiceBinding): string => {
      switch (type) {
        case "apn":
        case "fcm":
        case "gcm":
        case "twilsock":
          return type;
        default: {
          // @ts-expect-error another type may come
          const none: never = type;
          return none;
        }
      }
    };
    expectTypeOf(name).returns.toEqualTypeOf<string>();
  });

  it("is no filter", () => {
    // @ts-expect-error filters are what the API accepts today
    void service.bindings.list({ bindingType: "later" });
    // @ts-expect-error filters are what the API accepts today
    void service.bindings.removeAll({ bindingType: ["apn", "later"] });
  });
});

describe("what a removal and its error carry", () => {
  it("is typed", () => {
    const read = (error: unknown) => {
      if (!(error instanceof RemovalError)) return undefined;
      expectTypeOf(error.report).toEqualTypeOf<RemovalReport>();
      expectTypeOf(error.report.failed).toEqualTypeOf<readonly RemovalFailure[]>();
      expectTypeOf(error.report.notAttempted).toEqualTypeOf<number>();
      expectTypeOf(error.cause).toEqualTypeOf<unknown>();
      return error.report;
    };
    expectTypeOf(read).returns.toEqualTypeOf<RemovalReport | undefined>();
  });
});

describe("redact()", () => {
  it("takes one binding, and neither a list nor a page", async () => {
    const page = await service.bindings.page();
    expectTypeOf(page.instances.map((one) => redact(one))[0]?.sid).toExtend<string | undefined>();
    // @ts-expect-error redact each of them
    redact(page.instances);
    // @ts-expect-error redact each of its instances
    redact(page);
  });
});
