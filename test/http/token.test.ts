import { describe, expect, it, vi } from "vitest";
import { AuthenticationError, TwilioBindingsError, ValidationError, createClient } from "../../src/index.ts";
import type { ClientOptions } from "../../src/index.ts";
import { binding, failure, json } from "../support/answers.ts";
import { stoppedClock } from "../support/clock.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { type Sent, type Step, stepping } from "../support/fetches.ts";
import { everythingShown } from "../support/shown.ts";
import { bindingSid, serviceSid } from "../support/sids.ts";

const handleOf = (options: ClientOptions) =>
  createClient({ maxRetries: 0, ...options })
    .conversations.v1.services(serviceSid)
    .bindings(bindingSid());

/** A token function that returns another token each time. */
const counting = () => {
  let count = 0;
  return vi.fn(() => Promise.resolve(`token-number-${++count}`));
};
const tokensOf = (sent: readonly Sent[]) => sent.map(({ headers }) => headers.get("authorization"));

/** Accepts one token, and responds 401 to every other. */
const accepting =
  (token: string): Step =>
  ({ headers }) =>
    headers.get("authorization") === `Bearer ${token}` ? json(binding(1)) : failure(401);

describe("a token function", () => {
  it("is called once although the first caller aborts while it is asked", async () => {
    const controller = new AbortController();
    const token = counting();
    const { fetch } = stepping(json(binding(1)));
    const handle = handleOf({ token, fetch });
    const first = reasonOf(handle.fetch({ signal: controller.signal }));
    controller.abort(new Error("enough"));
    expect(await first).toBe(controller.signal.reason);
    await handle.fetch();
    expect(token).toHaveBeenCalledTimes(1);
  });

  it("is not called once the caller has aborted in a hook", async () => {
    const controller = new AbortController();
    const token = counting();
    const { fetch, sent } = stepping(json(binding(1)));
    const handle = handleOf({ token, fetch, onRequest: () => controller.abort(new Error("enough")) });
    expect(await reasonOf(handle.fetch({ signal: controller.signal }))).toBe(controller.signal.reason);
    expect(sent).toEqual([]);
    expect(token).not.toHaveBeenCalled();
  });

  it("is called once for all calls and attempts", async () => {
    const { finish } = stoppedClock();
    const token = counting();
    const { fetch, sent } = stepping(failure(503), failure(429), json(binding(1)));
    const handle = handleOf({ token, fetch, maxRetries: 4 });
    await finish(handle.fetch());
    await Promise.all([handle.fetch(), handle.fetch(), handle.fetch()]);
    expect(token).toHaveBeenCalledTimes(1);
    expect(new Set(tokensOf(sent))).toEqual(new Set(["Bearer token-number-1"]));
  });

  it("is called once for calls that start together", async () => {
    const token = counting();
    const handle = handleOf({ token, fetch: stepping(json(binding(1))).fetch });
    await Promise.all([handle.fetch(), handle.fetch()]);
    expect(token).toHaveBeenCalledTimes(1);
  });

  it("is called again after a 401, which is retried once, also beyond maxRetries", async () => {
    const token = counting();
    const onRetry = vi.fn();
    const { fetch, sent } = stepping(accepting("token-number-2"));
    const handle = handleOf({ token, fetch, onRetry });
    expect(await handle.fetch().withResponse()).toMatchObject({ data: binding(1), attempts: 2 });
    expect(tokensOf(sent)).toEqual(["Bearer token-number-1", "Bearer token-number-2"]);
    expect(onRetry).toHaveBeenCalledTimes(1);
    await handle.fetch();
    expect(token).toHaveBeenCalledTimes(2);
  });

  it("is called once for many calls whose token is rejected together", async () => {
    const token = counting();
    const { fetch } = stepping(accepting("token-number-2"));
    const handle = handleOf({ token, fetch });
    await Promise.all(Array.from({ length: 12 }, () => handle.fetch()));
    expect(token).toHaveBeenCalledTimes(2);
  });

  it("rejects with AuthenticationError if the new token is rejected, too", async () => {
    const token = counting();
    const { fetch, sent } = stepping(failure(401));
    const error = await rejection(handleOf({ token, fetch, maxRetries: 4 }).fetch(), AuthenticationError);
    expect(error.attempts).toBe(2);
    expect(sent).toHaveLength(2);
  });

  it.each([
    ["a text", { token: "text-of-a-token" }],
    ["an API key", { apiKey: "SKkey", apiSecret: "a-long-secret" }],
  ])("is needed for a second attempt after a 401: %s has none", async (_, credentials) => {
    const { fetch, sent } = stepping(failure(401));
    await rejection(handleOf({ ...credentials, fetch, maxRetries: 4 }).fetch(), AuthenticationError);
    expect(sent).toHaveLength(1);
  });

  it("that returns nothing is told so, without a hint at the environment", async () => {
    const token = (() => Promise.resolve(undefined)) as never;
    const { message } = await rejection(
      handleOf({ token, fetch: stepping(failure(401)).fetch }).fetch(),
      ValidationError,
    );
    expect(message).toBe("token: expected printable ASCII without spaces, got undefined");
  });

  const cause = new Error("no token today");
  it.each([
    ["throws", () => { throw cause; }], // prettier-ignore
    ["rejects", () => Promise.reject(cause)],
  ])("that %s is called again by the next call", async (_, fail: () => Promise<string>) => {
    const token = vi.fn(() => Promise.resolve("later")).mockImplementationOnce(fail);
    const { fetch, sent } = stepping(json(binding(1)));
    const handle = handleOf({ token, fetch, maxRetries: 4 });
    expect((await rejection(handle.fetch(), TwilioBindingsError)).cause).toBe(cause);
    expect(sent).toEqual([]);
    expect(await handle.fetch()).toEqual(binding(1));
    expect(token).toHaveBeenCalledTimes(2);
  });

  it("that fails after a 401 fails the call, with its cause", async () => {
    const token = vi
      .fn(() => Promise.reject(cause))
      .mockImplementationOnce(() => Promise.resolve("first" as never));
    const { fetch, sent } = stepping(failure(401));
    expect(await reasonOf(handleOf({ token, fetch }).fetch())).toMatchObject({
      message: "The token function failed",
      cause,
    });
    expect(sent).toHaveLength(1);
  });

  it("that returns what cannot be a token after a 401 fails the call", async () => {
    const token = vi.fn(() => "not a token").mockReturnValueOnce("first");
    const { fetch, sent } = stepping(failure(401));
    expect((await rejection(handleOf({ token, fetch }).fetch(), ValidationError)).parameter).toBe("token");
    expect(sent).toHaveLength(1);
  });
});

it("no token that was ever sent is shown, however many there were", async () => {
  const sentTokens: string[] = [];
  const echo: Step = ({ headers }) => {
    sentTokens.push(headers.get("authorization")?.slice("Bearer ".length) ?? "");
    return json({ message: `Rejected: ${sentTokens.join(" ")}` }, { status: 401 });
  };
  const handle = handleOf({ token: counting(), fetch: stepping(echo).fetch });
  for (let round = 0; round < 5; round++) {
    const shown = everythingShown(await rejection(handle.fetch(), AuthenticationError));
    for (const token of sentTokens) expect(shown).not.toContain(token);
  }
  expect(new Set(sentTokens).size).toBeGreaterThan(5);
});
