import { describe, expect, it } from "vitest";
import { errors } from "../../generated/emulation.ts";
import { type FaultKind, createEmulator } from "../../src/emulator/index.ts";
import { ask, auth, seeded } from "./support.ts";

const nowhere = "https://chat.twilio.com/";

describe("latency", () => {
  it("is the same for every request, or from a range", async () => {
    const emulator = createEmulator({ latency: 40 });
    const timed = async () => {
      const started = performance.now();
      await ask(emulator, nowhere);
      return performance.now() - started;
    };
    expect(await timed()).toBeGreaterThan(35);
    emulator.configure({ latency: [20, 30] });
    expect(await timed()).toBeGreaterThan(15);
    emulator.configure({ latency: undefined });
    expect(await timed()).toBeLessThan(15);
  });

  it("ends with the caller's own reason, and then nothing is processed", async () => {
    const emulator = seeded();
    const [binding] = emulator.bindings();
    emulator.configure({ latency: 10_000 });
    const controller = new AbortController();
    const reason = new Error("enough");
    const init = { method: "DELETE", headers: auth, signal: controller.signal };
    const pending = emulator.fetch(String(binding?.url), init);
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
    await expect(emulator.fetch(String(binding?.url), init)).rejects.toBe(reason);
    emulator.configure({ latency: 0 });
    expect((await ask(emulator, String(binding?.url))).status).toBe(200);
    expect(emulator.requests.map(({ status, concurrent }) => [status, concurrent])).toEqual([
      [undefined, 1],
      [200, 1],
    ]);
  });
});

describe("configure", () => {
  it("turns off what is given and undefined, own or of a class, and nothing else", async () => {
    const emulator = createEmulator({ faults: { rate: 1, kinds: ["server-error"] } });
    const status = async () => (await ask(emulator, nowhere)).status;
    Object.defineProperty(Object.prototype, "faults", { value: 1, configurable: true, writable: true });
    try {
      emulator.configure({ latency: 0 });
    } finally {
      Reflect.deleteProperty(Object.prototype, "faults");
    }
    expect(await status()).toBe(503);
    class Settings {
      get faults() {
        return undefined;
      }
    }
    emulator.configure(new Settings());
    expect(await status()).toBe(404);
  });
});

describe("rate limit", () => {
  it("responds with 429 to more concurrent requests than allowed, and changes nothing", async () => {
    const emulator = seeded(10);
    emulator.configure({ latency: 20, rateLimit: { maxConcurrent: 3, retryAfter: 2 } });
    const answers = await Promise.all(
      emulator.bindings().map(({ url }) => ask<{ code: number }>(emulator, url, { method: "DELETE" })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(17);
    for (const { body, response } of refused) {
      expect(body).toEqual(errors[429]);
      expect(response.headers.get("retry-after")).toBe("2");
    }
    expect(emulator.bindings()).toHaveLength(17);
    emulator.configure({ rateLimit: undefined });
    expect((await ask(emulator, nowhere)).status).toBe(404);
  });

  it("counts a request as in flight until its body is delivered", async () => {
    const emulator = seeded();
    const server = await emulator.listen();
    const path = `/v1/Services/${emulator.serviceSid}/Bindings`;
    for (const origin of ["http://in.process", server.url]) {
      const fetch = origin === server.url ? globalThis.fetch : emulator.fetch;
      const send = () => fetch(origin + path, { headers: auth });
      emulator.configure({
        rateLimit: { maxConcurrent: 1 },
        faults: { sequence: ["slow-body"], slowBodyMs: 150 },
      });
      const slow = await send();
      expect([slow.status, (await send()).status, (await send()).status]).toEqual([200, 429, 429]);
      expect(await slow.json()).toHaveProperty("bindings");
      for (let count = 0; count < 20; count += 1) expect((await send()).status).toBe(200);
      // A body that its reader cancels, or that nobody reads, is in flight no longer than it takes.
      for (const leave of [(body: Response) => body.body?.cancel(), () => undefined])
        for (const fault of ["slow-body", "truncated-body"] as const) {
          emulator.configure({ faults: { sequence: [fault], slowBodyMs: 150 } });
          void leave(await send());
          await expect.poll(async () => (await send()).status).toBe(200);
        }
    }
    await server.close();
  });

  it("responds with 429 to more requests per second than allowed, once the burst is used up", async () => {
    const emulator = createEmulator({ rateLimit: { requestsPerSecond: 50, burst: 5 } });
    const statuses = async (count: number) =>
      (await Promise.all(Array.from({ length: count }, () => ask(emulator, nowhere)))).map(
        ({ status }) => status,
      );
    expect((await statuses(8)).filter((status) => status === 429).length).toBeGreaterThanOrEqual(2);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect((await statuses(2)).filter((status) => status === 404).length).toBeGreaterThanOrEqual(2);
    const refused = await emulator.fetch(nowhere);
    if (refused.status === 429) expect(refused.headers.has("retry-after")).toBe(false);
  });
});

describe("requests", () => {
  it("are recorded, newest last, with credentials masked", async () => {
    const emulator = seeded();
    const [binding] = emulator.bindings({ document: "conversations_v1" });
    await emulator.fetch(`${String(binding?.url)}?x=1`, {
      headers: { Authorization: "Bearer secret-value", "X-Tag": "1" },
    });
    await ask(emulator, `${nowhere}?y`, { method: "delete" });
    const [first, second] = emulator.requests;
    expect(first).toMatchObject({
      method: "GET",
      url: `${String(binding?.url)}?x=1`,
      path: new URL(String(binding?.url)).pathname,
      operationId: "FetchServiceBinding",
      headers: { authorization: "***", "x-tag": "1" },
      status: 200,
      concurrent: 1,
      fault: undefined,
    });
    expect(second).toMatchObject({ method: "DELETE", operationId: undefined, status: 404 });
    expect(JSON.stringify(emulator.requests)).not.toMatch(/secret-value|dXNlcjpwYXNzd29yZA/);
  });

  it("show no secret in any header", async () => {
    const emulator = seeded();
    const headers = { "Proxy-Authorization": "Basic s3cret", Cookie: "session=s3cret", ...auth };
    await emulator.fetch(nowhere, { headers });
    expect(JSON.stringify(emulator.requests)).not.toContain("s3cret");
  });

  it("are handed to onRequest once they are settled, answered or not", async () => {
    const seen: (readonly [number | undefined, FaultKind | undefined])[] = [];
    const emulator = createEmulator({
      faults: { sequence: [undefined, "reset-before", "server-error"] },
      onRequest: ({ status, fault }) => void seen.push([status, fault]),
    });
    await ask(emulator, nowhere);
    await expect(emulator.fetch(nowhere)).rejects.toThrow();
    await ask(emulator, nowhere);
    emulator.configure({ latency: 10_000 });
    const controller = new AbortController();
    const given = expect(emulator.fetch(nowhere, { signal: controller.signal })).rejects.toThrow();
    expect(seen).toHaveLength(3);
    controller.abort();
    await given;
    expect(seen).toEqual([
      [404, undefined],
      [undefined, "reset-before"],
      [503, "server-error"],
      [undefined, undefined],
    ]);
  });

  it.each([0, 1, 10])("are kept up to a limit of %i", async (maxRecordedRequests) => {
    const emulator = createEmulator({ maxRecordedRequests });
    for (let index = 0; index < 35; index += 1) await ask(emulator, `${nowhere}${index}`);
    const kept = Array.from(
      { length: maxRecordedRequests },
      (_, index) => `/${35 - maxRecordedRequests + index}`,
    );
    expect(emulator.requests.map(({ path }) => path)).toEqual(kept);
  });
});
