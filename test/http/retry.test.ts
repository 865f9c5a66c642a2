import { describe, expect, it } from "vitest";
import {
  ApiError,
  type ClientOptions,
  ConnectionError,
  NotFoundError,
  RateLimitError,
  type RetryEvent,
  ServerError,
  TwilioBindingsError,
} from "../../src/index.ts";
import { binding, failure, json, noContent, text } from "../support/answers.ts";
import { fixedRandom, stoppedClock } from "../support/clock.ts";
import { conversationsBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { type Step, fetchFailed, stepping } from "../support/fetches.ts";
import { bindingSid } from "../support/sids.ts";

/** One binding on a server that takes the steps. */
function bindingBehind(steps: readonly [Step, ...Step[]], options: ClientOptions = {}) {
  const { fetch, sent } = stepping(...steps);
  const retries: RetryEvent[] = [];
  const onRetry = (event: RetryEvent) => void retries.push(event);
  const bindings = conversationsBindings({ fetch, maxRetries: 4, onRetry, ...options });
  return { handle: bindings(bindingSid()), bindings, sent, retries };
}

const found = json(binding(1));
const connectionLost = fetchFailed("ECONNRESET");
const notFound = failure(404);
/** Every way of failing that is worth another attempt. */
const passing: readonly (readonly [string, Step])[] = [
  ["408", failure(408)],
  ["429", failure(429)],
  ["500", failure(500)],
  ["502", text("<html>", { status: 502 })],
  ["503", text("", { status: 503 })],
  ["504", failure(504)],
  ["599", failure(599)],
  ["a reset", connectionLost],
  ["a name that is not found", fetchFailed("ENOTFOUND")],
  ["a refused connection", fetchFailed("ECONNREFUSED")],
];

describe("an attempt that failed with", () => {
  it.each(passing)("%s is retried, for reading and for removing", async (_, step) => {
    const { finish } = stoppedClock();
    const reading = bindingBehind([step, found]);
    expect(await finish(reading.handle.fetch().withResponse())).toMatchObject({
      data: binding(1),
      attempts: 2,
    });
    const removing = bindingBehind([step, noContent()]);
    expect(await finish(removing.handle.remove().withResponse())).toMatchObject({ data: true, attempts: 2 });
    expect(removing.sent.map(({ method }) => method)).toEqual(["DELETE", "DELETE"]);
  });

  it.each([400, 401, 403, 404, 405, 409, 410, 422])("%i is not retried", async (status) => {
    const { handle, sent, retries } = bindingBehind([failure(status)]);
    expect(await reasonOf(handle.fetch())).toMatchObject({ status, attempts: 1 });
    expect(sent).toHaveLength(1);
    expect(retries).toEqual([]);
  });

  it("each time rejects after maxRetries, with the number of attempts", async () => {
    const { finish } = stoppedClock();
    const { handle, sent } = bindingBehind([failure(503)], { maxRetries: 2 });
    const error = await finish(rejection(handle.fetch(), ServerError));
    expect(error.attempts).toBe(3);
    expect(error.message).toContain("3 attempts");
    expect(sent).toHaveLength(3);
  });

  it("anything at all is final with maxRetries 0", async () => {
    for (const [, step] of passing) {
      const { handle, sent } = bindingBehind([step, found], { maxRetries: 0 });
      expect(await reasonOf(handle.fetch())).toBeInstanceOf(TwilioBindingsError);
      expect(sent).toHaveLength(1);
    }
  });

  it("one thing and then another rejects with the last", async () => {
    const { finish } = stoppedClock();
    const { handle } = bindingBehind([failure(500), connectionLost, failure(429), failure(403)]);
    expect(await finish(reasonOf(handle.fetch()))).toMatchObject({ status: 403, attempts: 4 });
  });
});

describe("the waits", () => {
  it("grow, with jitter, and are told to onRetry", async () => {
    const clock = stoppedClock();
    fixedRandom(0.5);
    const { handle, sent, retries } = bindingBehind([
      failure(500),
      connectionLost,
      failure(500),
      failure(500),
      found,
    ]);
    const done = handle.fetch();
    const sentAt: number[] = [];
    for (let time = 0; time <= 2_300; time += 25) {
      await clock.advance(time === 0 ? 0 : 25);
      if (sent.length > sentAt.length) sentAt.push(time);
    }
    await done;
    expect(sentAt).toEqual([0, 225, 575, 1_175, 2_275]);
    expect(retries.map(({ delay, attempt }) => [attempt, delay])).toEqual([
      [1, 225],
      [2, 350],
      [3, 600],
      [4, 1_100],
    ]);
    expect(retries.map(({ error }) => error.constructor)).toEqual([
      ServerError,
      ConnectionError,
      ServerError,
      ServerError,
    ]);
  });

  it.each([
    ["in seconds", { status: 429, retryAfter: () => "7" }],
    ["as a date", { status: 429, retryAfter: () => new Date(Date.now() + 7_000).toUTCString() }],
    ["with a 503", { status: 503, retryAfter: () => "7" }],
  ])("obey Retry-After %s", async (_, { status, retryAfter }) => {
    const clock = stoppedClock();
    fixedRandom(0.4);
    const { handle, sent } = bindingBehind([() => failure(status, { "Retry-After": retryAfter() }), found]);
    const done = handle.fetch();
    await clock.advance(5_900);
    expect(sent).toHaveLength(1);
    await clock.advance(1_200);
    expect(sent).toHaveLength(2);
    expect(await done).toEqual(binding(1));
  });

  it("are skipped if Retry-After asks for more than the limit: the call rejects immediately", async () => {
    const threeDays = failure(429, { "Retry-After": "259200" });
    const { handle, sent, retries } = bindingBehind([threeDays, found]);
    const error = await rejection(handle.fetch(), RateLimitError);
    expect(error).toMatchObject({ retryAfter: 259_200, attempts: 1 });
    expect(sent).toHaveLength(1);
    expect(retries).toEqual([]);
  });

  it("are limited by what the caller sets", async () => {
    const clock = stoppedClock();
    fixedRandom(0);
    const { handle: patient, sent } = bindingBehind([failure(429, { "Retry-After": "90" }), found], {
      maxRetryAfter: 90_000,
    });
    const done = patient.fetch();
    await clock.advance(90_000);
    expect(await done).toEqual(binding(1));
    expect(sent).toHaveLength(2);
    const { handle: hasty } = bindingBehind([failure(429, { "Retry-After": "2" }), found], {
      maxRetryAfter: 1_999,
    });
    expect(await reasonOf(hasty.fetch())).toMatchObject({ retryAfter: 2 });
  });

  it("do not end early where Retry-After is longer than a timer can be", async () => {
    const clock = stoppedClock();
    const { handle, sent } = bindingBehind([failure(429, { "Retry-After": "2592000" }), found], {
      maxRetryAfter: Infinity,
      totalTimeout: Infinity,
    });
    handle.fetch().catch(() => undefined);
    await clock.advance(60_000);
    expect(sent).toHaveLength(1);
  });

  it("count towards totalTimeout: the call rejects immediately if a wait would end after it", async () => {
    const clock = stoppedClock();
    fixedRandom(0);
    const { handle, sent } = bindingBehind([failure(503, { "Retry-After": "3" })], { totalTimeout: 10_000 });
    const reason = reasonOf(handle.fetch());
    await clock.advance(9_100);
    expect(await reason).toMatchObject({ status: 503, attempts: 4 });
    expect(sent).toHaveLength(4);
  });
});

describe("a 404 response to a removal", () => {
  const lost: readonly (readonly [string, Step])[] = [
    ["a reset", connectionLost],
    ["a 500", failure(500)],
    ["a 503", text("", { status: 503 })],
    ["a 408", failure(408)],
  ];

  it.each(lost)("after %s is done: the lost answer may have been its success", async (_, step) => {
    const { finish } = stoppedClock();
    const { handle, sent } = bindingBehind([step, notFound]);
    const whole = await finish(handle.remove().withResponse());
    expect(whole).toMatchObject({ data: true, attempts: 2, requestId: "RQ1" });
    expect(whole.response.status).toBe(404);
    expect(sent).toHaveLength(2);
  });

  it("to its first attempt is a NotFoundError", async () => {
    const { handle } = bindingBehind([notFound]);
    expect(await rejection(handle.remove(), NotFoundError)).toMatchObject({ attempts: 1, method: "DELETE" });
  });

  it("after a 429 is a NotFoundError: a rate-limited request was not processed", async () => {
    const { finish } = stoppedClock();
    const { handle } = bindingBehind([failure(429), failure(429), notFound]);
    expect(await finish(rejection(handle.remove(), NotFoundError))).toMatchObject({ attempts: 3 });
  });

  it("after a lost answer and a 429 is done", async () => {
    const { finish } = stoppedClock();
    const { handle } = bindingBehind([connectionLost, failure(429), notFound]);
    expect(await finish(handle.remove())).toBe(true);
  });

  it("by a call of its own is a NotFoundError, whatever was lost in another", async () => {
    const { finish } = stoppedClock();
    const { handle } = bindingBehind([connectionLost, notFound]);
    await finish(handle.remove());
    await finish(rejection(handle.remove(), NotFoundError));
  });

  it("is no success for reading", async () => {
    const { finish } = stoppedClock();
    const { handle } = bindingBehind([connectionLost, notFound]);
    await finish(rejection(handle.fetch(), NotFoundError));
  });
});

it("an incomplete body that claims to be whole is retried", async () => {
  const { finish } = stoppedClock();
  const { handle } = bindingBehind([
    text('{"sid":"BS', { headers: { "Content-Type": "application/json" } }),
    found,
  ]);
  expect(await finish(handle.fetch())).toEqual(binding(1));
});

it.each([
  { maxRetries: -1 },
  { maxRetries: 1.5 },
  { maxRetryAfter: -1 },
  { totalTimeout: 0 },
  { timeout: NaN },
])("a client cannot be made with %o", (options) => {
  expect(() => conversationsBindings(options)).toThrow(
    expect.objectContaining({ name: "ValidationError", parameter: Object.keys(options)[0] }),
  );
});

it("an ApiError of any status knows its attempts", async () => {
  const { handle } = bindingBehind([failure(418)]);
  expect((await rejection(handle.fetch(), ApiError)).attempts).toBe(1);
});
