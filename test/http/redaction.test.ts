import { describe, expect, it } from "vitest";
import {
  ApiError,
  ConnectionError,
  type Fetch,
  NotFoundError,
  RemovalError,
  ResponseFormatError,
  ServerError,
} from "../../src/index.ts";
import { binding, json, pageAnswer, text } from "../support/answers.ts";
import { authToken, conversationsBindings, userBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { type Step, stepping } from "../support/fetches.ts";
import { recordingLogger } from "../support/loggers.ts";
import { everythingShown } from "../support/shown.ts";
import { bindingSid, userSid } from "../support/sids.ts";

const lowerHex = (value: string) => value.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
const json16 = (value: string) =>
  Array.from(value, (char) =>
    char > "~" ? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}` : char,
  ).join("");

/** Ways in which servers and libraries write a text that they were sent. */
const spellings: Readonly<Record<string, (value: string) => string>> = {
  "as it is": (value) => value,
  "percent-encoded": encodeURIComponent,
  "percent-encoded in small letters": (value) => lowerHex(encodeURIComponent(value)),
  "encoded where a URL must be": encodeURI,
  "encoded as a form": (value) => new URLSearchParams({ value }).toString().slice("value=".length),
  "encoded as in RFC 3986": (value) =>
    encodeURIComponent(value).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`),
  "encoded twice": (value) => encodeURIComponent(encodeURIComponent(value)),
  "in capitals": (value) => value.toUpperCase(),
  "in JSON": (value) => JSON.stringify(value),
};

const identities = [
  "trudy@example.com",
  "Trudy Möller-Smith",
  "trudy/../x",
  "user:trudy|7",
  'trudy "quoted"',
  "тру́ди-иванова",
  "+4915112345678",
  "trudy(work)!*~7",
];

/** Where a server or a fetch may repeat it. */
const places: Readonly<Record<string, (repeated: string) => Step>> = {
  "a message": (repeated) => json({ code: 20_404, message: `No ${repeated} here` }, { status: 404 }),
  "the path in a message": (repeated) =>
    json({ message: `/v2/Users/${repeated}/Bindings was not found` }, { status: 404 }),
  "problem details": (repeated) => json({ title: "Not found", detail: `for ${repeated}.` }, { status: 404 }),
  details: (repeated) =>
    json({ message: "no", details: { [repeated]: [{ identity: repeated }] } }, { status: 400 }),
  "an error's URL": (repeated) => new Error(`request to https://chat.twilio.com/v2/Users/${repeated} failed`),
  "an error's cause": (repeated) =>
    new TypeError("fetch failed", {
      cause: Object.assign(new Error(repeated), { code: "ECONNRESET", path: `/Users/${repeated}` }),
    }),
  "errors of an aggregate": (repeated) =>
    new TypeError("fetch failed", {
      cause: new AggregateError([new Error(repeated), new Error(`to ${repeated}`)], "all"),
    }),
};

describe.each(Object.entries(places))("an identity that is repeated in %s is redacted", (_, place) => {
  it.each(Object.entries(spellings))("%s", async (_name, spell) => {
    for (const identity of identities) {
      const repeated = spell(identity);
      const { fetch } = stepping(place(repeated));
      const events: unknown[] = [];
      const onFailure = (event: unknown) => void events.push(event);
      const ofUser = userBindings(identity, { fetch, onFailure })(bindingSid()).fetch();
      const ofFilter = conversationsBindings({ fetch, onFailure }).page({ identity: ["other", identity] });
      for (const call of [ofUser, ofFilter]) {
        const shown = everythingShown([await reasonOf(call), events]).toLowerCase();
        for (const leak of [identity, repeated, json16(repeated)])
          expect(shown).not.toContain(leak.toLowerCase());
      }
    }
  });
});

it("an identity is redacted in what is wrong with a success, too", async () => {
  const echo = text("<", { headers: { "Content-Type": "text/trudy@example.com" } });
  const call = userBindings("trudy@example.com", { fetch: stepping(echo).fetch }).page();
  expect(everythingShown(await rejection(call, ResponseFormatError))).not.toContain("trudy");
});

it("an identity that a removal selects is redacted in its DELETE calls, too", async () => {
  const identity = "maria.o'neil+7@example.org";
  const fetch: Fetch = (_, { method }) =>
    Promise.resolve(
      method === "DELETE"
        ? json({ message: `Binding of ${identity} is locked` }, { status: 403 })
        : pageAnswer([binding(1, { identity })]),
    );
  const { logger, lines } = recordingLogger();
  const events: unknown[] = [];
  const onFailure = (event: unknown) => void events.push(event);
  const c = conversationsBindings({ fetch, logger, logLevel: "debug", onFailure });
  const error = await rejection(c.removeAll({ identity: ["other", identity] }), RemovalError);
  expect(error.report.failed).toHaveLength(1);
  expect(events).toHaveLength(1);
  expect(everythingShown([error, events, lines])).not.toContain("neil");
});

it("an identity that only another call was about is not redacted", async () => {
  const { fetch } = stepping(json({ message: "user-seven" }, { status: 404 }));
  const c = conversationsBindings({ fetch });
  const own = await rejection(c.page({ identity: "user-seven" }), NotFoundError);
  expect(own.message).toContain("***");
  expect(own.message).not.toContain("user-seven");
  const other = await rejection(c.page({ identity: "user-eight" }), NotFoundError);
  expect(other.message).toContain("user-seven");
});

describe("ordinary words survive", () => {
  const message = "Too many requests: any user may see the area, error 20429 at /v1/Services (e.g. later)";
  it.each([
    ["a secret that is a word", { authToken: "any" }],
    ["a secret of one letter", { authToken: "e" }],
    ["a secret that is a digit", { authToken: "2" }],
    ["a secret that is a key of the body", { authToken: "message" }],
    [
      "an API secret that is a word",
      { accountSid: undefined, authToken: undefined, apiKey: "SK", apiSecret: "user" },
    ],
  ])("next to %s", async (_, credentials) => {
    const { fetch } = stepping(
      json({ code: 20_429, message, more_info: "https://x/errors" }, { status: 400 }),
    );
    const error = await rejection(conversationsBindings({ fetch, ...credentials }).page(), ApiError);
    expect(error).toMatchObject({ code: 20_429, moreInfo: "https://x/errors" });
    expect(error.message).toContain(message);
  });

  it.each(["an", "ma", "quest", "man", "20", "v"])(
    "next to the identity %s, which is a part of some",
    async (identity) => {
      const { fetch } = stepping(json({ code: 20_429, message }, { status: 400 }));
      const error = await rejection(conversationsBindings({ fetch }).page({ identity }), ApiError);
      expect(error.message).toContain(message);
      expect(error.code).toBe(20_429);
    },
  );

  it("next to a user named by SID, which is not personal data", async () => {
    const { fetch } = stepping(json({ message: `No ${userSid}` }, { status: 404 }));
    const error = await rejection(userBindings(userSid, { fetch })(bindingSid()).fetch(), NotFoundError);
    expect(error.message).toContain(`No ${userSid}`);
  });
});

describe("long and deep bodies", () => {
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  it.each([
    ["arrays", nested(30_000)],
    ["objects", `${'{"a":'.repeat(30_000)}1${"}".repeat(30_000)}`],
  ])("an error body of %s nested 30,000 deep is still the error of its status", async (_, deep) => {
    for (const body of [`{"code":20400,"message":"no","details":${deep}}`, deep]) {
      const error = await rejection(
        conversationsBindings({ fetch: stepping(text(body, { status: 400 })).fetch }).page(),
        ApiError,
      );
      expect(error.status).toBe(400);
      expect(JSON.stringify(error).length).toBeLessThan(10_000);
      expect(everythingShown(error).length).toBeLessThan(100_000);
    }
  });

  it("a successful body nested 30,000 deep is not a page", async () => {
    const { fetch } = stepping(() => text(nested(30_000)));
    await rejection(conversationsBindings({ fetch }).page(), ResponseFormatError);
  });

  it.each([
    ["a message", { message: "x".repeat(5_000_000) }],
    ["problem details", { title: "t".repeat(1_000_000), detail: "d".repeat(1_000_000) }],
    ["details", { message: "no", details: { text: "x".repeat(5_000_000) } }],
    ["many details", { message: "no", details: Array.from({ length: 200_000 }, (_, index) => index) }],
    ["a link", { message: "no", more_info: `https://x/${"y".repeat(1_000_000)}` }],
  ])("%s of megabytes is cut", async (_, body) => {
    const { fetch } = stepping(() => json(body, { status: 500 }));
    const error = await rejection(conversationsBindings({ fetch }).page(), ServerError);
    expect(error.status).toBe(500);
    expect(everythingShown(error).length).toBeLessThan(100_000);
  });

  it("a request id of megabytes is cut", async () => {
    const head = { status: 404, headers: { "Twilio-Request-Id": "R".repeat(1_000_000) } };
    const { fetch } = stepping(json({}, head));
    const error = await rejection(conversationsBindings({ fetch }).page(), NotFoundError);
    expect(error.requestId).toMatch(/^R{10,999}$/);
  });

  it.each([
    ["an identity", "trudy-".repeat(33)],
    ["a secret", `${authToken}-`.repeat(5).slice(0, -1)],
  ])("%s that is repeated to the end of a long text is redacted to the end", async (_, repeated) => {
    const body = { message: `${repeated} `.repeat(3_000) };
    const { fetch } = stepping(() => json(body, { status: 400 }));
    const c = conversationsBindings({ fetch, authToken: repeated });
    for (const identity of [repeated, "other"]) {
      const error = await rejection(c.page({ identity }), ApiError);
      expect(error.message).not.toMatch(/trudy|s3cr3t/);
    }
  });
});

it("the cause of a connection error names no URL of the request", async () => {
  const url =
    "https://conversations.twilio.com/v1/Services/IS/Bindings?Identity=trudy%40example.com&PageSize=5";
  const { fetch } = stepping(
    Object.assign(new Error(`request to ${url} failed`), { code: "ECONNRESET", url }),
  );
  const error = await rejection(
    conversationsBindings({ fetch }).page({ identity: "trudy@example.com" }),
    ConnectionError,
  );
  expect(everythingShown(error)).not.toContain("trudy");
  expect((error.cause as Error).message).toContain("Identity=***");
});

it("the data of a page is not redacted", async () => {
  const page = await conversationsBindings({ fetch: stepping(pageAnswer([])).fetch }).page({
    identity: "bindings",
  });
  expect(page.meta.key).toBe("bindings");
});
