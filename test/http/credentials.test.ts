import { afterEach, describe, expect, it, vi } from "vitest";
import twilio, { type Client, TwilioBindingsError, ValidationError, createClient } from "../../src/index.ts";
import { binding, json } from "../support/answers.ts";
import { rejection, thrown } from "../support/failures.ts";
import { type FakeFetch, stepping } from "../support/fetches.ts";
import { accountSid, bindingSid, serviceSid } from "../support/sids.ts";

const otherAccount = `AC${"f".repeat(32)}`;
const basic = (user: string, secret: string) =>
  `Basic ${Buffer.from(`${user}:${secret}`).toString("base64")}`;
const found = () => stepping(json(binding(1)));

afterEach(() => void vi.unstubAllEnvs());

/** The Authorization that a client sends. */
async function authorizationOf(
  make: (fetch: FakeFetch["fetch"]) => Client,
): Promise<string | null | undefined> {
  const { fetch, sent } = found();
  await make(fetch).conversations.v1.services(serviceSid).bindings(bindingSid()).fetch();
  expect(sent).toHaveLength(1);
  return sent[0]?.headers.get("authorization");
}

describe("the Authorization of", () => {
  it.each([
    ["an auth token", { accountSid, authToken: "tok" }, basic(accountSid, "tok")],
    ["an API key", { apiKey: "SKkey", apiSecret: "sec" }, basic("SKkey", "sec")],
    ["an API key and its account", { accountSid, apiKey: "SKkey", apiSecret: "sec" }, basic("SKkey", "sec")],
    ["a bearer token", { token: "oauth" }, "Bearer oauth"],
    ["a bearer token and its account", { accountSid, token: "oauth" }, "Bearer oauth"],
    ["a token function", { token: () => "made" }, "Bearer made"],
    ["an async token function", { token: () => Promise.resolve("made") }, "Bearer made"],
    ["a secret beyond ASCII", { accountSid, authToken: "pässwörd😀" }, basic(accountSid, "pässwörd😀")],
    ["a secret with a colon", { accountSid, authToken: "a:b" }, basic(accountSid, "a:b")],
  ])("%s", async (_, options, expected) => {
    expect(await authorizationOf((fetch) => createClient({ ...options, fetch }))).toBe(expected);
  });

  it("positional arguments", async () => {
    expect(await authorizationOf((fetch) => twilio(accountSid, "tok", { fetch }))).toBe(
      basic(accountSid, "tok"),
    );
    expect(await authorizationOf((fetch) => twilio(accountSid, "tok", { accountSid, fetch }))).toBe(
      basic(accountSid, "tok"),
    );
  });

  it("a positional API key whose account is in the options", async () => {
    const make = (fetch: FakeFetch["fetch"]) => twilio("SKkey", "sec", { accountSid, fetch });
    expect(await authorizationOf(make)).toBe(basic("SKkey", "sec"));
  });

  it.each([
    [{ accountSid, authToken: "tok" }, basic(accountSid, "tok")],
    [{ accountSid, apiKey: "SKkey", apiSecret: "sec" }, basic("SKkey", "sec")],
    [{ apiKey: "SKkey", apiSecret: "sec" }, basic("SKkey", "sec")],
    [{ accountSid, token: "oauth" }, "Bearer oauth"],
  ])("options alone, given to twilio() as %o", async (options, expected) => {
    // The environment's must not take their place.
    vi.stubEnv("TWILIO_ACCOUNT_SID", otherAccount);
    vi.stubEnv("TWILIO_AUTH_TOKEN", "env");
    vi.stubEnv("TWILIO_API_KEY", "SKenv");
    vi.stubEnv("TWILIO_API_SECRET", "env");
    const make = (fetch: FakeFetch["fetch"]) => twilio(undefined, undefined, { ...options, fetch });
    expect(await authorizationOf(make)).toBe(expected);
  });
});

describe("from the environment", () => {
  const account = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: "tok" };
  const key = { TWILIO_API_KEY: "SKenv", TWILIO_API_SECRET: "sec" };

  it.each([
    ["account SID and auth token", account, {}, basic(accountSid, "tok")],
    ["API key and secret", key, {}, basic("SKenv", "sec")],
    [
      "an API key where the account has no auth token",
      { TWILIO_ACCOUNT_SID: accountSid, ...key },
      {},
      basic("SKenv", "sec"),
    ],
    ["the account where both are whole", { ...account, ...key }, {}, basic(accountSid, "tok")],
    ["a half that the options leave out", account, { accountSid: otherAccount }, basic(otherAccount, "tok")],
    ["the other half", account, { authToken: "own" }, basic(accountSid, "own")],
    ["nothing where an API key is given", account, { apiKey: "SK", apiSecret: "s" }, basic("SK", "s")],
    ["nothing where a token is given", { ...account, ...key }, { token: "oauth" }, "Bearer oauth"],
  ])("%s", async (_, environment, options, expected) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    expect(await authorizationOf((fetch) => createClient({ ...options, fetch }))).toBe(expected);
    expect(await authorizationOf((fetch) => twilio(undefined, undefined, { ...options, fetch }))).toBe(
      expected,
    );
  });

  it("is read when the client is created, not when the module is loaded or at a call", async () => {
    vi.stubEnv("TWILIO_ACCOUNT_SID", accountSid);
    vi.stubEnv("TWILIO_AUTH_TOKEN", "before");
    const sends = await authorizationOf((fetch) => {
      const client = createClient({ fetch });
      vi.stubEnv("TWILIO_AUTH_TOKEN", "after");
      return client;
    });
    expect(sends).toBe(basic(accountSid, "before"));
  });

  it.each([
    { TWILIO_ACCOUNT_SID: "", TWILIO_AUTH_TOKEN: "" },
    { TWILIO_ACCOUNT_SID: accountSid },
    { TWILIO_AUTH_TOKEN: "tok" },
    { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: "" },
    { TWILIO_API_KEY: "SK" },
    { TWILIO_API_SECRET: "sec" },
    { TWILIO_ACCOUNT_SID: accountSid, TWILIO_API_KEY: "SK" },
  ])("%o is not enough", (environment) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    expect(() => createClient()).toThrow(ValidationError);
    expect(() => twilio()).toThrow(ValidationError);
  });
});

describe("createClient throws ValidationError", () => {
  it("without credentials, and the error says which there are and where from", () => {
    const { message } = thrown(() => twilio(), ValidationError);
    for (const name of [
      "accountSid",
      "authToken",
      "apiKey",
      "token",
      "TWILIO_ACCOUNT_SID",
      "TWILIO_API_KEY",
    ]) {
      expect(message).toContain(name);
    }
  });

  it.each([
    ["an account SID alone", { accountSid }],
    ["an auth token alone", { authToken: "tok" }],
    ["an API key alone", { apiKey: "SK" }],
    ["an API secret alone", { apiSecret: "sec" }],
    ["no account SID", { accountSid: "SK123", authToken: "tok" }],
    ["an empty account SID", { accountSid: "", authToken: "tok" }],
    ["an empty auth token", { accountSid, authToken: "" }],
    ["an empty API secret", { apiKey: "SK", apiSecret: "" }],
    ["an empty token", { token: "" }],
    ["a token with a line break", { token: "a\nb" }],
    ["an auth token with a null character", { accountSid, authToken: "a\u0000" }],
    ["an API key with a colon", { apiKey: "a:b", apiSecret: "sec" }],
    ["a number", { accountSid, authToken: 5 as never }],
    ["a token that is an object", { token: {} as never }],
    ["auth token and API key", { accountSid, authToken: "tok", apiKey: "SK", apiSecret: "sec" }],
    ["auth token and token", { accountSid, authToken: "tok", token: "oauth" }],
    ["API key and token", { apiKey: "SK", apiSecret: "sec", token: "oauth" }],
    ["an option that is misspelt", { accountSid, authToken: "tok", authtoken: "tok" }],
  ])("with %s", (_, options) => {
    expect(() => createClient(options)).toThrow(ValidationError);
  });
});

describe("a token function", () => {
  it("is not asked before there is a request", () => {
    const token = vi.fn(() => "token");
    expect(createClient({ token }).chat.v2.services(serviceSid).bindings.list()).toBeDefined();
    expect(token).not.toHaveBeenCalled();
  });

  it.each([
    ["throws", () => { throw new Error("no token today"); }], // prettier-ignore
    ["rejects", () => Promise.reject(new Error("no token today"))],
  ])("that %s fails the call, which sends nothing", async (_, token: () => Promise<string>) => {
    const { fetch, sent } = found();
    const call = createClient({ token, fetch }).conversations.v1.services(serviceSid).bindings.page();
    const error = await rejection(call, TwilioBindingsError);
    expect(error.message).toBe("The token function failed");
    expect(error.cause).toEqual(new Error("no token today"));
    expect(sent).toEqual([]);
  });

  it.each([undefined, null, 5, "", "a b", "a\r\nX-Evil: 1", "é"])(
    "that returns %j sends nothing",
    async (value) => {
      const { fetch, sent } = found();
      const token = () => value as string;
      const call = createClient({ token, fetch }).conversations.v1.services(serviceSid).bindings.page();
      expect((await rejection(call, ValidationError)).parameter).toBe("token");
      expect(sent).toEqual([]);
    },
  );
});

it("the global fetch is looked up at the call, so that what replaces it later is used", async () => {
  const client = createClient({ accountSid, authToken: "tok" });
  const { fetch, sent } = found();
  vi.stubGlobal("fetch", fetch);
  try {
    await client.conversations.v1.services(serviceSid).bindings(bindingSid()).fetch();
  } finally {
    vi.unstubAllGlobals();
  }
  expect(sent).toHaveLength(1);
});

it("a request says who sends it, and what it takes", async () => {
  const { fetch, sent } = found();
  await createClient({ accountSid, authToken: "tok", fetch })
    .chat.v2.services(serviceSid)
    .bindings(bindingSid())
    .fetch();
  expect(sent[0]?.headers.get("accept")).toBe("application/json");
  expect(sent[0]?.headers.get("user-agent")).toMatch(/^twilio-bindings\/\d+\.\d+\.\d+ Node\.js\/\d+/);
});
