import { describe, expect, it } from "vitest";
import { type ClientOptions, TimeoutError, ValidationError } from "../../src/index.ts";
import { binding, failure, json, text } from "../support/answers.ts";
import { type Clock, fixedRandom, stoppedClock } from "../support/clock.ts";
import { conversationsBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { hanging, stepping, untilAborted } from "../support/fetches.ts";
import { bindingSid } from "../support/sids.ts";

const handle = (options: ClientOptions) => conversationsBindings(options)(bindingSid());

/** When a call ends, in milliseconds from now, by a clock that is moved in steps. */
async function timeOf(promise: Promise<unknown>, clock: Clock): Promise<number> {
  const start = performance.now();
  let end: number | undefined;
  const note = () => (end = performance.now() - start);
  promise.then(note, note);
  for (let step = 0; step < 400 && end === undefined; step++) await clock.advance(1_000);
  return end ?? Infinity;
}

describe("an attempt", () => {
  it.each([
    ["30 s without an option", {}, {}, 30_000],
    ["the client's timeout", { timeout: 5_000 }, {}, 5_000],
    ["the call's timeout", { timeout: 5_000 }, { timeout: 2_000 }, 2_000],
    ["the rest of totalTimeout where that is less", { totalTimeout: 3_000 }, {}, 3_000],
  ])("takes no longer than %s", async (_, client, call, expected) => {
    const clock = stoppedClock();
    const { fetch } = hanging();
    const outcome = reasonOf(handle({ fetch, ...client }).fetch(call));
    expect(await timeOf(outcome, clock)).toBe(expected);
    const error = await outcome;
    expect(error).toBeInstanceOf(TimeoutError);
    const limit = "totalTimeout" in client ? "totalTimeout" : "timeout";
    expect(error).toMatchObject({ timeout: expected, limit, attempts: 1 });
    expect((error as Error).message).toContain(`Timed out after ${expected} ms (${limit})`);
  });

  it("has as long as it takes with Infinity", async () => {
    const clock = stoppedClock();
    const outcome = reasonOf(
      handle({ fetch: hanging().fetch, timeout: Infinity, totalTimeout: Infinity }).fetch(),
    );
    void outcome.catch(() => undefined);
    expect(await timeOf(outcome, clock)).toBe(Infinity);
  });

  it("includes its body", async () => {
    const stuck = () =>
      new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(5)) }));
    const outcome = rejection(handle({ fetch: stepping(stuck).fetch, timeout: 30 }).fetch(), TimeoutError);
    expect((await outcome).timeout).toBe(30);
  });

  it("includes the token function", async () => {
    const { fetch, sent } = stepping(json(binding(1)));
    const token = () => new Promise<string>(() => undefined);
    const options = { fetch, token, timeout: 30, accountSid: undefined, authToken: undefined };
    await rejection(handle(options).fetch(), TimeoutError);
    expect(sent).toEqual([]);
  });

  it("ends even if fetch ignores its signal", async () => {
    await rejection(handle({ fetch: () => new Promise(() => undefined), timeout: 30 }).fetch(), TimeoutError);
  });

  it("starts afresh each time", async () => {
    const clock = stoppedClock();
    fixedRandom(0);
    const slowly = async () => {
      await new Promise((resolve) => setTimeout(resolve, 900));
      return text("", { status: 503 });
    };
    const answer = json(binding(1));
    const { fetch, sent } = stepping(slowly, slowly, ({ signal }) => untilAborted(signal), slowly, answer);
    const done = handle({ fetch, timeout: 1_000, maxRetries: 4 }).fetch();
    // Four times at most a second, and four waits of 100 ms.
    expect(await timeOf(done, clock)).toBeLessThanOrEqual(5_000);
    expect(await done).toEqual(binding(1));
    expect(sent).toHaveLength(5);
    expect(sent.map(({ signal }) => signal?.aborted)).toEqual([false, false, true, false, false]);
  });

  it("leaves no timer behind that would keep the process alive", async () => {
    const before = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    await handle({ fetch: stepping(json(binding(1))).fetch }).fetch();
    expect(process.getActiveResourcesInfo().filter((kind) => kind === "Timeout")).toHaveLength(before);
  });
});

it("a call takes no longer than totalTimeout, all attempts and waits together", async () => {
  const clock = stoppedClock();
  fixedRandom(1);
  for (const fetch of [hanging().fetch, stepping(failure(500)).fetch]) {
    const options = { fetch, timeout: 4_000, totalTimeout: 10_000, maxRetries: 1_000 };
    const outcome = reasonOf(handle(options).fetch());
    expect(await timeOf(outcome, clock)).toBeLessThanOrEqual(10_000);
    await outcome;
  }
});

it("an error tells its time-out in whole milliseconds", async () => {
  const options = { fetch: hanging().fetch, totalTimeout: 40, timeout: 30_000 };
  const error = await rejection(handle(options).fetch(), TimeoutError);
  expect(Number.isInteger(error.timeout)).toBe(true);
  expect(error.timeout).toBeGreaterThan(0);
});

it.each([0, -1, NaN, "10", null, 2 ** 31])(
  "a call throws ValidationError for the time limit %j, before any request",
  async (timeout) => {
    const { fetch, sent } = stepping(json(binding(1)));
    const c = conversationsBindings({ fetch });
    const options = { timeout: timeout as number };
    for (const call of [
      c.list(options),
      c.page(options),
      c(bindingSid()).fetch(options),
      c(bindingSid()).remove(options),
    ]) {
      expect((await rejection(call, ValidationError)).parameter).toBe("timeout");
    }
    expect(() => conversationsBindings({ fetch, ...options })).toThrow(ValidationError);
    expect(sent).toEqual([]);
  },
);
