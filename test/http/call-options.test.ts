import { describe, expect, it } from "vitest";
import { RateLimitError, TimeoutError } from "../../src/index.ts";
import { binding, bindingsUrl, failure, json, noContent, pageAnswer } from "../support/answers.ts";
import { fixedRandom, stoppedClock } from "../support/clock.ts";
import { conversationsBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { hanging, stepping } from "../support/fetches.ts";
import { bindingSid } from "../support/sids.ts";

type Collection = ReturnType<typeof conversationsBindings>;
interface Options {
  readonly maxRetries?: number;
  readonly totalTimeout?: number;
  readonly maxRetryAfter?: number;
}

/** Every kind of call that sends one request at first. */
const calls: Readonly<Record<string, (c: Collection, options: Options) => PromiseLike<unknown>>> = {
  list: (c, options) => c.list(options),
  each: (c, options) => c.each(options, () => undefined),
  page: (c, options) => c.page(options),
  getPage: (c, options) => c.getPage(`${bindingsUrl}?Page=1`, options),
  fetch: (c, options) => c(bindingSid()).fetch(options),
  remove: (c, options) => c.get(bindingSid()).remove(options),
};

describe.each(Object.entries(calls))("%s", (_, call) => {
  it.each([
    [0, 3, 1],
    [2, 0, 3],
  ])("takes maxRetries %i over the client's %i", async (own, clients, attempts) => {
    const { finish } = stoppedClock();
    const { fetch, sent } = stepping(failure(503));
    const c = conversationsBindings({ fetch, maxRetries: clients });
    expect(await finish(reasonOf(call(c, { maxRetries: own })))).toMatchObject({ status: 503, attempts });
    expect(sent).toHaveLength(attempts);
  });

  it("takes totalTimeout over the client's", async () => {
    const clock = stoppedClock();
    const c = conversationsBindings({ fetch: hanging().fetch, totalTimeout: 60_000 });
    const error = clock.finish(rejection(call(c, { totalTimeout: 700 }), TimeoutError));
    expect(await error).toMatchObject({ limit: "totalTimeout", timeout: 700 });
  });

  it("takes maxRetryAfter over the client's", async () => {
    const { fetch, sent } = stepping(failure(429, { "Retry-After": "2" }));
    const c = conversationsBindings({ fetch, maxRetries: 4 });
    const error = await rejection(call(c, { maxRetryAfter: 1_999 }), RateLimitError);
    expect(error).toMatchObject({ retryAfter: 2, attempts: 1 });
    expect(sent).toHaveLength(1);
  });
});

it("they apply to the pages that are read from a page, if they are given there", async () => {
  const { finish } = stoppedClock();
  const next = "https://conversations.twilio.com/any?Page=1";
  const { fetch, sent } = stepping(
    pageAnswer([binding(1)], { next }),
    failure(503),
    failure(503),
    pageAnswer([]),
  );
  const page = await conversationsBindings({ fetch }).page();
  await finish(reasonOf(page.getNextPage()));
  expect(sent).toHaveLength(2);
  await finish(Promise.resolve(page.getNextPage({ maxRetries: 1 })));
  expect(sent).toHaveLength(4);
});

it("Retry-After: 0 is not taken as an invitation to retry without a wait", async () => {
  const clock = stoppedClock();
  fixedRandom(0);
  const { fetch, sent } = stepping(failure(429, { "Retry-After": "0" }));
  const outcome = reasonOf(conversationsBindings({ fetch, maxRetries: 4 })(bindingSid()).remove());
  await clock.advance(99);
  expect(sent).toHaveLength(1);
  await clock.advance(1);
  expect(sent).toHaveLength(2);
  await clock.advance(300);
  expect(sent).toHaveLength(5);
  expect(await outcome).toMatchObject({ attempts: 5 });
});

it("jitter tells clients apart that got the same Retry-After", async () => {
  const waits = new Set<number>();
  const { finish } = stoppedClock();
  for (let client = 0; client < 5; client++) {
    const { fetch } = stepping(failure(503, { "Retry-After": "1" }), noContent());
    const onRetry = ({ delay }: { delay: number }) => void waits.add(delay);
    await finish(conversationsBindings({ fetch, maxRetries: 1, onRetry })(bindingSid()).remove());
  }
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1_000);
  expect(waits.size).toBeGreaterThan(1);
});

it("a call without options of its own has the client's", async () => {
  const { fetch, sent } = stepping(json(binding(1)));
  await conversationsBindings({ fetch, headers: { "x-a": "1" } })(bindingSid()).fetch();
  expect(sent[0]?.headers.get("x-a")).toBe("1");
});
