import { describe, expectTypeOf, it } from "vitest";
import twilio, {
  type BindingSid,
  type ChatBinding,
  type ChatUserBinding,
  type Client,
  type InvalidSidError,
  type NotFoundError,
  type Page,
  type RateLimitError,
  type RemovalReport,
  type ServiceBinding,
  type ServiceSid,
  type UserSid,
  ValidationError,
  createClient,
  isBindingSid,
  parseBindingSid,
  redact,
} from "../src/index.ts";

declare const client: Client;
declare const text: string;
declare const serviceSid: ServiceSid;
declare const bindingSid: BindingSid;
declare const userSid: UserSid;
const { bindings } = client.conversations.v1.services(text);
const chat = client.chat.v2.services(text);
const { userBindings } = chat.users(text);

describe("SIDs", () => {
  it("of the right kind are taken, and so is any plain string", () => {
    client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    client.conversations.v1.services(serviceSid);
    client.conversations.v1.services(text);
    bindings("BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    bindings(bindingSid);
    bindings.get(bindingSid);
    bindings(text);
    userBindings(bindingSid);
  });

  it("of the wrong kind are compile errors, as literals and typed", () => {
    // @ts-expect-error a binding's SID is no service's
    client.conversations.v1.services("BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    // @ts-expect-error a binding's SID is no service's
    client.conversations.v1.services(bindingSid);
    // @ts-expect-error a user's SID is no service's
    client.chat.v2.services(userSid);
    // @ts-expect-error a service's SID is no service's of small letters
    client.ipMessaging.v2.services("isaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    // @ts-expect-error a service's SID is no binding's
    bindings(serviceSid);
    // @ts-expect-error a service's SID is no binding's
    bindings("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    // @ts-expect-error a user's SID is no binding's
    bindings.get(userSid);
    // @ts-expect-error a user's SID is no binding's
    userBindings("USaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    // @ts-expect-error a number is no SID
    bindings(5);
    // @ts-expect-error nothing is no SID
    bindings();
  });

  it("are told apart by type, and made by guard and parser", () => {
    expectTypeOf<BindingSid>().not.toExtend<ServiceSid>();
    expectTypeOf<BindingSid>().toExtend<string>();
    expectTypeOf(text).not.toExtend<BindingSid>();
    expectTypeOf(parseBindingSid(text)).toEqualTypeOf<BindingSid>();
    expectTypeOf(isBindingSid).guards.toEqualTypeOf<BindingSid>();
  });

  it("of a user may be an identity", () => {
    expectTypeOf<typeof chat>().toHaveProperty("users").parameter(0).toEqualTypeOf<string>();
  });
});

describe("results", () => {
  it("of a list are an array when awaited, and bindings when iterated over", async () => {
    expectTypeOf(await bindings.list()).toEqualTypeOf<ServiceBinding[]>();
    expectTypeOf(await chat.bindings.list()).toEqualTypeOf<ChatBinding[]>();
    expectTypeOf(await userBindings.list()).toEqualTypeOf<ChatUserBinding[]>();
    for await (const binding of bindings.list()) expectTypeOf(binding).toEqualTypeOf<ServiceBinding>();
    for await (const page of bindings.list().pages())
      expectTypeOf(page).toEqualTypeOf<Page<ServiceBinding>>();
    await bindings.each((binding) => expectTypeOf(binding).toEqualTypeOf<ServiceBinding>());
  });

  it("of a page are its parts", async () => {
    const page = await bindings.page();
    expectTypeOf(page.instances).toEqualTypeOf<ServiceBinding[]>();
    expectTypeOf(page.nextPageUrl).toEqualTypeOf<string | undefined>();
    expectTypeOf(page.meta.next_page_url).toEqualTypeOf<string | null>();
    expectTypeOf(await page.getNextPage()).toEqualTypeOf<Page<ServiceBinding> | undefined>();
  });

  it("of one binding are the binding and true", async () => {
    expectTypeOf(await bindings(text).fetch()).toEqualTypeOf<ServiceBinding>();
    expectTypeOf(await bindings(text).remove()).toEqualTypeOf<true>();
    const whole = await userBindings(text).fetch().withResponse();
    expectTypeOf(whole.data).toEqualTypeOf<ChatUserBinding>();
    expectTypeOf(whole.response).toEqualTypeOf<Response>();
    expectTypeOf(whole.requestId).toEqualTypeOf<string | undefined>();
    expectTypeOf(whole.attempts).toEqualTypeOf<number>();
  });

  it("of a bulk removal are a report", async () => {
    const report = await bindings.removeAll({ all: true });
    expectTypeOf(report).toEqualTypeOf<RemovalReport>();
    expectTypeOf(report.failed[0]?.sid).toEqualTypeOf<BindingSid | undefined>();
  });

  it("are typed from the spec, with honest nulls", () => {
    expectTypeOf<ServiceBinding>().toHaveProperty("chat_service_sid");
    expectTypeOf<ServiceBinding["sid"]>().toEqualTypeOf<BindingSid>();
    expectTypeOf<ServiceBinding["endpoint"]>().toEqualTypeOf<string | null>();
    expectTypeOf<ChatUserBinding>().toHaveProperty("user_sid");
    expectTypeOf<ServiceBinding>().not.toHaveProperty("nonsense");
    expectTypeOf(redact({ sid: bindingSid, identity: "a" }).identity).toEqualTypeOf<string>();
  });
});

describe("options", () => {
  it("are taken as documented", () => {
    void bindings.list({ bindingType: "twilsock", identity: ["a", "b"], limit: 5, pageSize: 5, timeout: 5 });
    void bindings.list({ bindingType: ["apn", "fcm"] as const, signal: AbortSignal.abort() });
    void userBindings.list({ bindingType: "gcm" });
    void bindings.removeAll({
      identity: "a",
      dryRun: true,
      concurrency: 2,
      filter: ({ sid }) => sid === bindingSid,
    });
    void bindings.removeAll({ filter: (binding) => Promise.resolve(binding.endpoint === null) });
  });

  it("that do not exist, or not there, are compile errors", () => {
    // @ts-expect-error no such option
    void bindings.list({ unknown: 1 });
    // @ts-expect-error written in the API's way
    void bindings.list({ PageSize: 1 });
    // @ts-expect-error no such type
    void bindings.list({ bindingType: "sms" });
    // @ts-expect-error no such type of Programmable Chat
    void chat.bindings.list({ bindingType: "twilsock" });
    // @ts-expect-error a user has one identity
    void userBindings.list({ identity: "a" });
    // @ts-expect-error a user has one identity
    void userBindings.removeAll({ identity: "a" });
    // @ts-expect-error a limit is a number
    void bindings.list({ limit: "5" });
    // @ts-expect-error it is spelt dryRun
    void bindings.removeAll({ all: true, dryrun: true });
    // @ts-expect-error all is true or left out
    void bindings.removeAll({ all: false });
    // @ts-expect-error no such type
    void bindings.removeAll({ bindingType: "sms" });
    // @ts-expect-error what comes out of nowhere must not remove everything
    void bindings.removeAll({ identity: undefined });
    // @ts-expect-error a filter says true or false
    void bindings.removeAll({ filter: () => "yes" });
    // @ts-expect-error nothing is selected
    void bindings.removeAll();
    // @ts-expect-error nothing is selected
    void bindings.removeAll({});
    // @ts-expect-error nothing is selected
    void bindings.removeAll({ dryRun: true, atMost: 5 });
    // @ts-expect-error nothing is selected
    void userBindings.removeAll({ concurrency: 2 });
    // @ts-expect-error what guards nothing
    void bindings.removeAll({ all: true, atMost: undefined });
    // @ts-expect-error what comes out of nowhere must not list everybody
    void bindings.list({ identity: undefined });
    // @ts-expect-error the same for a page
    void chat.bindings.page({ bindingType: undefined });
    // @ts-expect-error a callback is for each()
    void bindings.list({}, () => undefined);
    // @ts-expect-error a URL is text
    void bindings.getPage(5);
  });

  it("of the client are checked by name and type", () => {
    expectTypeOf(createClient).toBeCallableWith({
      token: () => Promise.resolve("t"),
      region: "ie1",
      maxRetries: 0,
    });
    expectTypeOf(twilio).toBeCallableWith("AC", "token", { timeout: 5 });
    expectTypeOf(twilio).toBeCallableWith();
    expectTypeOf(twilio(text, text)).toEqualTypeOf<Client>();
    // @ts-expect-error it is spelt authToken
    createClient({ authtoken: "x" });
    // @ts-expect-error a token is text or a function
    createClient({ token: 5 });
  });
});

describe("what is given cannot be changed", () => {
  it("client, handles, pages, reports", async () => {
    // @ts-expect-error it is read-only
    client.conversations = { v1: client.conversations.v1 };
    const page = await bindings.page();
    // @ts-expect-error it is read-only
    page.nextPageUrl = "x";
    // @ts-expect-error it is read-only
    (await bindings.removeAll({ all: true })).removed = 5;
    // @ts-expect-error it is read-only
    bindings(text).sid = bindingSid;
  });
});

it("errors say what they carry", () => {
  expectTypeOf<NotFoundError["status"]>().toEqualTypeOf<number>();
  expectTypeOf<RateLimitError["retryAfter"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf<NotFoundError["requestId"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<InvalidSidError>().toExtend<ValidationError>();
  expectTypeOf<ValidationError["parameter"]>().toEqualTypeOf<string>();
});
