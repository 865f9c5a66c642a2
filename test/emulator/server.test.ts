import { connect } from "node:net";
import http from "node:http";
import { describe, expect, it } from "vitest";
import {
  type Emulator,
  type EmulatorServer,
  type FaultKind,
  createEmulator,
} from "../../src/emulator/index.ts";
import { type PageBody, askSocket, auth, seeded } from "./support.ts";

/** Sends bytes as they are and gives what came back until the other side closed. */
function raw(server: EmulatorServer, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1", () => socket.write(text));
    let received = "";
    socket.on("data", (chunk) => (received += chunk.toString()));
    socket.on("error", reject);
    socket.on("close", () => resolve(received));
  });
}

describe("faults of a connection", () => {
  const requestOf = (emulator: Emulator, path = "/Bindings") =>
    `GET /v1/Services/${emulator.serviceSid}${path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\n\r\n`;
  const statusesOf = (received: string) =>
    [...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
  /** How many requests are in flight, this one included. */
  const inFlight = async ({ fetch }: Emulator) =>
    (await fetch("http://in.process/")).headers.get("twilio-concurrent-requests");

  it.each<[FaultKind, string[]]>([
    ["close", ["200"]],
    ["truncated-headers", ["200", "200"]],
    ["truncated-body", ["200", "200"]],
  ])(
    "%s comes after the responses to earlier requests of a pipeline, and ends it",
    async (kind, statuses) => {
      const emulator = seeded();
      const server = await emulator.listen();
      emulator.configure({ faults: { sequence: ["slow-body", kind], slowBodyMs: 50 } });
      const received = await raw(server, requestOf(emulator).repeat(3));
      expect(statusesOf(received)).toEqual(statuses);
      expect(emulator.requests.map(({ fault }) => fault)).toEqual(["slow-body", kind]);
      await expect.poll(() => inFlight(emulator)).toBe("1");
      await server.close();
    },
  );

  it("holds no place for the requests of a pipeline whose client has gone", async () => {
    const emulator = seeded();
    const server = await emulator.listen();
    emulator.configure({ latency: 60_000 });
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.write(requestOf(emulator).repeat(3));
    await expect.poll(() => emulator.requests.length).toBe(1);
    socket.destroy();
    emulator.configure({ latency: 0 });
    await expect.poll(() => inFlight(emulator)).toBe("1");
    await server.close();
  });

  it("holds no place for a client that keeps its half of a closed connection", async () => {
    const emulator = seeded();
    const server = await emulator.listen();
    emulator.configure({ faults: { sequence: ["close"] } });
    const port = Number(new URL(server.url).port);
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    const ended = new Promise((resolve) => socket.once("end", resolve));
    socket.write(requestOf(emulator));
    socket.resume();
    await ended;
    await expect.poll(() => inFlight(emulator)).toBe("1");
    socket.destroy();
    await server.close();
  });

  it.each([
    ["of a list", "/Bindings", "200"],
    ["of an error", "/Nothing", "404"],
  ])("truncated-body sends half of the body %s", async (_, path, status) => {
    const emulator = seeded();
    const server = await emulator.listen();
    emulator.configure({ faults: { sequence: ["truncated-body"] } });
    const received = await raw(server, requestOf(emulator, path));
    expect(statusesOf(received)).toEqual([status]);
    const [, length] = /content-length: (\d+)/i.exec(received) ?? [];
    expect(received.split("\r\n\r\n")[1]).toHaveLength(Math.floor(Number(length) / 2));
    await server.close();
  });
});

describe("listen", () => {
  it("takes a free port, answers, and closes with connections open", async () => {
    const emulator = seeded();
    const server = await emulator.listen();
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const agent = new http.Agent({ keepAlive: true });
    const url = `${server.url}/v1/Services/${emulator.serviceSid}/Bindings`;
    const { status, headers, text } = await askSocket(`${url}?PageSize=2`, { agent });
    const body = JSON.parse(text) as PageBody;
    expect([status, headers["content-length"]]).toEqual([200, String(Buffer.byteLength(text))]);
    expect(body.meta.next_page_url).toContain(`${url}?PageSize=2&Page=1&PageToken=`);
    const silent = connect(Number(new URL(server.url).port), "127.0.0.1");
    const closed = new Promise((resolve) => silent.on("close", resolve));
    emulator.configure({ faults: { sequence: ["no-response"] } });
    const stalled = askSocket(url, { agent });
    await expect.poll(() => emulator.requests.length).toBe(2);
    const ended = expect(stalled).rejects.toThrow();
    await server.close();
    await Promise.all([ended, closed]);
    await expect(askSocket(url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await server.close();
  });

  it("says so when the port is taken or is not a port", async () => {
    const server = await createEmulator().listen();
    const port = Number(new URL(server.url).port);
    await expect(createEmulator().listen(port)).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
    await server.close();
    const again = await createEmulator().listen(port);
    await again.close();
    await expect(createEmulator().listen(-1)).rejects.toMatchObject({ parameter: "port" });
    await expect(createEmulator().listen(1.5)).rejects.toMatchObject({ parameter: "port" });
  });

  it("shares its bindings with fetch, and with a second server", async () => {
    const emulator = seeded();
    const servers = [await emulator.listen(), await emulator.listen()];
    const path = `/v1/Services/${emulator.serviceSid}/Bindings`;
    const pages = await Promise.all(
      servers.map(async ({ url }) => JSON.parse((await askSocket(url + path)).text) as PageBody),
    );
    const inProcess = (await (await emulator.fetch(`http://x${path}`, { headers: auth })).json()) as PageBody;
    const sids = [...pages, inProcess].map(({ bindings }) => bindings.map(({ sid }) => sid));
    expect(sids[0]).toEqual(sids[1]);
    expect(sids[0]).toEqual(sids[2]);
    await Promise.all(servers.map((server) => server.close()));
  });

  it("keeps a connection through thousands of requests, in order", async () => {
    const emulator = seeded(9);
    const server = await emulator.listen();
    const bindings = emulator.bindings({ document: "conversations_v1" });
    const asked = Array.from({ length: 3000 }, (_, index) => bindings[index % bindings.length]);
    const request = (url: string, connection: string) =>
      `GET ${new URL(url).pathname} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\nConnection: ${connection}\r\n\r\n`;
    const text = asked.map((binding) => request(String(binding?.url), "keep-alive")).join("");
    const received = await raw(server, text + request(`${server.url}/`, "close"));
    const sids = [...received.matchAll(/"sid":"(\w+)"/g)].map(([, sid]) => sid);
    expect(sids).toEqual(asked.map((binding) => binding?.sid));
    await server.close();
  });

  it("reads what only a raw client sends", async () => {
    const emulator = seeded();
    const server = await emulator.listen();
    const { authorization } = auth;
    const tail = `Host: emulator.test\r\nAuthorization: ${authorization}\r\nConnection: close\r\n\r\n`;
    const path = `/v1/Services/${emulator.serviceSid}/Bindings`;
    const dots = await raw(server, `GET ${path}/../Bindings HTTP/1.1\r\n${tail}`);
    expect(dots).toMatch(/^HTTP\/1\.1 404/);
    const absolute = await raw(server, `GET https://conversations.twilio.com${path} HTTP/1.1\r\n${tail}`);
    expect(absolute).toContain(`"url":"https://conversations.twilio.com${path}?`);
    const userinfo = await raw(
      server,
      `GET http://u:s3cret@conversations.twilio.com${path} HTTP/1.1\r\n${tail}`,
    );
    expect(userinfo).toContain(`"url":"http://conversations.twilio.com${path}?`);
    expect(JSON.stringify(emulator.requests)).not.toContain("s3cret");
    expect(await raw(server, `GET http://a?b HTTP/1.1\r\n${tail}`)).toMatch(/^HTTP\/1\.1 404/);
    expect(emulator.requests.at(-1)).toMatchObject({ path: "/", url: "http://a/?b" });
    const named = await raw(server, `GET ${path} HTTP/1.1\r\n${tail}`);
    expect(named).toContain(`"url":"http://emulator.test${path}?`);
    // On the control path, too: what is not one of its own paths is not made one.
    const controlled = (target: string) =>
      raw(server, `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(await controlled("/_emulator/../v1")).toMatch(/^HTTP\/1\.1 404/);
    expect(await controlled("http://[/_emulator")).toMatch(/^HTTP\/1\.1 200/);
    expect(await raw(server, "nonsense\r\n\r\n")).toContain("400 Bad Request");
    await server.close();
  });

  it("names its own address where the client names none", async () => {
    const emulator = seeded();
    const server = await emulator.listen();
    const request = `GET /v1/Services/${emulator.serviceSid}/Bindings HTTP/1.1\r\nHost:\r\nAuthorization: Bearer x\r\nConnection: close\r\n\r\n`;
    expect(await raw(server, request)).toContain(`"url":"${server.url}/v1/Services/`);
    await server.close();
  });

  it.each<[failure: string, faults: () => FaultKind, message: string]>([
    ["throws", () => JSON.parse("{") as FaultKind, "SyntaxError: "],
    ["names a fault that does not exist", () => "flood" as FaultKind, "TypeError: Unknown fault 'flood'"],
  ])(
    "responds with 500 and plain text when the fault function %s, and goes on",
    async (_, faults, message) => {
      const emulator = seeded();
      const server = await emulator.listen();
      emulator.configure({ faults });
      const { status, headers, text } = await askSocket(server.url);
      expect([status, headers["content-type"]]).toEqual([500, "text/plain"]);
      expect(text).toContain(message);
      emulator.configure({ faults: undefined });
      expect((await askSocket(server.url)).headers["twilio-concurrent-requests"]).toBe("1");
      await server.close();
    },
  );
});
