import http from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type EmulatorServer, createEmulator } from "../../src/emulator/index.ts";
import { auth } from "./support.ts";

const emulator = createEmulator();
let server: EmulatorServer;
beforeAll(async () => {
  server = await emulator.listen();
});
afterAll(() => server.close());
beforeEach(() => emulator.reset());

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function control(method: string, path: string, input?: unknown): Promise<Answer> {
  const body = input === undefined ? null : typeof input === "string" ? input : JSON.stringify(input);
  const response = await fetch(`${server.url}/_emulator${path}`, { method, body });
  expect(response.headers.get("content-type")).toBe("application/json");
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

/** With headers that fetch does not let one choose. */
function controlWith(headers: http.OutgoingHttpHeaders, port = new URL(server.url).port): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, path: "/_emulator/reset", method: "POST", headers };
    http
      .request(options, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
      .on("error", reject)
      .end();
  });
}

const list = () => fetch(`${server.url}/v1/Services/${emulator.serviceSid}/Bindings`, { headers: auth });

describe("the control path", () => {
  it("seeds, lists, and resets", async () => {
    const seeded = await control("POST", "/bindings", [{ identity: "alice", count: 2 }, { identity: "bob" }]);
    expect([seeded.status, seeded.body]).toEqual([200, { bindings: emulator.bindings() }]);
    expect((await control("GET", "/bindings?identity=alice")).body["bindings"]).toHaveLength(2);
    expect((await control("POST", "/bindings", 4)).body["bindings"]).toHaveLength(8);
    expect(await control("POST", "/reset")).toEqual({ status: 200, body: {} });
    expect((await control("GET", "/bindings")).body).toEqual({ bindings: [] });
  });

  it("reads JSON with the mark that some editors put at the start of UTF-8", async () => {
    const { status, body } = await control("POST", "/bindings", `\ufeff{ "identity": "alice" }`);
    expect([status, body["bindings"]]).toEqual([200, emulator.bindings({ identity: "alice" })]);
    expect(emulator.bindings()).toHaveLength(1);
  });

  it("changes settings; null turns one off", async () => {
    const settings = { faults: { sequence: [null, "server-error"] }, rateLimit: { maxConcurrent: 0 } };
    expect((await control("POST", "/settings", settings)).status).toBe(200);
    expect((await list()).status).toBe(429);
    await control("POST", "/settings", { rateLimit: null });
    expect([(await list()).status, (await list()).status, (await list()).status]).toEqual([200, 503, 200]);
    const { body } = await control("GET", "/fault-counts");
    expect(body["faultCounts"]).toMatchObject({ "server-error": 1, "reset-after": 0 });
  });

  it("gives the requests, without its own, and what the emulator is", async () => {
    await list();
    const { body } = await control("GET", "/requests");
    expect(body["requests"]).toMatchObject([
      { method: "GET", status: 200, headers: { authorization: "***" } },
    ]);
    const { accountSid, serviceSid, faultCounts } = emulator;
    expect((await control("GET", "")).body).toEqual({ accountSid, serviceSid, faultCounts });
  });

  it.each<[method: string, path: string, input: unknown, parameter: string | undefined]>([
    ["POST", "/bindings", { bindingType: "pigeon" }, "bindingType"],
    ["POST", "/bindings", "{", undefined],
    ["POST", "/bindings", null, "seed"],
    ["GET", "/bindings?color=red", undefined, "color"],
    ["GET", "/bindings?identity=alice&identity=bob", undefined, "identity"],
    ["GET", "/bindings?document=chat", undefined, "document"],
    ["GET", "/bindings?bindingType=APN", undefined, "bindingType"],
    ["GET", "/bindings?serviceSid=IS1", undefined, "serviceSid"],
    ["POST", "/settings", { faults: { rate: 2 } }, "faults.rate"],
    ["POST", "/settings", [1], "settings"],
    ["POST", "/settings", { latency: [50] }, "latency"],
  ])("names what is wrong: %s %s %j", async (method, path, input, parameter) => {
    const { status, body } = await control(method, path, input);
    expect([status, body["parameter"], typeof body["message"]]).toEqual([400, parameter, "string"]);
    expect(emulator.bindings()).toEqual([]);
  });

  it("says what there is", async () => {
    expect(await control("GET", "/nonsense")).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining("POST /_emulator/bindings") as string },
    });
    expect((await control("DELETE", "/bindings")).status).toBe(405);
    expect(await control("POST", "")).toEqual({
      status: 405,
      body: { message: "Supported: GET /_emulator" },
    });
    expect((await fetch(`${server.url}/_emulators`, { headers: auth })).status).toBe(404);
    expect(
      (await emulator.fetch(`${server.url}/_emulator/reset`, { method: "POST", headers: auth })).status,
    ).toBe(404);
  });

  it("rejects web pages, host names that resolve to this machine, proxies, and other machines", async () => {
    emulator.seed({});
    const refused: http.OutgoingHttpHeaders[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: server.url },
      { "sec-fetch-site": "cross-site" },
      { host: "evil.example" },
      { host: "127.0.0.1.evil.example" },
      { host: "localhost@evil.example" },
      { "x-forwarded-for": "10.0.0.1" },
      { forwarded: "for=10.0.0.1" },
    ];
    for (const headers of refused) expect(await controlWith(headers), JSON.stringify(headers)).toBe(403);
    expect(emulator.bindings()).toHaveLength(1);
    for (const host of ["localhost", "127.0.0.1:1", "[::1]:80"])
      expect(await controlWith({ host })).toBe(200);
  });
});
