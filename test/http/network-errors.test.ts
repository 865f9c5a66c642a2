import { describe, expect, it } from "vitest";
import { ConnectionError, NotFoundError } from "../../src/index.ts";
import { binding, failure, json } from "../support/answers.ts";
import { stoppedClock } from "../support/clock.ts";
import { conversationsBindings } from "../support/client.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { type Step, fetchFailed, stepping } from "../support/fetches.ts";
import { bindingSid } from "../support/sids.ts";

function handleBehind(first: Step, ...rest: readonly Step[]) {
  const { fetch, sent } = stepping(first, ...rest);
  return { handle: conversationsBindings({ fetch, maxRetries: 2 })(bindingSid()), sent };
}

/** An error of Node's happy eyeballs: it holds one for each address that was tried. */
const twoAddresses = (...codes: string[]) =>
  new TypeError("fetch failed", {
    cause: new AggregateError(
      codes.map((code) => Object.assign(new Error(`connect ${code}`), { code, syscall: "connect" })),
      "",
    ),
  });
const connect = (code: string) =>
  new TypeError("fetch failed", {
    cause: Object.assign(new Error(`connect ${code}`), { code, syscall: "connect" }),
  });

const neverSent: readonly (readonly [string, Error])[] = [
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"].map(
    (code) => [code, fetchFailed(code)] as const,
  ),
  ["a time-out of connecting", connect("ETIMEDOUT")],
  ["two addresses that refuse", twoAddresses("ECONNREFUSED", "ECONNREFUSED")],
  ["two addresses that fail differently", twoAddresses("ECONNREFUSED", "ENETUNREACH")],
  ["nock's raw error", Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" })],
  ...["EAI_FAIL", "ERR_SOCKET_CONNECTION_TIMEOUT"].map((code) => [code, fetchFailed(code)] as const),
  [
    "Deno's error",
    new TypeError("error sending request for url (https://x/): client error (Connect): Connection refused"),
  ],
  [
    "TLS that is cut off",
    new TypeError("fetch failed", {
      cause: Object.assign(
        new Error("Client network socket disconnected before secure TLS connection was established"),
        { code: "ECONNRESET" },
      ),
    }),
  ],
  ["Bun's error", Object.assign(new Error("Unable to connect"), { code: "ConnectionRefused" })],
];

const interrupted: readonly (readonly [string, Error])[] = [
  [
    "a network that goes down while reading",
    new TypeError("fetch failed", {
      cause: Object.assign(new Error("read EHOSTUNREACH"), { code: "EHOSTUNREACH", syscall: "read" }),
    }),
  ],
  ...[
    "ECONNRESET",
    "EPIPE",
    "ETIMEDOUT",
    "UND_ERR_SOCKET",
    "UND_ERR_HEADERS_TIMEOUT",
    "UND_ERR_BODY_TIMEOUT",
    "HPE_INVALID_CONSTANT",
    "Z_DATA_ERROR",
    "Z_BUF_ERROR",
    "ERR__ERROR_FORMAT_PADDING_1",
  ].map((code) => [code, fetchFailed(code)] as const),
  [
    "a cut body",
    new TypeError("terminated", {
      cause: Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" }),
    }),
  ],
  ["Chromium's message", new TypeError("Failed to fetch")],
  ["Firefox's message", new TypeError("NetworkError when attempting to fetch resource.")],
  // In Safari, it has no stack.
  ["Safari's message", Object.assign(new TypeError("Load failed"), { stack: undefined })],
  ["workerd's message", new Error("Network connection lost.")],
  ["an assertion of undici's", fetchFailed("ERR_ASSERTION")],
  [
    "node-fetch's time-out",
    Object.assign(new Error("network timeout at: https://x"), { type: "request-timeout" }),
  ],
  ["a time-out that fetch sets itself", new DOMException("The operation timed out.", "TimeoutError")],
  [
    "node-fetch's error",
    Object.assign(new Error("request to https://x failed, reason: socket hang up"), {
      type: "system",
      code: "ECONNRESET",
    }),
  ],
];

describe("a connection that was never made", () => {
  it.each(neverSent)("(%s) is retried, and a 404 after it is a NotFoundError", async (_, error) => {
    const { finish } = stoppedClock();
    const { handle, sent } = handleBehind(error, failure(404));
    expect((await finish(rejection(handle.remove(), NotFoundError))).attempts).toBe(2);
    expect(sent).toHaveLength(2);
  });
});

describe("a connection that was interrupted", () => {
  it.each(interrupted)("(%s) is retried, and a 404 after it is a success", async (_, error) => {
    const { finish } = stoppedClock();
    const { handle, sent } = handleBehind(error, failure(404));
    expect(await finish(handle.remove())).toBe(true);
    expect(sent).toHaveLength(2);
  });

  it("after one that was never made makes a 404 a success, too", async () => {
    const { finish } = stoppedClock();
    const { handle } = handleBehind(fetchFailed("ECONNREFUSED"), fetchFailed("ECONNRESET"), failure(404));
    expect(await finish(handle.remove())).toBe(true);
  });
});

it.each(["Z_DATA_ERROR", "Z_BUF_ERROR", "ERR_BROTLI_DECODER_ERROR", "ERR__ERROR_FORMAT_CL_SPACE"])(
  "a body that never can be decoded (%s) is a ConnectionError after all attempts",
  async (code) => {
    const { finish } = stoppedClock();
    const { handle, sent } = handleBehind(
      new TypeError("terminated", { cause: Object.assign(new Error("incorrect header check"), { code }) }),
    );
    const error = await finish(rejection(handle.fetch(), ConnectionError));
    expect(error).toMatchObject({ attempts: 3, cause: { cause: { code } } });
    expect(sent).toHaveLength(3);
  },
);

describe("a connection that will not succeed", () => {
  it.each([
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "UND_ERR_CLOSED",
    "UND_ERR_DESTROYED",
  ])("(%s) is a ConnectionError after one attempt", async (code) => {
    const { handle, sent } = handleBehind(fetchFailed(code));
    const error = await rejection(handle.fetch(), ConnectionError);
    expect(error.message).toContain(code);
    expect(error.cause).toMatchObject({ message: "fetch failed", cause: { code } });
    expect(sent).toHaveLength(1);
  });
});

describe("an error of the program", () => {
  const coded = (code: string) =>
    new TypeError("fetch failed", { cause: Object.assign(new Error("invalid"), { code }) });
  it.each([
    ["a ReferenceError", new ReferenceError("x is not defined")],
    ["a TypeError", new TypeError("Cannot read properties of undefined (reading 'status')")],
    ["a RangeError", new RangeError("Invalid array length")],
    ["a SyntaxError", new SyntaxError("Unexpected token")],
    ["an Error of its own", new Error("assertion failed")],
    ["undici's invalid argument", coded("UND_ERR_INVALID_ARG")],
    [
      "undici's raw invalid argument",
      Object.assign(new TypeError("invalid onError method"), { code: "UND_ERR_INVALID_ARG" }),
    ],
    [
      "an invalid URL",
      new TypeError("Failed to parse URL from x", {
        cause: Object.assign(new TypeError("Invalid URL"), { code: "ERR_INVALID_URL" }),
      }),
    ],
    ["an abort of its own", new DOMException("This operation was aborted", "AbortError")],
  ])("(%s) rejects as it is, after one attempt", async (_, error) => {
    for (const call of ["fetch", "remove"] as const) {
      const { handle, sent } = handleBehind(error, json(binding(1)));
      expect(await reasonOf(handle[call]())).toBe(error);
      expect(sent).toHaveLength(1);
    }
  });

  it("rejects as it is when fetch throws it synchronously", async () => {
    const error = new ReferenceError("x is not defined");
    const fetch = () => {
      throw error;
    };
    expect(await reasonOf(conversationsBindings({ fetch, maxRetries: 2 })(bindingSid()).remove())).toBe(
      error,
    );
  });
});

describe("the cause of a ConnectionError", () => {
  it("keeps the errors of all addresses that were tried", async () => {
    const { finish } = stoppedClock();
    const { handle } = handleBehind(twoAddresses("ECONNREFUSED", "ENETUNREACH"));
    const { cause } = (await finish(rejection(handle.fetch(), ConnectionError))).cause as Error;
    expect(cause).toMatchObject({ errors: [{ code: "ECONNREFUSED" }, { code: "ENETUNREACH" }] });
  });

  it("is shown even if it goes in a circle, or is deep", async () => {
    const { finish } = stoppedClock();
    const circle: Error & { cause?: unknown } = fetchFailed("ECONNRESET");
    (circle.cause as Error).cause = circle;
    let deep: Error = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    for (let depth = 0; depth < 10_000; depth++) deep = new Error(`level ${depth}`, { cause: deep });
    const { handle: first } = handleBehind(circle);
    expect((await finish(rejection(first.fetch(), ConnectionError))).cause).toBeInstanceOf(Error);
    const { handle: second } = handleBehind(deep);
    expect(await finish(reasonOf(second.fetch()))).toBeInstanceOf(Error);
  });

  it.each([
    ["a message", { get message(): string { throw new Error("of the getter"); } }], // prettier-ignore
    ["a request", { get request(): object { throw new Error("of the getter"); } }], // prettier-ignore
  ])("may have %s that throws when it is read", async (_, properties) => {
    const { finish } = stoppedClock();
    const error = Object.defineProperties(
      Object.assign(new Error("reset"), { code: "ECONNRESET" }),
      Object.getOwnPropertyDescriptors(properties),
    );
    const { handle } = handleBehind(error);
    expect(await finish(reasonOf(handle.fetch()))).toBeInstanceOf(Error);
  });
});
