import { describe, expect, it, vi } from "vitest";
import { ApiError, ResponseFormatError, TwilioBindingsError } from "../../src/index.ts";
import { type Head, binding, bindingsUrl, json, pageBody, text } from "../support/answers.ts";
import { conversationsBindings, userBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { stepping } from "../support/fetches.ts";
import { bindingSid } from "../support/sids.ts";

const jsonHead: Head = { headers: { "Content-Type": "application/json" } };
const htmlHead: Head = { headers: { "Content-Type": "text/html" } };
const page = pageBody([binding(1)]);
const withMeta = (meta: unknown) => json({ ...page, meta });
const withBindings = (bindings: unknown) => json({ ...page, bindings });

/** Successes that hold no JSON, whatever was asked for. */
const notJson: Readonly<Record<string, Response>> = {
  "an empty body": text("", jsonHead),
  "no body": text(null, jsonHead),
  "white space": text(" \n", jsonHead),
  "a cut body": text(JSON.stringify(page).slice(0, -20), jsonHead),
  HTML: text("<html><body>Sign in</body></html>", htmlHead),
  "HTML that calls itself JSON": text("<html>", jsonHead),
  "plain text": text("OK", { headers: { "Content-Type": "text/plain" } }),
  "two JSON values": text("{}{}", jsonHead),
  "bytes that are no text": text("\u0000\ufffd", jsonHead),
};

const notPages: Readonly<Record<string, Response>> = {
  ...notJson,
  null: json(null),
  "an array": json([page]),
  "a string": json("page"),
  "a number": json(5),
  true: json(true),
  "an empty object": json({}),
  "no meta": json({ bindings: [] }),
  "meta null": withMeta(null),
  "meta an array": withMeta([]),
  "meta a string": withMeta("meta"),
  "no next_page_url": withMeta({ ...page.meta, next_page_url: undefined }),
  "a next_page_url that is a number": withMeta({ ...page.meta, next_page_url: 5 }),
  "a next_page_url that is an object": withMeta({ ...page.meta, next_page_url: {} }),
  "a next_page_url that is false": withMeta({ ...page.meta, next_page_url: false }),
  "no bindings": json({ meta: page.meta }),
  "bindings null": withBindings(null),
  "bindings an object": withBindings({ 0: binding(1), length: 1 }),
  "bindings a string": withBindings("bindings"),
  "items under another key": json({ meta: page.meta, users: [] }),
  "an item null": withBindings([binding(1), null]),
  "an item a string": withBindings([binding(1).sid]),
  "an item an array": withBindings([[]]),
  "an item without sid": withBindings([binding(1), { ...binding(2), sid: undefined }]),
  "an item with a number for sid": withBindings([{ ...binding(1), sid: 5 }]),
  "an item with null for sid": withBindings([{ ...binding(1), sid: null }]),
  "202": json(page, { status: 202 }),
  "204": text(null, { status: 204 }),
  "206": json(page, { status: 206 }),
};

/** What a caller can rely on if a response is invalid. */
const known = { status: expect.any(Number) as number, requestId: "RQ1", method: "GET", attempts: 1 };

describe("a list whose response is", () => {
  it.each(Object.entries(notPages))("%s is a ResponseFormatError", async (_, answer) => {
    const { fetch, sent } = stepping(answer);
    const error = await rejection(conversationsBindings({ fetch }).list(), ResponseFormatError);
    expect(error).toMatchObject({ ...known, status: answer.status });
    expect(error.url).toContain(bindingsUrl);
    expect(sent).toHaveLength(1);
  });

  it.each(Object.entries(notPages))("%s on the second page does not give half a list", async (_, answer) => {
    const { fetch } = stepping(json(pageBody([binding(1)], { next: `${bindingsUrl}?PageToken=b` })), answer);
    await rejection(conversationsBindings({ fetch }).list(), ResponseFormatError);
  });

  it("a page under another content type that is a page all the same is taken", async () => {
    const { fetch } = stepping(text(JSON.stringify(page), { headers: { "Content-Type": "text/plain" } }));
    expect(await conversationsBindings({ fetch }).list()).toEqual([binding(1)]);
  });
});

describe("a binding whose response is", () => {
  it.each([
    ...Object.entries(notJson),
    ["null", json(null)] as const,
    ["an array", json([binding(1)])] as const,
    ["a string", json("binding")] as const,
    ["no sid", json({ ...binding(1), sid: undefined })] as const,
    ["a number for sid", json({ ...binding(1), sid: 5 })] as const,
    ["204", text(null, { status: 204 })] as const,
  ])("%s is a ResponseFormatError", async (_, answer) => {
    const { fetch } = stepping(answer);
    const error = await rejection(userBindings("a", { fetch })(bindingSid()).fetch(), ResponseFormatError);
    expect(error).toMatchObject({ ...known, status: answer.status });
  });
});

describe("a removal whose response is", () => {
  it.each([
    ["200 and a body", json({})],
    ["200 and none", text("")],
    ["202", text(null, { status: 202 })],
    ["HTML", text("<html>", htmlHead)],
  ])("%s instead of 204 is a ResponseFormatError", async (_, answer) => {
    const { fetch } = stepping(answer);
    const error = await rejection(
      conversationsBindings({ fetch })(bindingSid()).remove(),
      ResponseFormatError,
    );
    expect(error).toMatchObject({ status: answer.status, requestId: "RQ1", method: "DELETE" });
  });
});

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308])("%i is not followed", async (status) => {
    const redirect = () => text(null, { status, headers: { Location: "https://evil.example/" } });
    const options: RequestInit[] = [];
    const bindings = conversationsBindings({
      fetch: (_, init) => {
        options.push(init);
        return Promise.resolve(redirect());
      },
    });
    expect(await rejection(bindings.list(), ApiError)).toMatchObject({ status, requestId: "RQ1" });
    expect(await rejection(bindings(bindingSid()).remove(), ApiError)).toMatchObject({ status });
    expect(options.map((init) => init.redirect)).toEqual(["manual", "manual"]);
  });
});

describe("a fetch that rejects with something else than an error", () => {
  /* eslint-disable @typescript-eslint/prefer-promise-reject-errors -- that is what is tested */
  const rejecting: Readonly<Record<string, () => Promise<Response>>> = {
    "by undefined": () => Promise.reject(undefined),
    "by null": () => Promise.reject(null),
    "by a string": () => Promise.reject("no"),
  };
  /* eslint-enable */
  it.each(Object.entries(rejecting))("%s rejects with it, after one attempt", async (_, fetch) => {
    const calls = vi.fn(fetch);
    const c = conversationsBindings({ fetch: calls, maxRetries: 3 });
    expect(await reasonOf(c.list())).toBe(await reasonOf(fetch()));
    expect(calls).toHaveBeenCalledTimes(1);
  });
});

it("no invalid response rejects with an error of the platform", async () => {
  for (const answer of Object.values(notPages)) {
    expect(await reasonOf(conversationsBindings({ fetch: stepping(answer).fetch }).page())).toBeInstanceOf(
      TwilioBindingsError,
    );
  }
});
