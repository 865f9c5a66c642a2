import { describe, expect, it } from "vitest";
import twilio, {
  type Client,
  type ClientOptions,
  ValidationError,
  createClient,
  parseBindingSid,
  redact,
} from "../../src/index.ts";
import { binding, failure, json, pageAnswer, text } from "../support/answers.ts";
import { reasonOf } from "../support/failures.ts";
import { type Sent, type Step, stepping } from "../support/fetches.ts";
import { everythingShown } from "../support/shown.ts";
import { accountSid, bindingSid, serviceSid } from "../support/sids.ts";

type Collection = ReturnType<Client["conversations"]["v1"]["services"]>["bindings"];

/** Each kind of credentials, with characters that other notations write in another way. */
const kinds: readonly { name: string; secret: string; options: ClientOptions }[] = [
  {
    name: "auth token",
    secret: "plain-auth-token-123",
    options: { accountSid, authToken: "plain-auth-token-123" },
  },
  {
    name: "API key",
    secret: 'k"e\\y/s>e?c~ret',
    options: { apiKey: "SKkey", apiSecret: 'k"e\\y/s>e?c~ret' },
  },
  { name: "bearer", secret: "bearer/with+slashes==", options: { token: "bearer/with+slashes==" } },
  {
    name: "token function",
    secret: "from/a+function",
    options: { token: () => Promise.resolve("from/a+function") },
  },
];

const authorizationOf = ({ headers }: Sent) => headers.get("authorization") ?? "";

/** JSON as other languages write it: slashes escaped, everything but ASCII letters and digits as \uXXXX. */
const escapedSlashes = (value: unknown) => JSON.stringify(value).replaceAll("/", "\\/");
const escapedAll = (value: string) =>
  `"${Array.from(value, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}"`;

/** Ways of a server or a fetch to give back what was sent. */
const echoes: Readonly<Record<string, (sent: Sent, secret: string) => Response | Promise<Response>>> = {
  "a message": (sent) => json({ code: 1, message: `You sent ${authorizationOf(sent)}` }, { status: 400 }),
  "a message with the secret alone": (_, secret) =>
    json({ message: `Bad secret: ${secret}` }, { status: 401 }),
  details: (sent) =>
    json({ message: "no", details: { deep: [{ header: authorizationOf(sent) }] } }, { status: 400 }),
  "a key of details": (sent) =>
    json({ message: "no", details: { [authorizationOf(sent)]: 1 } }, { status: 400 }),
  more_info: (sent) =>
    json({ message: "no", more_info: `https://x/${authorizationOf(sent)}` }, { status: 400 }),
  "problem details": (sent) =>
    json({ title: authorizationOf(sent), detail: authorizationOf(sent) }, { status: 500 }),
  "escaped slashes": (sent) => text(escapedSlashes({ message: authorizationOf(sent) }), { status: 400 }),
  "escaped characters": (sent) => text(`{"message":${escapedAll(authorizationOf(sent))}}`, { status: 400 }),
  "text that is no JSON": (sent) => text(authorizationOf(sent)),
  "a content type": (sent) =>
    text("<", { headers: { "Content-Type": `text/x; echo="${authorizationOf(sent)}"` } }),
  "a request id": (sent) =>
    json({ message: "no" }, { status: 400, headers: { "Twilio-Request-Id": authorizationOf(sent) } }),
  "a page URL on another host": (sent) =>
    pageAnswer([binding(1)], { next: `https://evil.example/${encodeURI(authorizationOf(sent))}` }),
  "a page URL with a password": (sent) =>
    pageAnswer([], { next: `https://a:${authorizationOf(sent).split(" ")[1]}@x/` }),
  "a page URL that is not a URL": (sent) => pageAnswer([], { next: `http://[${authorizationOf(sent)}` }),
  "an error's message": (sent) => Promise.reject(new Error(`failed: ${authorizationOf(sent)}`)),
  "an error's request": (sent) =>
    Promise.reject(
      Object.assign(new Error("failed"), {
        code: "ECONNRESET",
        config: { headers: sent.headers },
        request: sent,
      }),
    ),
  "an error's cause": (sent) =>
    Promise.reject(
      new TypeError("fetch failed", { cause: Object.assign(new Error(authorizationOf(sent)), { sent }) }),
    ),
  "an error's name and code": (sent) =>
    Promise.reject(
      Object.assign(new Error("failed"), { name: authorizationOf(sent), code: authorizationOf(sent) }),
    ),
  "an aggregate of errors": (sent) =>
    Promise.reject(new AggregateError([new Error(authorizationOf(sent))], "all failed")),
  "a rejection that is no error": (sent) => Promise.reject(authorizationOf(sent)), // eslint-disable-line @typescript-eslint/prefer-promise-reject-errors -- tested
};

function expectNoSecret(value: unknown, secret: string, credentials: string): void {
  const shown = everythingShown(value);
  for (const leak of [secret, JSON.stringify(secret).slice(1, -1), credentials, encodeURI(credentials)]) {
    expect(shown).not.toContain(leak);
  }
}

describe.each(kinds)("$name: no error shows it that comes of", ({ secret, options }) => {
  it.each(Object.entries(echoes))("%s", async (_, echo) => {
    let credentials = "";
    const step: Step = (sent) => {
      credentials = authorizationOf(sent).split(" ")[1] ?? "";
      return echo(sent, secret);
    };
    const client = createClient({ fetch: stepping(step).fetch, maxRetries: 0, ...options });
    const error = await reasonOf(client.conversations.v1.services(serviceSid).bindings.list());
    expect(credentials).not.toBe("");
    expect(error).toBeDefined();
    expectNoSecret(error, secret, credentials);
  });
});

describe.each(kinds)("$name: it is out of reach in", ({ secret, options }) => {
  it("the client and everything it returns", async () => {
    const { fetch, sent } = stepping(pageAnswer([binding(1)]));
    const client = createClient({ fetch, ...options });
    const service = client.chat.v2.services(serviceSid);
    const list = service.bindings.list();
    const page = await service.bindings.page().withResponse();
    const parts = [
      client,
      service,
      service.bindings,
      service.users("a").userBindings,
      list,
      page,
      service.bindings(bindingSid()),
    ];
    const credentials = sent[0]?.headers.get("authorization")?.split(" ")[1] ?? "none";
    for (const part of parts) expectNoSecret(part, secret, credentials);
  });
});

describe("an argument in the wrong place is not shown", () => {
  const secret = ["the", "secret", "in", "the", "wrong", "place"].join("-");
  const misplaced: Readonly<Record<string, () => unknown>> = {
    "the third argument": () => twilio(accountSid, undefined, secret as never),
    "the only argument of createClient": () => createClient(secret as never),
    "the account SID": () => createClient({ accountSid: secret, authToken: "x" }),
    "an auth token that is an object": () => createClient({ accountSid, authToken: { secret } as never }),
    "an auth token with a line break": () => createClient({ accountSid, authToken: `${secret}\n` }),
    "an API secret with a line break": () => createClient({ apiKey: "SK", apiSecret: `${secret}\n` }),
    "an API key with a colon": () => createClient({ apiKey: `${secret}:x`, apiSecret: "x" }),
    "a token with a space": () => createClient({ token: `Bearer ${secret}` }),
    "a base URL with a password": () =>
      createClient({ accountSid, authToken: "x", baseUrl: `https://u:${secret}@h/` }),
    "a region with a space": () => createClient({ token: "t", region: `${secret} ` }),
    "an edge of two labels": () => createClient({ token: "t", edge: `${secret}.x` }),
    "a user agent with a line break": () => createClient({ token: "t", userAgent: `${secret}\n` }),
    "a timeout": () => createClient({ token: "t", timeout: secret as never }),
    "a log level": () => createClient({ token: "t", logLevel: secret as never }),
    "the name of an option": () => createClient({ token: "t", [secret]: true }),
    "a service SID": () => createClient({ token: "t" }).conversations.v1.services(secret),
    "a binding SID": () => createClient({ token: "t" }).chat.v2.services(serviceSid).bindings(secret),
    "what parseBindingSid() parses": () => parseBindingSid(secret),
    "what redact() copies": () => redact(secret as never),
    "two kinds": () => createClient({ accountSid, authToken: secret, token: secret }),
  };
  it.each(Object.entries(misplaced))("%s", (_, make) => {
    let error: unknown;
    try {
      make();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ValidationError);
    expect(everythingShown(error)).not.toContain(secret);
  });

  const calls: Readonly<Record<string, (bindings: Collection) => PromiseLike<unknown>>> = {
    "a binding type": (bindings) => bindings.list({ bindingType: secret as never }),
    "a limit": (bindings) => bindings.list({ limit: secret as never }),
    "a page URL": (bindings) => bindings.getPage(secret),
    "a start of a list": (bindings) => bindings.list({ from: `https://u:${secret}@x/` }),
    "the options of a list": (bindings) => bindings.list(secret as never),
    "the options of a removal": (bindings) => bindings.removeAll(secret),
    "a second argument of a list": (bindings) =>
      (bindings as unknown as { list: (...given: unknown[]) => Promise<unknown> }).list({}, secret),
    "a callback": (bindings) => bindings.each({}, secret as never),
    "the options of a fetch": (bindings) => bindings(bindingSid()).fetch({ [secret]: 1 }),
    "the options of a page": (bindings) => bindings.page({ pageSize: [secret] as never }),
  };
  it.each(Object.entries(calls))("%s", async (_, call) => {
    const { fetch, sent } = stepping(failure(500));
    const { bindings } = createClient({ token: "t", fetch }).conversations.v1.services(serviceSid);
    const error = await reasonOf(call(bindings));
    expect(error).toMatchObject({ name: "ValidationError" });
    expect(everythingShown(error)).not.toContain(secret);
    expect(sent).toEqual([]);
  });

  it("a URL of client.fetch, on another host", async () => {
    const error = await reasonOf(createClient({ token: "t" }).fetch(`https://${secret}.example/${secret}`));
    expect(error).toMatchObject({ name: "ValidationError", parameter: "url" });
    expect(everythingShown(error)).not.toContain(secret);
  });

  it("a token of a function that cannot be a header", async () => {
    const token = () => `${secret}\r\nX-Evil: 1`;
    const { fetch, sent } = stepping(failure(500));
    const error = await reasonOf(
      createClient({ token, fetch }).conversations.v1.services(serviceSid).bindings.page(),
    );
    expect(error).toMatchObject({ name: "ValidationError", parameter: "token" });
    expect(everythingShown(error)).not.toContain(secret);
    expect(sent).toEqual([]);
  });
});

describe("personal data of a user", () => {
  const trudy = "trudy@example.com";
  const path = `/v2/Services/${serviceSid}/Users/${encodeURIComponent(trudy)}/Bindings`;

  it.each([
    ["another host", `https://evil.example${path}?Identity=${trudy}`],
    ["another scheme", `http://chat.twilio.com${path}`],
    ["a longer path", `https://chat.twilio.com${path}/more`],
    ["a path around it", `https://chat.twilio.com/a/b${path}/c?x`],
    ["a scheme without host", `data:${path}`],
    ["no URL", `https://[${path}`],
  ])("is not shown by the error about a page URL with %s", async (_, next) => {
    const { fetch } = stepping(pageAnswer([], { next }));
    const client = createClient({ accountSid, authToken: "x", fetch });
    const error = await reasonOf(client.chat.v2.services(serviceSid).users(trudy).userBindings.list());
    expect(everythingShown(error)).not.toContain("trudy");
  });
});
