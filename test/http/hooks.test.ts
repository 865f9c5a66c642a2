import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  type ClientOptions,
  type FailureEvent,
  NotFoundError,
  type RequestEvent,
  type ResponseEvent,
  type RetryEvent,
  TimeoutError,
} from "../../src/index.ts";
import { binding, bindingsUrl, failure, json, noContent, pageAnswer } from "../support/answers.ts";
import { fixedRandom, stoppedClock } from "../support/clock.ts";
import { authToken, basicValue, conversationsBindings, userBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { fetchFailed, hanging, stepping, untilAborted } from "../support/fetches.ts";
import { recordingLogger } from "../support/loggers.ts";
import { everythingShown } from "../support/shown.ts";
import { accountSid, bindingSid, serviceSid, userSid } from "../support/sids.ts";

type AnyEvent = RequestEvent & Partial<ResponseEvent & RetryEvent & FailureEvent>;
const hookNames = ["onRequest", "onResponse", "onRetry", "onFailure"] as const;

/** Hooks that keep what they are called with. */
function recording() {
  const events: { hook: string; event: AnyEvent }[] = [];
  const hooks: ClientOptions = Object.fromEntries(
    hookNames.map((name) => [
      name,
      (event: AnyEvent) => void events.push({ hook: name.slice(2).toLowerCase(), event }),
    ]),
  );
  const order = () => events.map(({ hook, event }) => `${hook} ${event.callId}.${event.attempt}`);
  return { events, hooks, order };
}

describe("hooks are called", () => {
  it("for each attempt, its response, and the wait after it", async () => {
    const { finish } = stoppedClock();
    fixedRandom(0);
    const { events, hooks, order } = recording();
    const { fetch } = stepping(failure(503), fetchFailed("ECONNRESET"), json(binding(1)));
    await finish(conversationsBindings({ fetch, maxRetries: 4, ...hooks })(bindingSid()).fetch());
    expect(order()).toEqual(
      "request 1.1, response 1.1, retry 1.1, request 1.2, retry 1.2, request 1.3, response 1.3".split(", "),
    );
    expect(events[1]?.event).toMatchObject({ status: 503, requestId: "RQ1" });
    expect(events[1]?.event.duration).toBeGreaterThanOrEqual(0);
    expect(events[2]?.event).toMatchObject({ delay: 100, error: { status: 503 } });
    expect(events[4]?.event).toMatchObject({ error: { name: "ConnectionError" } });
  });

  it("with the number of the call, and with what the call rejects with", async () => {
    const { finish } = stoppedClock();
    const { events, hooks, order } = recording();
    const reset = fetchFailed("ECONNRESET");
    const { fetch } = stepping(failure(503), reset, json(binding(1)), failure(404), reset, reset);
    const bindings = conversationsBindings({ fetch, maxRetries: 1, ...hooks });
    const failures = [await finish(reasonOf(bindings(bindingSid()).fetch()))];
    await bindings(bindingSid()).fetch();
    failures.push(await reasonOf(bindings(bindingSid()).fetch()));
    failures.push(await finish(reasonOf(bindings(bindingSid()).remove())));
    expect(order()).toEqual([
      ..."request 1.1, response 1.1, retry 1.1, request 1.2, failure 1.2".split(", "),
      ..."request 2.1, response 2.1".split(", "),
      ..."request 3.1, response 3.1, failure 3.1".split(", "),
      ..."request 4.1, retry 4.1, request 4.2, failure 4.2".split(", "),
    ]);
    const shown = events.filter(({ hook }) => hook === "failure").map(({ event }) => event.error);
    expect(shown).toEqual(failures);
  });

  it("for a call that is aborted while it waits, and for one whose signal had aborted before", async () => {
    const { events, hooks } = recording();
    const reason = new Error("enough");
    const controller = new AbortController();
    const onRetry = () => void setTimeout(() => controller.abort(reason), 5);
    const { fetch } = stepping(failure(503, { "Retry-After": "9" }));
    const { signal } = controller;
    const bindings = conversationsBindings({ fetch, signal, maxRetries: 1, ...hooks, onRetry });
    expect(await reasonOf(bindings(bindingSid()).fetch())).toBe(reason);
    expect(events.at(-1)).toMatchObject({ hook: "failure", event: { callId: 1, attempt: 1, error: reason } });
    expect(await reasonOf(bindings(bindingSid()).fetch())).toBe(reason);
    expect(events.at(-1)).toMatchObject({ hook: "failure", event: { callId: 2, attempt: 0, error: reason } });
  });

  it("for a call that hits totalTimeout", async () => {
    const { events, hooks } = recording();
    const c = conversationsBindings({ fetch: hanging().fetch, totalTimeout: 20, ...hooks });
    const error = await rejection(c.page(), TimeoutError);
    expect(events.at(-1)).toMatchObject({ hook: "failure", event: { error } });
  });

  it.each([
    ["break", { pageSize: 2 }, true],
    ["limit", { limit: 1, pageSize: 1 }, false],
  ])("but onFailure is not for a list that ends by %s", async (_, options, isLeft) => {
    const { hooks, order } = recording();
    let pages = 0;
    const { fetch } = stepping(({ signal }) =>
      ++pages === 1
        ? pageAnswer([binding(1), binding(2)], { next: `${bindingsUrl}?PageToken=b` })
        : untilAborted(signal),
    );
    const list = conversationsBindings({ fetch, ...hooks }).list(options);
    for await (const item of list) {
      expect(item.sid).toMatch(/^BS/);
      if (isLeft) break;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(order().filter((line) => line.startsWith("failure"))).toEqual([]);
  });

  it("but onFailure is not for a list that ends by done()", async () => {
    const { hooks, order } = recording();
    const { fetch } = stepping(
      pageAnswer([binding(1), binding(2)], { next: `${bindingsUrl}?PageToken=b` }),
      ({ signal }) => untilAborted(signal),
    );
    await conversationsBindings({ fetch, ...hooks }).each({}, (_, done) => done());
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(order().filter((line) => line.startsWith("failure"))).toEqual([]);
  });

  it("as onRetry, not onFailure, for a 429 within removeAll that is retried", async () => {
    const { finish } = stoppedClock();
    const { hooks, order } = recording();
    const { fetch } = stepping(pageAnswer([binding(1)]), failure(429), noContent());
    const report = await finish(
      conversationsBindings({ fetch, maxRetries: 2, ...hooks }).removeAll({ all: true }),
    );
    expect(report).toMatchObject({ matched: 1, removed: 1, failed: [] });
    expect(order().filter((line) => /retry|failure/.test(line))).toEqual(["retry 2.1"]);
  });

  it("with the operation and its URL", async () => {
    const { events, hooks } = recording();
    await conversationsBindings({ fetch: stepping(pageAnswer([])).fetch, ...hooks }).list({
      bindingType: "apn",
    });
    const { event } = events[0] ?? {};
    expect(event).toMatchObject({ operationId: "ListServiceBinding", method: "GET" });
    const url = new URL(event?.url ?? "");
    expect(url.pathname).toBe(`/v1/Services/${serviceSid}/Bindings`);
    expect(url.searchParams.get("BindingType")).toBe("apn");
    expect(Object.keys(event?.headers ?? {})).toContain("user-agent");
  });
});

describe("hooks do not see", () => {
  it("credentials", async () => {
    const { finish } = stoppedClock();
    const { events, hooks } = recording();
    const failing = stepping(
      Object.assign(new Error(`failed with ${authToken}`), {
        code: "ECONNRESET",
        headers: { authorization: `Basic ${basicValue}` },
      }),
      failure(500),
    );
    const c = conversationsBindings({ fetch: failing.fetch, maxRetries: 2, ...hooks });
    await finish(reasonOf(c(bindingSid()).fetch()));
    expect(failing.sent[0]?.headers.get("authorization")).toBe(`Basic ${basicValue}`);
    const shown = everythingShown(events);
    expect(shown).not.toContain(authToken);
    expect(shown).not.toContain(basicValue);
    expect(events[0]?.event.headers["authorization"]).toBe("***");
  });

  it("personal data: identities are redacted, SIDs are not", async () => {
    const { events, hooks } = recording();
    const options = { fetch: stepping(pageAnswer([])).fetch, ...hooks };
    await conversationsBindings(options).list({ identity: ["mallory@example.com", "oscar@example.com"] });
    await userBindings("trudy@example.com", options).list();
    await userBindings(userSid, options).list();
    const shown = everythingShown(events);
    for (const name of ["mallory", "oscar", "trudy"]) expect(shown).not.toContain(name);
    expect(events[2]?.event.url).toContain("/Users/***/Bindings");
    expect(events[4]?.event.url).toContain(`/Users/${userSid}/Bindings`);
  });

  it("personal data under a base URL with a path, either", async () => {
    const { events, hooks } = recording();
    const options = { fetch: stepping(pageAnswer([])).fetch, baseUrl: "http://127.0.0.1:9/a/b", ...hooks };
    await userBindings("trudy/../x", options).list();
    expect(events[0]?.event.url).toContain("http://127.0.0.1:9/a/b/v2/Services");
    expect(everythingShown(events)).not.toContain("trudy");
  });

  it("the request itself: what they change in an event changes nothing", async () => {
    const { fetch, sent } = stepping(json(binding(1)));
    const onRequest = (event: RequestEvent) => {
      Object.assign(event.headers, { "x-evil": "1" });
      Object.assign(event, { url: "https://evil.example/" });
    };
    await conversationsBindings({ fetch, onRequest })(bindingSid()).fetch();
    expect(sent[0]?.headers.has("x-evil")).toBe(false);
    expect(sent[0]?.url.hostname).toBe("conversations.twilio.com");
  });
});

describe("what a hook throws changes nothing, and is logged once", () => {
  const throwing = {
    synchronously: () => {
      throw new Error(`mine, ${authToken}`);
    },
    "in its promise": () => Promise.reject(new Error(`mine, ${authToken}`)),
  };
  const cases = hookNames.flatMap((name) =>
    Object.entries(throwing).map(([how, hook]) => [name, how, hook] as const),
  );

  it.each(cases)("%s, %s", async (name, _, hook) => {
    const { finish } = stoppedClock();
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    onTestFinished(() => void process.off("unhandledRejection", unhandled));
    const { logger, lines } = recordingLogger();
    const { fetch, sent } = stepping(failure(503), failure(503), failure(503), json(binding(1)));
    const c = conversationsBindings({ fetch, maxRetries: 1, logger, [name]: hook });
    expect(await finish(reasonOf(c(bindingSid()).fetch()))).toMatchObject({ status: 503, attempts: 2 });
    expect(await finish(c(bindingSid()).fetch())).toEqual(binding(1));
    expect(sent).toHaveLength(4);
    expect(lines).toEqual([`error The ${name} hook threw Error: mine, ***`]);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it.each(hookNames)("%s within removeAll, whose report stays the same", async (name) => {
    const { finish } = stoppedClock();
    const outcome = async (hooks: ClientOptions) => {
      const list = pageAnswer([binding(1), binding(2), binding(3)]);
      const { fetch } = stepping(list, failure(429), noContent(), failure(404), failure(409));
      const { logger } = recordingLogger();
      const c = conversationsBindings({ fetch, logger, maxRetries: 1, ...hooks });
      const { failed, ...counts } = await finish(c.removeAll({ all: true, concurrency: 1 }));
      return { ...counts, failed: failed.map(({ sid, error }) => [sid, String(error)]) };
    };
    const expected = await outcome({});
    expect(expected).toMatchObject({
      matched: 3,
      removed: 1,
      alreadyGone: 1,
      failed: [[bindingSid(3), expect.stringContaining("409")]],
    });
    expect(await outcome({ [name]: throwing["in its promise"] })).toEqual(expected);
  });
});

it("personal data is redacted in the URL of an error, and in its message", async () => {
  const { fetch } = stepping(failure(404));
  const error = await rejection(
    userBindings("trudy@example.com", { fetch })(bindingSid()).fetch(),
    NotFoundError,
  );
  expect(error.url).toContain("/Users/***/Bindings/");
  expect(everythingShown(error)).not.toContain("trudy");
  const listing = conversationsBindings({ fetch }).list({ identity: "trudy@example.com" });
  expect(everythingShown(await rejection(listing, NotFoundError))).not.toContain("trudy");
  expect(error.url).not.toContain(accountSid);
});

it("a hook that throws what cannot be read changes nothing, either", async () => {
  const unreadable = new Proxy(new Error("x"), {
    get: () => {
      throw new Error("trap");
    },
  });
  const onResponse = () => {
    throw unreadable;
  };
  const { fetch } = stepping(noContent());
  const handle = conversationsBindings({ fetch, onResponse, logger: recordingLogger().logger })(bindingSid());
  expect(await handle.remove()).toBe(true);
});

it("what onFailure throws after the time of the call is over is logged, too", async () => {
  const { logger, lines } = recordingLogger();
  const onFailure = () => {
    throw new Error("of the hook");
  };
  const options = { fetch: hanging().fetch, totalTimeout: 20, logger, onFailure };
  await rejection(conversationsBindings(options)(bindingSid()).fetch(), TimeoutError);
  await vi.waitFor(() => expect(lines.join()).toContain("The onFailure hook threw Error: of the hook"));
});
