import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  ApiError,
  AuthenticationError,
  type ClientOptions,
  ConnectionError,
  type Fetch,
  type RequestEvent,
  TwilioBindingsError,
  createClient,
} from "../../src/index.ts";
import { binding, failure, json, text } from "../support/answers.ts";
import { authToken, conversationsBindings, userBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { type Step, stepping } from "../support/fetches.ts";
import { everythingShown } from "../support/shown.ts";
import { bindingSid, serviceSid } from "../support/sids.ts";

const trudy = "trudy@example.com";
const pageOf = (step: Step, identity = trudy, options: ClientOptions = {}) =>
  conversationsBindings({ fetch: stepping(step).fetch, ...options }).page({ identity });

const encodeMarks = (marks: RegExp) => (value: string) =>
  encodeURIComponent(value).replace(marks, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** Encoders of other languages, which differ in the marks that they encode. */
const encoders: Readonly<Record<string, (value: string) => string>> = {
  "all marks": encodeMarks(/[!'()*~]/g),
  "those of RFC 3986": encodeMarks(/[!'()*]/g),
  "apostrophes alone": encodeMarks(/'/g),
  "those of a form": (value) => new URLSearchParams({ value }).toString().slice("value=".length),
  none: encodeURIComponent,
};

describe("an identity with marks is redacted where a server encodes", () => {
  it.each(Object.entries(encoders))("%s", async (_, encode) => {
    for (const identity of ["o'trudy!", "trudy (work)!", "*trudy*", "trudy~7"]) {
      for (const repeated of [encode(identity), encode(identity).toLowerCase()]) {
        const error = await reasonOf(pageOf(json({ message: `No ${repeated}.` }, { status: 400 }), identity));
        expect((error as Error).message).toContain("No ***.");
      }
    }
  });
});

describe("an identity right after an escape is redacted", () => {
  const escapes = [
    "\\n",
    "\\r",
    "\\t",
    "\\b",
    "\\f",
    '\\"',
    "\\u0022",
    "\\u000A",
    "\\\\",
    "%0A",
    "%22",
    "%2f",
  ];

  it.each(escapes)("%s", async (escape) => {
    for (const identity of [trudy, "trudy", "trudy-anne miller"]) {
      const quoted = `{"sent":"${escape}${identity}${escape}"}`;
      for (const step of [
        json({ message: quoted }, { status: 400 }),
        json({ message: "no", details: { payload: quoted } }, { status: 400 }),
        text(JSON.stringify(quoted), { status: 400 }),
        Object.assign(new Error(quoted), { code: "ECONNRESET" }),
      ]) {
        expect(everythingShown(await reasonOf(pageOf(step, identity)))).not.toContain("trudy");
      }
    }
  });

  it("and a word that only contains it is not", async () => {
    const error = await rejection(
      pageOf(json({ message: "ntrudy trudys" }, { status: 400 }), "trudy"),
      ApiError,
    );
    expect(error.message).toContain("ntrudy trudys");
  });
});

describe("a number in details that is an identity is redacted", () => {
  it.each([
    ["alone", 4915112345678],
    ["in an object", { sent: { identity: 4915112345678 } }],
    ["in an array", [1, [4915112345678]]],
    ["as a key", { "4915112345678": true }],
  ])("%s", async (_, details) => {
    const step = json({ message: "no", details }, { status: 400 });
    const error = await rejection(pageOf(step, "4915112345678"), ApiError);
    expect(everythingShown(error)).not.toContain("4915112345678");
    expect(JSON.stringify(error.details)).toContain("***");
  });

  it("and any other number is left as it is", async () => {
    const details = { limit: 50, ratio: 0.5, code: 20_404 };
    const error = await rejection(
      pageOf(json({ message: "no", details }, { status: 400 }), "4915"),
      ApiError,
    );
    expect(error.details).toEqual(details);
  });
});

describe("the error of a token function", () => {
  const accepted = "a-token-that-was-accepted-once";
  const failing = (error: unknown) => {
    let asked = 0;
    const token = () => {
      if (++asked === 1) return accepted;
      throw error;
    };
    const { fetch } = stepping(json(binding(1)), failure(401));
    return createClient({ token, fetch }).conversations.v1.services(serviceSid).bindings(bindingSid());
  };

  it.each<readonly [string, () => unknown]>([
    ["names the token before", () => new Error(`could not refresh ${accepted}`)],
    [
      "holds its request",
      () => Object.assign(new Error("no"), { config: { headers: { authorization: accepted } } }),
    ],
    [
      "has a cause that names it",
      () => new Error("no", { cause: new Error(`Bearer ${accepted} has expired`) }),
    ],
    ["is no error", () => `Bearer ${accepted} has expired`],
    ["is an object", () => ({ message: `Bearer ${accepted} has expired`, token: accepted })],
  ])("shows no token where it %s", async (_, make) => {
    const handle = failing(make());
    await handle.fetch();
    const error = await rejection(handle.fetch(), TwilioBindingsError);
    expect(error.message).toContain("The token function failed");
    expect(error.cause).toBeDefined();
    expect(everythingShown(error)).not.toContain(accepted);
  });
});

describe("a secret in the place of the name it belongs to", () => {
  const secret = "the-secret-of-an-api-key-0123";

  it.each<readonly [string, ClientOptions]>([
    ["an API key and its secret, swapped", { apiKey: secret, apiSecret: `SK${"0".repeat(32)}` }],
    ["an API key twice", { apiKey: secret, apiSecret: secret }],
  ])("is redacted: %s", async (_, credentials) => {
    const echoes: Step = ({ headers }) => {
      const decoded = atob(headers.get("authorization")?.slice("Basic ".length) ?? "");
      return json({ message: `Unknown key: ${decoded}`, details: { user: secret } }, { status: 401 });
    };
    const client = createClient({ ...credentials, fetch: stepping(echoes).fetch });
    const error = await rejection(
      client.conversations.v1.services(serviceSid).bindings.page(),
      AuthenticationError,
    );
    expect(everythingShown(error)).not.toContain(secret);
  });
});

describe("an identity in a header of the caller's own is redacted in events", () => {
  it.each(["x-user", "x-correlation-id", "user-agent"])("%s", async (name) => {
    const events: RequestEvent[] = [];
    const options: ClientOptions = {
      headers: { [name]: `app/1 (${trudy})`, "x-plain": "plain" },
      onRequest: (event) => void events.push(event),
      onFailure: (event) => void events.push(event),
    };
    await reasonOf(pageOf(failure(404), trudy, options));
    expect(events.map(({ headers }) => headers[name])).toEqual(["app/1 (***)", "app/1 (***)"]);
    expect(events[0]?.headers["x-plain"]).toBe("plain");
    expect(everythingShown(events)).not.toContain("trudy");
  });

  it("and what a hook writes into an event reaches neither later events nor the error", async () => {
    const seen: string[] = [];
    const onRequest = ({ headers }: RequestEvent) => {
      Object.assign(headers, { authorization: "mine", "x-mine": "mine" });
    };
    const onFailure = ({ headers }: RequestEvent) => void seen.push(JSON.stringify(headers));
    const error = await reasonOf(pageOf(failure(404), trudy, { onRequest, onFailure }));
    expect(seen).toHaveLength(1);
    expect(everythingShown([seen, error])).not.toContain("mine");
  });
});

describe("an error whose stack is an accessor, as that of a DOMException in newer Node.js", () => {
  const withAccessor = (error: Error, stack: string) =>
    Object.defineProperty(error, "stack", { get: () => stack, configurable: true, enumerable: false });

  it("rejects as it is if it shows nothing", async () => {
    const error = withAccessor(new Error("assertion failed"), "Error: assertion failed\n    at x.js:1");
    expect(await reasonOf(pageOf(error))).toBe(error);
    const aborted = withAccessor(
      new DOMException("This operation was aborted", "AbortError"),
      "AbortError: x",
    );
    expect(await reasonOf(pageOf(aborted))).toBe(aborted);
  });

  it.each(["a program's own error", "a connection error"])("is redacted in it: %s", async (kind) => {
    const error = withAccessor(new Error("failed"), `Error: ${authToken} of ${trudy}\n    at x.js:1`);
    if (kind === "a connection error") Object.assign(error, { code: "ECONNRESET" });
    const shown = await reasonOf(pageOf(error));
    expect(everythingShown(shown)).not.toMatch(new RegExp(`${authToken}|trudy`));
    expect(everythingShown(shown)).toContain("x.js:1");
  });

  it("may throw when it is read", async () => {
    const error = Object.defineProperty(Object.assign(new Error("reset"), { code: "ECONNRESET" }), "stack", {
      get: () => {
        throw new Error("of the getter");
      },
    });
    expect(await reasonOf(pageOf(error))).toBeInstanceOf(ConnectionError);
  });
});

it("an identity in the path of a user is redacted where a server decodes it", async () => {
  const { fetch } = stepping(json({ message: "No user o'trudy/../x (here)" }, { status: 404 }));
  const error = await reasonOf(userBindings("o'trudy/../x", { fetch })(bindingSid()).fetch());
  expect((error as Error).message).toContain("No user *** (here)");
});

/** Errors that keep the request to themselves, and show it in a way of their own. */
const ownWays: Readonly<Record<string, (authorization: string) => Error>> = {
  "toJSON()": (authorization) =>
    new (class extends Error {
      readonly #value = authorization;
      toJSON() {
        return { authorization: this.#value };
      }
    })("own"),
  "toJSON() next to a message of the class's own": (authorization) =>
    new (class extends Error {
      readonly #value = authorization;
      override get message() {
        return "own";
      }
      toJSON() {
        return { authorization: this.#value };
      }
    })(),
  "inspect.custom": (authorization) =>
    new (class extends TypeError {
      readonly #value = authorization;
      [inspect.custom]() {
        return this.#value;
      }
    })("own"),
  "a getter of the cause": (authorization) =>
    new (class extends Error {
      readonly #value = authorization;
      override get cause() {
        return { authorization: this.#value };
      }
    })("own"),
  "the name of a property": (authorization) => Object.assign(new Error("own"), { [authorization]: 1 }),
  "a symbol": (authorization) => Object.assign(new Error("own"), { [Symbol(authorization)]: 1 }),
  "a stack that is an object": (authorization) =>
    Object.defineProperty(new Error("own"), "stack", { value: { authorization } }),
};

it.each(Object.entries(ownWays))(
  "an error that shows a secret by %s is copied without it",
  async (_, create) => {
    const fetch: Fetch = (_url, init) =>
      Promise.reject(create((init.headers as Record<string, string>)["authorization"] ?? ""));
    const error = await reasonOf(conversationsBindings({ fetch })(bindingSid()).fetch());
    expect(error).toMatchObject({ message: "own" });
    expect(everythingShown(error)).not.toMatch(/Basic \w/);
  },
);

it("errors that refer to each other are read in no time", async () => {
  const error = new Error("own");
  for (let index = 0; index < 30; index++) Object.assign(error, { [`other${index}`]: error });
  const start = performance.now();
  const shown = await reasonOf(
    conversationsBindings({ fetch: () => Promise.reject(error) })(bindingSid()).fetch(),
  );
  expect(shown).toMatchObject({ message: "own" });
  expect(performance.now() - start).toBeLessThan(1_000);
});
