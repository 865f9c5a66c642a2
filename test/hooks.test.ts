import { describe, expect, it } from "vitest";
import {
  type ClientOptions,
  type FailureEvent,
  NotFoundError,
  type RequestEvent,
  type ResponseEvent,
  type RetryEvent,
} from "../src/index.ts";
import { binding, failure, json, pageAnswer } from "./support/answers.ts";
import { fixedRandom } from "./support/clock.ts";
import { authToken, basicValue, conversationsBindings, userBindings } from "./support/client.ts";
import { reasonOf, rejection } from "./support/failures.ts";
import { fetchFailed, stepping } from "./support/fetches.ts";
import { everythingShown } from "./support/shown.ts";
import { accountSid, bindingSid, serviceSid, userSid } from "./support/sids.ts";

/** Hooks that keep what they are called with. */
function recording() {
  const events: { hook: string; event: RequestEvent | ResponseEvent | RetryEvent | FailureEvent }[] = [];
  const hooks: ClientOptions = {
    onRequest: (event) => void events.push({ hook: "request", event }),
    onResponse: (event) => void events.push({ hook: "response", event }),
    onRetry: (event) => void events.push({ hook: "retry", event }),
    onFailure: (event) => void events.push({ hook: "failure", event }),
  };
  return { events, hooks };
}

describe("the hooks", () => {
  it("see each attempt, its answer, and the wait after it", async () => {
    fixedRandom(0);
    const { events, hooks } = recording();
    const { fetch } = stepping(failure(503), fetchFailed("ECONNRESET"), json(binding(1)));
    await conversationsBindings({ fetch, maxRetries: 4, ...hooks })(bindingSid()).fetch();
    expect(events.map(({ hook, event }) => `${hook} ${event.attempt}`)).toEqual([
      "request 1",
      "response 1",
      "retry 1",
      "request 2",
      "retry 2",
      "request 3",
      "response 3",
    ]);
    expect(events[1]?.event).toMatchObject({ status: 503, requestId: "RQ1" });
    expect((events[1]?.event as ResponseEvent).duration).toBeGreaterThanOrEqual(0);
    expect(events[2]?.event).toMatchObject({ delay: 0, reason: { status: 503 } });
    expect(events[4]?.event).toMatchObject({ reason: { name: "ConnectionError" } });
  });

  it("see which call an attempt belongs to, and how a call failed for good", async () => {
    fixedRandom(0);
    const { events, hooks } = recording();
    const reset = fetchFailed("ECONNRESET");
    const { fetch } = stepping(failure(503), reset, json(binding(1)), failure(404), reset, reset);
    const bindings = conversationsBindings({ fetch, maxRetries: 1, ...hooks });
    const failures = [await reasonOf(bindings(bindingSid()).fetch())];
    await bindings(bindingSid()).fetch();
    failures.push(await reasonOf(bindings(bindingSid()).fetch()));
    failures.push(await reasonOf(bindings(bindingSid()).remove()));
    expect(events.map(({ hook, event }) => `${hook} ${event.call}.${event.attempt}`)).toEqual([
      ..."request 1.1, response 1.1, retry 1.1, request 1.2, failure 1.2".split(", "),
      ..."request 2.1, response 2.1".split(", "),
      ..."request 3.1, response 3.1, failure 3.1".split(", "),
      ..."request 4.1, retry 4.1, request 4.2, failure 4.2".split(", "),
    ]);
    const reasons = events.filter(({ hook }) => hook === "failure").map(({ event }) => event as FailureEvent);
    expect(reasons.map(({ reason }) => reason)).toEqual(failures);
  });

  it("see an abort while the call waits, and none before its first attempt", async () => {
    const { events, hooks } = recording();
    const reason = new Error("enough");
    const controller = new AbortController();
    const onRetry = () => void setTimeout(() => controller.abort(reason), 5);
    const { fetch } = stepping(failure(503, { "Retry-After": "9" }));
    const { signal } = controller;
    const bindings = conversationsBindings({ fetch, signal, maxRetries: 1, ...hooks, onRetry });
    expect(await reasonOf(bindings(bindingSid()).fetch())).toBe(reason);
    expect(events.at(-1)).toMatchObject({ hook: "failure", event: { call: 1, attempt: 1, reason } });
    const { length } = events;
    expect(await reasonOf(bindings(bindingSid()).fetch())).toBe(reason);
    expect(events).toHaveLength(length);
  });

  it("are told which operation it is, on which URL", async () => {
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

  it("see no credentials", async () => {
    fixedRandom(0);
    const { events, hooks } = recording();
    const failing = stepping(
      Object.assign(new Error(`failed with ${authToken}`), {
        headers: { authorization: `Basic ${basicValue}` },
      }),
      failure(500),
    );
    await reasonOf(
      conversationsBindings({ fetch: failing.fetch, maxRetries: 2, ...hooks })(bindingSid()).fetch(),
    );
    expect(failing.sent[0]?.headers.get("authorization")).toBe(`Basic ${basicValue}`);
    const shown = everythingShown(events);
    expect(shown).not.toContain(authToken);
    expect(shown).not.toContain(basicValue);
    expect(events[0]?.event.headers["authorization"]).toBe("***");
  });

  it("see no personal data: identities are masked, SIDs are not", async () => {
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

  it("see no personal data below a base URL with a path, either", async () => {
    const { events, hooks } = recording();
    const options = { fetch: stepping(pageAnswer([])).fetch, baseUrl: "http://127.0.0.1:9/a/b", ...hooks };
    await userBindings("trudy/../x", options).list();
    expect(events[0]?.event.url).toContain("http://127.0.0.1:9/a/b/v2/Services");
    expect(everythingShown(events)).not.toContain("trudy");
  });

  it("cannot change the request by changing what they see", async () => {
    const { fetch, sent } = stepping(json(binding(1)));
    const onRequest = (event: RequestEvent) => {
      Object.assign(event.headers, { "x-evil": "1" });
      Object.assign(event, { url: "https://evil.example/" });
    };
    await conversationsBindings({ fetch, onRequest })(bindingSid()).fetch();
    expect(sent[0]?.headers.has("x-evil")).toBe(false);
    expect(sent[0]?.url.hostname).toBe("conversations.twilio.com");
  });

  it.each(["onRequest", "onResponse", "onRetry", "onFailure"])(
    "fail the call with what %s throws",
    async (hook) => {
      const reason = new Error("mine");
      const fail = () => {
        throw reason;
      };
      const { fetch } = stepping(failure(503));
      expect(await reasonOf(conversationsBindings({ fetch, maxRetries: 1, [hook]: fail }).page())).toBe(
        reason,
      );
    },
  );

  it.each(["onRequest", "onResponse", "onRetry", "onFailure"])(
    "leave no rejection of an async %s unhandled",
    async (hook) => {
      fixedRandom(0);
      const unhandled: unknown[] = [];
      const note = (reason: unknown) => void unhandled.push(reason);
      process.on("unhandledRejection", note);
      const { fetch } = stepping(failure(503), json(binding(1)));
      const fail = () => Promise.reject(new Error("mine"));
      const c = conversationsBindings({ fetch, maxRetries: 1, [hook]: fail });
      await c(bindingSid()).fetch().catch(() => undefined); // prettier-ignore
      await new Promise((resolve) => setTimeout(resolve, 10));
      process.off("unhandledRejection", note);
      expect(unhandled).toEqual([]);
    },
  );
});

it("personal data is masked in the URL of an error, and in its message", async () => {
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
