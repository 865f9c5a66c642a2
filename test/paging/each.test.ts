import { describe, expect, it, vi } from "vitest";
import { ValidationError } from "../../src/index.ts";
import { binding, failure } from "../support/answers.ts";
import { conversationsBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { stepping } from "../support/fetches.ts";
import { fiveBindings as all, threePages } from "../support/three-pages.ts";

describe("each", () => {
  it("calls back with every binding, one after the other", async () => {
    const calls: string[] = [];
    await conversationsBindings({ fetch: threePages().fetch }).each({ limit: 4 }, async ({ sid }) => {
      calls.push(`${sid} begins`);
      await Promise.resolve();
      calls.push(`${sid} ends`);
    });
    expect(calls).toEqual(all.slice(0, 4).flatMap(({ sid }) => [`${sid} begins`, `${sid} ends`]));
  });

  it("accepts the callback alone, and undefined options", async () => {
    let calls = 0;
    const count = () => calls++;
    const bindings = conversationsBindings({ fetch: threePages().fetch });
    await bindings.each(count);
    expect(calls).toBe(5);
    await bindings.each(undefined, count);
    expect(calls).toBe(10);
  });

  it("ends with done(), and requests no page but the one ahead", async () => {
    const { fetch, sent } = threePages();
    const seen: string[] = [];
    await conversationsBindings({ fetch }).each({}, ({ sid }, done) => {
      seen.push(sid);
      if (seen.length === 2) done();
    });
    expect(seen).toEqual([binding(1).sid, binding(2).sid]);
    expect(sent).toHaveLength(2);
  });

  it("rejects with what the callback throws", async () => {
    const error = new Error("mine");
    const each = conversationsBindings({ fetch: threePages().fetch }).each(() => Promise.reject(error));
    expect(await reasonOf(each)).toBe(error);
  });

  it("throws ValidationError for what is not a function", async () => {
    const bindings = conversationsBindings({ fetch: threePages().fetch });
    expect((await rejection(bindings.each({}, "x" as never), ValidationError)).parameter).toBe("callback");
  });

  it.each([{}, { limit: 1 }, { limit: 0 }, { pageSize: 2, bindingType: "apn" as const }])(
    "calls the done option once at the end, with %o",
    async (options) => {
      const done = vi.fn();
      await conversationsBindings({ fetch: threePages().fetch }).each({ ...options, done }, () => undefined);
      expect(done.mock.calls).toEqual([[]]);
    },
  );

  it("calls the done option also after the callback's done()", async () => {
    const done = vi.fn();
    const bindings = conversationsBindings({ fetch: threePages().fetch });
    await bindings.each({ done }, (_, end) => end());
    expect(done).toHaveBeenCalledOnce();
  });

  describe.each([new Error("mine"), "text", 0, null, false])("ended by done(%j)", (reason) => {
    const until = (calls: unknown[]) => (item: unknown, end: (error?: unknown) => void) => {
      if (calls.push(item) === 2) end(reason);
    };

    it("rejects with it, after the binding at which it was called", async () => {
      const { fetch, sent } = threePages();
      const calls: unknown[] = [];
      expect(await reasonOf(conversationsBindings({ fetch }).each(until(calls)))).toBe(reason);
      expect(calls).toEqual(all.slice(0, 2));
      expect(sent).toHaveLength(2);
    });

    it("passes it to the done option, once, and resolves", async () => {
      const done = vi.fn();
      await conversationsBindings({ fetch: threePages().fetch }).each({ done }, until([]));
      expect(done.mock.calls).toEqual([[reason]]);
    });
  });

  it("counts the first call of done() alone", async () => {
    const bindings = conversationsBindings({ fetch: threePages().fetch });
    await bindings.each((_, done) => {
      done();
      done(new Error("too late"));
    });
    const reason = new Error("first");
    const failing = bindings.each((_, done) => {
      done(reason);
      done();
    });
    expect(await reasonOf(failing)).toBe(reason);
  });

  it("accepts the callback as an option, and leaves the options as they are", async () => {
    const callback = vi.fn();
    const options = { callback, done: vi.fn(), limit: 3 };
    await conversationsBindings({ fetch: threePages().fetch }).each(options);
    expect(callback.mock.calls.map(([item]) => item as unknown)).toEqual(all.slice(0, 3));
    expect(options.done.mock.calls).toEqual([[]]);
    expect(Object.keys(options)).toEqual(["callback", "done", "limit"]);
  });

  it("passes an error to the done option instead of rejecting", async () => {
    const done = vi.fn();
    const { fetch } = stepping(failure(403));
    await conversationsBindings({ fetch }).each({ done }, () => undefined);
    expect(done.mock.calls).toEqual([[expect.objectContaining({ status: 403 })]]);
  });

  it("ends at an abort while a callback never settles", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const each = conversationsBindings({ fetch: threePages().fetch }).each(
      { signal: controller.signal },
      () => {
        controller.abort(reason);
        return new Promise(() => undefined);
      },
    );
    expect(await reasonOf(each)).toBe(reason);
  });
});

it("each throws ValidationError for two callbacks, one of which would never be called", async () => {
  const bindings = conversationsBindings({ fetch: threePages().fetch });
  const ignore = () => undefined;
  expect((await rejection(bindings.each(ignore, ignore), ValidationError)).parameter).toBe("options");
});
