import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { type ClientOptions, TimeoutError } from "../../src/index.ts";
import { binding, bindingsUrl, failure, json, pageAnswer } from "../support/answers.ts";
import { stoppedClock } from "../support/clock.ts";
import { conversationsBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { hanging, stepping } from "../support/fetches.ts";
import { bindingSid } from "../support/sids.ts";
import { sized } from "../support/size.ts";

const listenersOf = (signal: AbortSignal) => getEventListeners(signal, "abort").length;
const refused = () => failure(429, { "Retry-After": "30" });
const reason = new Error("the caller's own");
type Bindings = ReturnType<typeof conversationsBindings>;
const bindings = (options: ClientOptions) => conversationsBindings({ maxRetries: 4, ...options });

describe("an abort", () => {
  it("before the call sends nothing", async () => {
    const { fetch, sent } = stepping(json(binding(1)));
    const signal = AbortSignal.abort(reason);
    expect(await reasonOf(bindings({ fetch })(bindingSid()).fetch({ signal }))).toBe(reason);
    expect(await reasonOf(bindings({ fetch }).list({ signal }))).toBe(reason);
    expect(await reasonOf(bindings({ fetch }).page({ signal }))).toBe(reason);
    expect(await reasonOf(bindings({ fetch, signal }).page())).toBe(reason);
    expect(sent).toEqual([]);
  });

  it.each([0, 4])(
    "during the request ends it, and tells fetch, with %i retries to go",
    async (maxRetries) => {
      const controller = new AbortController();
      const { fetch, sent } = hanging();
      const outcome = reasonOf(
        bindings({ fetch, maxRetries })(bindingSid()).fetch({ signal: controller.signal }),
      );
      await expect.poll(() => sent.length).toBe(1);
      controller.abort(reason);
      expect(await outcome).toBe(reason);
      expect(sent[0]?.signal?.aborted).toBe(true);
      expect(sent).toHaveLength(1);
    },
  );

  it("during the request ends the call even if fetch ignores its signal", async () => {
    const controller = new AbortController();
    const deaf = bindings({ fetch: () => new Promise(() => undefined) });
    const outcome = reasonOf(deaf(bindingSid()).fetch({ signal: controller.signal }));
    setTimeout(() => controller.abort(reason), 5);
    expect(await outcome).toBe(reason);
  });

  it("of a signal that has listeners of its own is told from ours", async () => {
    class CountingSignal extends EventTarget {
      aborted = false;
      reason: unknown;
      readonly listeners = new Set<unknown>();
      override addEventListener(...[type, listener]: Parameters<EventTarget["addEventListener"]>): void {
        this.listeners.add(listener);
        super.addEventListener(type, listener);
      }
      override removeEventListener(
        ...[type, listener]: Parameters<EventTarget["removeEventListener"]>
      ): void {
        this.listeners.delete(listener);
        super.removeEventListener(type, listener);
      }
    }
    const signal = new CountingSignal();
    const reason = new Error("enough");
    const call = conversationsBindings({ fetch: hanging().fetch })(bindingSid()).fetch({
      signal: signal as unknown as AbortSignal,
    });
    Object.assign(signal, { aborted: true, reason });
    signal.dispatchEvent(new Event("abort"));
    expect(await reasonOf(call)).toBe(reason);
    expect(signal.listeners.size).toBe(0);
  });

  it("during a wait ends it immediately", async () => {
    const clock = stoppedClock();
    const controller = new AbortController();
    const { fetch, sent } = stepping(refused);
    const outcome = reasonOf(bindings({ fetch })(bindingSid()).remove({ signal: controller.signal }));
    await clock.advance(1_000);
    controller.abort(reason);
    expect(await outcome).toBe(reason);
    await clock.advance(60_000);
    expect(sent).toHaveLength(1);
  });

  it("by the client's signal ends every call", async () => {
    const controller = new AbortController();
    const { fetch } = hanging();
    const c = bindings({ fetch, signal: controller.signal });
    const outcomes = [c.list(), c.page(), c(bindingSid()).fetch(), c(bindingSid()).remove()].map(reasonOf);
    setTimeout(() => controller.abort(reason), 5);
    expect(await Promise.all(outcomes)).toEqual([reason, reason, reason, reason]);
  });

  const readings: Readonly<
    Record<string, (c: Bindings, signal: AbortSignal, see: (item: unknown) => void) => Promise<void>>
  > = {
    "each()": (c, signal, see) => c.each({ signal }, see),
    "for await": async (c, signal, see) => {
      for await (const item of c.list({ signal })) see(item);
    },
    "pages()": async (c, signal, see) => {
      for await (const page of c.list({ signal }).pages()) see(page);
    },
  };
  it.each(Object.entries(readings))(
    "between two pages ends the list, though one is ahead: %s",
    async (_, read) => {
      const controller = new AbortController();
      const { fetch, sent } = stepping(({ url }) => {
        const next = Number(url.searchParams.get("PageToken") ?? 0) + 1;
        return pageAnswer([binding(next)], { next: `${url.origin}${url.pathname}?PageToken=${next}` });
      });
      const seen: unknown[] = [];
      const see = (item: unknown) => {
        if (seen.push(item) === 3) controller.abort(reason);
      };
      const outcome = reasonOf(read(bindings({ fetch }), controller.signal, see));
      expect(await outcome).toBe(reason);
      expect(seen).toHaveLength(3);
      expect(sent).toHaveLength(4); // the fourth is the page ahead
    },
  );

  it.each(["for await", "pages()"])("while the page ahead has arrived ends the list: %s", async (way) => {
    for (const whose of ["call", "client"]) {
      const controller = new AbortController();
      const { signal } = controller;
      const { fetch, sent } = stepping(
        pageAnswer([binding(1)], { next: `${bindingsUrl}?PageToken=b` }),
        pageAnswer([binding(2)]),
      );
      const seen: unknown[] = [];
      const see = async (item: unknown) => {
        seen.push(item);
        await expect.poll(() => sent.length).toBe(2);
        await new Promise((resolve) => setTimeout(resolve, 5));
        controller.abort(reason);
      };
      const c = bindings({ fetch, ...(whose === "client" && { signal }) });
      const list = c.list(whose === "call" ? { signal } : {});
      const read = async () => {
        for await (const item of way === "pages()" ? list.pages() : list) await see(item);
      };
      expect(await reasonOf(read())).toBe(reason);
      expect(seen).toHaveLength(1);
    }
  });

  it.each([null, undefined, 0, "", false, "text", { any: "thing" }])(
    "with the reason %j rejects with it",
    async (own) => {
      for (const when of ["before", "during"]) {
        const controller = new AbortController();
        if (when === "before") controller.abort(own);
        const call = bindings({ fetch: hanging().fetch })(bindingSid()).fetch({ signal: controller.signal });
        const outcome = reasonOf(call);
        if (when === "during") setTimeout(() => controller.abort(own), 5);
        expect(await outcome).toBe(controller.signal.reason);
      }
    },
  );

  it("after a time-out of the caller's own rejects with the platform's reason", async () => {
    const signal = AbortSignal.timeout(10);
    const outcome = await reasonOf(bindings({ fetch: hanging().fetch })(bindingSid()).fetch({ signal }));
    expect(outcome).toBe(signal.reason);
    expect(outcome).not.toBeInstanceOf(TimeoutError);
  });
});

describe("a signal that lives long collects no listeners", () => {
  it("over thousands of calls that succeed", async () => {
    const own = new AbortController().signal;
    const clients = new AbortController().signal;
    const handle = bindings({ fetch: () => Promise.resolve(json(binding(1))), signal: clients })(
      bindingSid(),
    );
    for (let call = 0; call < sized(1_000, 10_000); call++) await handle.fetch({ signal: own });
    expect([listenersOf(own), listenersOf(clients)]).toEqual([0, 0]);
  });

  it("over calls that fail, wait and are repeated", async () => {
    const clock = stoppedClock();
    const { signal } = new AbortController();
    const { fetch } = stepping(failure(500));
    const outcomes = Array.from({ length: 100 }, () =>
      reasonOf(bindings({ fetch })(bindingSid()).fetch({ signal })),
    );
    await clock.advance(60_000);
    await Promise.all(outcomes);
    expect(listenersOf(signal)).toBe(0);
  });

  it("over calls that time out", async () => {
    const { signal } = new AbortController();
    const c = conversationsBindings({ fetch: hanging().fetch, timeout: 5 });
    await Promise.all(Array.from({ length: 50 }, () => rejection(c.page({ signal }), TimeoutError)));
    expect(listenersOf(signal)).toBe(0);
  });

  it.each(["request", "wait"])("over calls whose other signal aborts during the %s", async (when) => {
    const { signal: clients } = new AbortController();
    const { fetch } = when === "request" ? hanging() : stepping(refused);
    const handle = bindings({ fetch, signal: clients })(bindingSid());
    const calls = Array.from({ length: 50 }, () => {
      const controller = new AbortController();
      return { controller, outcome: reasonOf(handle.fetch({ signal: controller.signal })) };
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const { controller } of calls) controller.abort(reason);
    await Promise.all(calls.map(({ outcome }) => outcome));
    expect(listenersOf(clients)).toBe(0);
  });

  it("over lists that are left", async () => {
    const { signal } = new AbortController();
    const c = bindings({ fetch: stepping(pageAnswer([binding(1), binding(2)])).fetch });
    for (let round = 0; round < 50; round++) await c.each({ signal }, (_, done) => done());
    expect(listenersOf(signal)).toBe(0);
  });
});
