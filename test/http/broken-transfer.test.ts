import { gzipSync } from "node:zlib";
import nock from "nock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  ApiError,
  type ClientOptions,
  ConnectionError,
  TimeoutError,
  TwilioBindingsError,
} from "../../src/index.ts";
import { binding, noContent, pageBody } from "../support/answers.ts";
import { fixedRandom } from "../support/clock.ts";
import { conversationsBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { type Behaviour, rawAnswer, rawServer } from "../support/servers.ts";
import { bindingSid } from "../support/sids.ts";

// The platform's own fetch and real sockets: nothing in between.
beforeAll(() => nock.restore());
afterAll(() => nock.activate());

const body = JSON.stringify(pageBody([binding(1)]));
const whole = rawAnswer(body);

/** A whole response whose body cannot be decoded. */
const encoded =
  (coding: string, bytes: Buffer): Behaviour =>
  (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\nContent-Length: ${bytes.length}\r\n\r\n`);
    socket.end(bytes);
  };

/** Ways in which a response stays incomplete. */
const faults: Readonly<Record<string, Behaviour>> = {
  "a reset before the response": (socket) => socket.resetAndDestroy(),
  "a close before the response": (socket) => socket.end(),
  "a close within the status line": (socket) => socket.end("HTTP/1.1 2"),
  "a close within the headers": (socket) => socket.end(whole.slice(0, 40)),
  "a reset within the headers": (socket) => socket.write(whole.slice(0, 40), () => socket.resetAndDestroy()),
  "a close right after the headers": (socket) => socket.end(whole.slice(0, whole.indexOf("\r\n\r\n") + 4)),
  "a close within the body": (socket) => socket.end(whole.slice(0, -10)),
  "a reset within the body": (socket) =>
    socket.write(whole.slice(0, -10), () => setTimeout(() => socket.resetAndDestroy(), 5)),
  "a chunked body without its end": (socket) =>
    socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"met'),
  garbage: (socket) => socket.end("\u0000\u0001\u0002 garbage\r\n\r\n"),
  "text that calls itself gzip": encoded("gzip", Buffer.from(body)),
  "text that calls itself br": encoded("br", Buffer.from(body)),
  "two lengths": (socket) =>
    socket.end("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"),
};

async function bindingsAt(behave: Behaviour, options: ClientOptions = {}) {
  const server = await rawServer(behave);
  return { server, bindings: conversationsBindings({ baseUrl: server.url, ...options }) };
}

describe.each(Object.entries(faults))("%s", (_, fault) => {
  it("is a ConnectionError with the context of the request", async () => {
    const { server, bindings } = await bindingsAt(fault);
    const error = await rejection(bindings.list(), ConnectionError);
    expect(error).toMatchObject({ method: "GET", attempts: 1 });
    expect(error.url).toContain(server.url);
    expect(error.cause).toBeInstanceOf(Error);
  });

  it("is retried", async () => {
    fixedRandom(0);
    const { bindings } = await bindingsAt(
      (socket, connection) => (connection === 1 ? fault(socket, connection) : socket.end(whole)),
      { maxRetries: 1 },
    );
    expect(await bindings.list()).toEqual([binding(1)]);
  });
});

it("half of a compressed body, which Node.js decodes as far as it goes, is retried", async () => {
  fixedRandom(0);
  const half = encoded("gzip", gzipSync(body).subarray(0, 60));
  const { bindings } = await bindingsAt(
    (socket, connection) => (connection === 1 ? half(socket, connection) : socket.end(whole)),
    { maxRetries: 1 },
  );
  expect(await bindings.page().withResponse()).toMatchObject({ attempts: 2 });
});

it("a refused connection is a ConnectionError that names its code", async () => {
  const { server, bindings } = await bindingsAt(() => undefined);
  await server.close();
  const error = await rejection(bindings.list(), ConnectionError);
  expect(error.message).toContain("ECONNREFUSED");
});

describe("a response that takes too long", () => {
  const slow: Readonly<Record<string, Behaviour>> = {
    "no headers": () => undefined,
    "half of the headers": (socket) => void socket.write(whole.slice(0, 40)),
    "headers and no body": (socket) => void socket.write(whole.slice(0, whole.indexOf("\r\n\r\n") + 4)),
    "half of the body": (socket) => void socket.write(whole.slice(0, -10)),
    "a drip that never ends": (socket) => {
      socket.write(rawAnswer("", { length: 10_000 }));
      const timer = setInterval(() => socket.write(" "), 10);
      socket.on("close", () => clearInterval(timer));
    },
  };

  it.each(Object.entries(slow))("%s is a TimeoutError, and the connection is closed", async (_, behave) => {
    const { server, bindings } = await bindingsAt(behave, { timeout: 80 });
    const start = performance.now();
    const error = await rejection(bindings.list(), TimeoutError);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(error).toMatchObject({ timeout: 80, attempts: 1, method: "GET" });
    await expect.poll(() => server.isClosed(1), { timeout: 2_000 }).toBe(true);
  });

  it("is a fresh time-out for the next attempt", async () => {
    const { bindings } = await bindingsAt(
      (socket, connection) => {
        if (connection === 3) setTimeout(() => socket.end(whole), 60);
      },
      { timeout: 150, maxRetries: 2 },
    );
    expect(await bindings.list()).toEqual([binding(1)]);
  });

  it("ends immediately when the caller aborts, with the caller's reason", async () => {
    const { server, bindings } = await bindingsAt((socket) => void socket.write(whole.slice(0, -10)));
    const controller = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 50);
    expect(await reasonOf(bindings.list({ signal: controller.signal }))).toBe(reason);
    await expect.poll(() => server.isClosed(1), { timeout: 2_000 }).toBe(true);
  });
});

it("a removal whose response was lost is done once a retry gets a 404", async () => {
  const gone = rawAnswer(JSON.stringify({ code: 20404, message: "not found", status: 404 }), {
    status: "404 Not Found",
  });
  const { bindings } = await bindingsAt(
    (socket, connection) => (connection === 1 ? socket.resetAndDestroy() : socket.end(gone)),
    { maxRetries: 2 },
  );
  const removed = await bindings(bindingSid()).remove().withResponse();
  expect(removed).toMatchObject({ data: true, attempts: 2 });
});

it("a redirect reaches nobody else", async () => {
  let visits = 0;
  const other = await rawServer((socket) => {
    visits++;
    socket.end(whole);
  });
  const { bindings } = await bindingsAt((socket) =>
    socket.end(
      `HTTP/1.1 302 Found\r\nLocation: ${other.url}/x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    ),
  );
  expect(await rejection(bindings.list(), ApiError)).toMatchObject({ status: 302 });
  expect(visits).toBe(0);
});

it("nock's raw errors are ConnectionErrors, as the platform's are", async () => {
  const raw = Object.assign(new Error("reset by nock"), { code: "ECONNRESET" });
  const failing = conversationsBindings({ fetch: () => Promise.reject(raw) });
  expect((await rejection(failing.list(), ConnectionError)).message).toContain("ECONNRESET");
  const odd = conversationsBindings({ fetch: () => Promise.resolve(noContent()) });
  expect(await reasonOf(odd.list())).toBeInstanceOf(TwilioBindingsError);
});
