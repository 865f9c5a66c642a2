import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type EmulatorServer, type FaultKind, createEmulator } from "../../src/emulator/index.ts";
import { askSocket, auth, codeOf } from "./support.ts";

const emulator = createEmulator();
let server: EmulatorServer;
beforeAll(async () => {
  server = await emulator.listen();
});
afterAll(() => server.close());
beforeEach(() => {
  emulator.reset();
  emulator.seed({ count: 20 });
});

const bodyFaults = new Set<FaultKind>(["truncated-body", "invalid-body", "empty-body", "slow-body"]);
const all: FaultKind[] = [
  "reset-before",
  "reset-after",
  "close",
  "truncated-headers",
  "truncated-body",
  "server-error",
  "server-error-after",
  "rate-limited",
  "invalid-body",
  "empty-body",
  "slow-body",
  "no-response",
  "no-response-after",
];
/** Those after which a DELETE has been done. */
const processed = new Set<FaultKind>([
  ...bodyFaults,
  "reset-after",
  "truncated-headers",
  "server-error-after",
  "no-response-after",
]);

interface Outcome {
  readonly status?: number;
  readonly text?: string;
  readonly retryAfter?: string | null | undefined;
  readonly error?: unknown;
}

/** Two ways to the same emulator, with 600 ms to respond. */
const ways: Record<string, (path: string, method: string) => Promise<Outcome>> = {
  "over a socket": async (path, method) => {
    try {
      const signal = AbortSignal.timeout(600);
      const { status, text, headers } = await askSocket(server.url + path, { method, signal, headers: auth });
      return { status, text, retryAfter: headers["retry-after"] };
    } catch (error) {
      return { error };
    }
  },
  "over a socket with fetch": (path, method) => viaFetch(globalThis.fetch, server.url + path, method),
  "in process": (path, method) => viaFetch(emulator.fetch, `http://any.example${path}`, method),
};

async function viaFetch(fetch: typeof emulator.fetch, url: string, method: string): Promise<Outcome> {
  try {
    const response = await fetch(url, { method, headers: auth, signal: AbortSignal.timeout(600) });
    return {
      status: response.status,
      text: await response.text(),
      retryAfter: response.headers.get("retry-after"),
    };
  } catch (error) {
    return { error };
  }
}

function target() {
  const [binding] = emulator.bindings();
  return new URL(binding?.url ?? "").pathname;
}

describe.each(Object.entries(ways))("%s", (_, send) => {
  it.each(all)("%s on a GET", async (kind) => {
    emulator.configure({ faults: { sequence: [kind], retryAfter: 7, slowBodyMs: 60 } });
    const path = target();
    const started = performance.now();
    const outcome = await send(path, "GET");
    const took = performance.now() - started;
    expect(emulator.faultCounts[kind]).toBe(1);
    expect(emulator.requests).toMatchObject([{ fault: kind, operationId: "FetchServiceBinding" }]);
    switch (kind) {
      case "reset-before":
      case "reset-after":
        expect(codeOf(outcome.error)).toBe("ECONNRESET");
        break;
      case "close":
      case "truncated-headers":
      case "truncated-body":
        expect(outcome.error).toBeInstanceOf(Error);
        expect(String(codeOf(outcome.error))).toMatch(/ECONNRESET|UND_ERR_SOCKET|HPE_/);
        break;
      case "server-error":
        expect([outcome.status, JSON.parse(String(outcome.text))]).toMatchObject([503, { status: 503 }]);
        break;
      case "server-error-after":
        expect([outcome.status, JSON.parse(String(outcome.text))]).toMatchObject([500, { status: 500 }]);
        break;
      case "rate-limited":
        expect([outcome.status, outcome.retryAfter]).toEqual([429, "7"]);
        break;
      case "invalid-body":
        expect(outcome.status).toBe(200);
        expect(() => JSON.parse(String(outcome.text)) as unknown).toThrow(SyntaxError);
        break;
      case "empty-body":
        expect(outcome).toMatchObject({ status: 200, text: "" });
        break;
      case "slow-body":
        expect(JSON.parse(String(outcome.text))).toMatchObject({ sid: emulator.bindings()[0]?.sid });
        expect(took).toBeGreaterThan(45);
        break;
      case "no-response":
      case "no-response-after":
        expect((outcome.error as Error).name).toMatch(/AbortError|TimeoutError/);
        expect(took).toBeGreaterThan(140);
        break;
    }
    // A server learns a little later that a client has given up.
    await expect
      .poll(async () => [(await send(path, "GET")).status, emulator.requests.at(-1)?.concurrent])
      .toEqual([200, 1]);
  });

  it("a fault of the body on a HEAD, which has none", async () => {
    emulator.configure({ faults: { sequence: [undefined, "slow-body"] } });
    expect(await send(target(), "HEAD")).toMatchObject({ status: 405, text: "" });
    expect(codeOf((await send(target(), "HEAD")).error)).toBe("ECONNRESET");
  });

  it.each(all)("%s on a DELETE", async (kind) => {
    emulator.configure({ faults: { sequence: [kind], slowBodyMs: 60 } });
    const path = target();
    const outcome = await send(path, "DELETE");
    expect(outcome.status).not.toBe(204);
    const effective = bodyFaults.has(kind) ? "reset-after" : kind;
    expect(emulator.faultCounts[effective]).toBe(1);
    if (effective === "reset-after") expect(codeOf(outcome.error)).toBe("ECONNRESET");
    expect(emulator.bindings()).toHaveLength(processed.has(kind) ? 19 : 20);
    expect((await send(path, "DELETE")).status).toBe(processed.has(kind) ? 404 : 204);
  });
});

describe("the choice of faults", () => {
  const inProcess = async (method: string) =>
    (await viaFetch(emulator.fetch, `http://x${target()}`, method)).status;

  it("takes a list first, for matching requests alone", async () => {
    emulator.configure({ faults: { sequence: ["server-error", undefined, "rate-limited"], method: "GET" } });
    const statuses = [];
    for (const method of ["GET", "DELETE", "GET", "GET", "GET"]) statuses.push(await inProcess(method));
    expect(statuses).toEqual([503, 204, 200, 429, 200]);
  });

  it("asks a function", async () => {
    emulator.configure({
      faults: ({ operationId, method }) =>
        operationId !== undefined && method === "DELETE" ? "server-error" : undefined,
    });
    expect([await inProcess("GET"), await inProcess("DELETE")]).toEqual([200, 503]);
  });

  it("is the same again from the same seed, at the rate that was asked for", async () => {
    const kinds = ["server-error", "rate-limited"] as const;
    const run = async (seed: number) => {
      emulator.configure({ faults: { rate: 0.3, kinds, randomSeed: seed } });
      const statuses = [];
      for (let index = 0; index < 500; index += 1) statuses.push(await inProcess("GET"));
      return statuses;
    };
    const first = await run(1);
    expect(await run(1)).toEqual(first);
    expect(await run(2)).not.toEqual(first);
    const share = first.filter((status) => status !== 200).length / 500;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
    const { "server-error": errors, "rate-limited": refusals } = emulator.faultCounts;
    expect(errors + refusals).toBeGreaterThan(300);
  });

  it("goes back to the options on reset, and off when told so", async () => {
    const faulty = createEmulator({ faults: { rate: 1, kinds: ["server-error"] } });
    const status = async () => (await faulty.fetch("http://x/")).status;
    expect(await status()).toBe(503);
    faulty.configure({ faults: undefined });
    expect(await status()).toBe(401);
    faulty.reset();
    expect(await status()).toBe(503);
    expect(faulty.faultCounts["server-error"]).toBe(1);
  });
});
