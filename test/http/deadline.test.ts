import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type ClientOptions, TimeoutError, createClient } from "../../src/index.ts";
import { failure, noContent, pageAnswer } from "../support/answers.ts";
import { fixedRandom, stoppedClock } from "../support/clock.ts";
import { conversationsBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { hanging, stepping } from "../support/fetches.ts";
import { bindingSid, serviceSid } from "../support/sids.ts";

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const forever = () => new Promise<never>(() => undefined);
const handle = (options: ClientOptions) => conversationsBindings(options)(bindingSid());

describe("totalTimeout covers", () => {
  const slow: Readonly<Record<string, ClientOptions>> = {
    "an onRequest hook that is slow": { onRequest: () => wait(600) },
    "an onRequest hook that never settles": { onRequest: forever },
    "an onResponse hook": { onResponse: () => wait(600) },
    "an onRetry hook": { onRetry: () => wait(600), maxRetries: 1, fetch: stepping(failure(503)).fetch },
    "a token function": { authToken: undefined, accountSid: undefined, token: forever },
    "a fetch that ignores its signal": { fetch: forever },
    "a body without an end": { fetch: stepping(() => new Response(new ReadableStream())).fetch },
  };

  it.each(Object.entries(slow))("%s", async (_, options) => {
    const clock = stoppedClock();
    fixedRandom(0);
    const { fetch } = stepping(noContent());
    const outcome = reasonOf(handle({ fetch, totalTimeout: 200, timeout: 10_000, ...options }).remove());
    await clock.advance(200);
    const error = await outcome;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ limit: "totalTimeout", timeout: 200 });
    expect((error as Error).message).toContain("Timed out after 200 ms (totalTimeout)");
  });

  it("an onFailure hook, which does not change how the call failed", async () => {
    const clock = stoppedClock();
    const { fetch } = stepping(failure(403));
    const outcome = reasonOf(handle({ fetch, totalTimeout: 200, onFailure: forever }).remove());
    await clock.advance(200);
    expect(await outcome).toMatchObject({ status: 403 });
  });

  it("each page of a list, and each of its calls anew", async () => {
    const clock = stoppedClock();
    let page = 0;
    const { fetch } = stepping(async () => {
      await wait(150);
      return pageAnswer([], { next: ++page < 4 ? `https://x/?Page=${page}` : null });
    });
    const list = conversationsBindings({ fetch, totalTimeout: 200 }).list();
    expect(await clock.finish(Promise.resolve(list))).toEqual([]);
    expect(page).toBe(4);
  });
});

describe("once a call has settled, nothing of it is handed to fetch", () => {
  const during: Readonly<Record<string, (options: ClientOptions) => ClientOptions>> = {
    "a hook": (options) => ({ ...options, onRequest: () => wait(300) }),
    "a token function": (options) => ({
      ...options,
      authToken: undefined,
      accountSid: undefined,
      token: () => wait(300).then(() => "late"),
    }),
    "the wait for a retry": (options) => ({ ...options, maxRetries: 4, fetch: options.fetch }),
  };

  it.each(Object.entries(during))("after an abort during %s", async (name, change) => {
    const clock = stoppedClock();
    const { fetch, sent } = stepping(failure(503, { "Retry-After": "1" }));
    const controller = new AbortController();
    const reason = new Error("enough");
    const outcome = reasonOf(handle(change({ fetch })).remove({ signal: controller.signal }));
    await clock.advance(100);
    const before = sent.length;
    expect(before).toBe(name === "the wait for a retry" ? 1 : 0);
    controller.abort(reason);
    expect(await outcome).toBe(reason);
    await clock.advance(5_000);
    expect(sent).toHaveLength(before);
  });

  it.each(Object.entries(during))("after totalTimeout during %s", async (_, change) => {
    const clock = stoppedClock();
    const { fetch, sent } = stepping(failure(503, { "Retry-After": "1" }));
    const outcome = reasonOf(handle(change({ fetch, totalTimeout: 100 })).remove());
    await clock.advance(100);
    await outcome;
    const before = sent.length;
    await clock.advance(5_000);
    expect(sent).toHaveLength(before);
  });
});

it.each(["succeeds", "fails", "is aborted", "times out"])(
  "no timer is left of a call that %s",
  async (how) => {
    const clock = stoppedClock();
    const controller = new AbortController();
    const steps = { succeeds: noContent(), fails: failure(403) }[how];
    const { fetch } = steps ? stepping(steps) : hanging();
    const call = handle({ fetch, totalTimeout: 1_000, onRequest: () => wait(10) });
    const outcome = call.remove({ signal: controller.signal }).catch(() => undefined);
    await clock.advance(50);
    if (how === "is aborted") controller.abort();
    if (how === "times out") await clock.advance(1_000);
    await outcome;
    expect(vi.getTimerCount()).toBe(0);
  },
);

it("many clients and calls with one signal raise no warning, and leave no listener", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on("warning", note);
  onTestFinished(() => void process.off("warning", note));
  const controller = new AbortController();
  const { signal } = controller;
  const { fetch } = hanging();
  const outcomes = Array.from({ length: 30 }, () => {
    const client = createClient({ token: "t", fetch, signal });
    const { bindings } = client.conversations.v1.services(serviceSid);
    return [
      reasonOf(bindings.page({ signal })),
      reasonOf(bindings.list()),
      reasonOf(bindings(bindingSid()).remove()),
    ];
  }).flat();
  await wait(20);
  const reason = new Error("enough");
  controller.abort(reason);
  expect(new Set(await Promise.all(outcomes))).toEqual(new Set([reason]));
  expect(warnings).toEqual([]);
});

it("an attempt that timed out names timeout, not totalTimeout", async () => {
  const error = await rejection(handle({ fetch: hanging().fetch, timeout: 15 }).fetch(), TimeoutError);
  expect(error).toMatchObject({ limit: "timeout", timeout: 15 });
});
