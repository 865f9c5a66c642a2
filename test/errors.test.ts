import { describe, expect, it, vi } from "vitest";
import * as api from "../src/index.ts";
import {
  ApiError,
  AuthenticationError,
  ConnectionError,
  InvalidSidError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ResponseFormatError,
  ServerError,
  TimeoutError,
  TwilioBindingsError,
  RemovalError,
  ValidationError,
} from "../src/index.ts";
import { binding, bindingsUrl, failure, json, text } from "./support/answers.ts";
import { conversationsBindings } from "./support/client.ts";
import { rejection } from "./support/failures.ts";
import { fetchFailed, stepping } from "./support/fetches.ts";
import { bindingSid, serviceSid } from "./support/sids.ts";

const answeredWith = (answer: Response) =>
  conversationsBindings({ fetch: stepping(answer).fetch })(bindingSid()).fetch();

it("the classes descend from each other as documented", () => {
  const parents = [
    [TwilioBindingsError, Error],
    [ApiError, TwilioBindingsError],
    [AuthenticationError, ApiError],
    [PermissionError, ApiError],
    [NotFoundError, ApiError],
    [RateLimitError, ApiError],
    [ServerError, ApiError],
    [ConnectionError, TwilioBindingsError],
    [TimeoutError, ConnectionError],
    [ResponseFormatError, TwilioBindingsError],
    [RemovalError, TwilioBindingsError],
    [ValidationError, TwilioBindingsError],
    [InvalidSidError, ValidationError],
  ] as const;
  for (const [child, parent] of parents) {
    expect(Object.getPrototypeOf(child)).toBe(parent);
    expect(api).toHaveProperty(child.name, child);
    expect(api.default).toHaveProperty(child.name, child);
  }
});

describe("a status", () => {
  it.each([
    [400, ApiError],
    [401, AuthenticationError],
    [402, ApiError],
    [403, PermissionError],
    [404, NotFoundError],
    [409, ApiError],
    [422, ApiError],
    [429, RateLimitError],
    [500, ServerError],
    [502, ServerError],
    [503, ServerError],
    [599, ServerError],
  ])("of %i is an error of its class", async (status, Class) => {
    const error = await rejection(answeredWith(failure(status)), Class);
    expect(error).toMatchObject({
      status,
      code: 20_000 + status,
      requestId: "RQ1",
      method: "GET",
      attempts: 1,
    });
    expect(error.url).toBe(`${bindingsUrl}/${bindingSid()}`);
  });
});

describe("of Twilio's older body", () => {
  it("code, message, more_info and details are on the error", async () => {
    const body = {
      code: 20_001,
      message: "Invalid parameter PageSize",
      more_info: "https://www.twilio.com/docs/errors/20001",
      status: 400,
      details: { parameter: "PageSize" },
    };
    const error = await rejection(answeredWith(json(body, { status: 400 })), ApiError);
    expect(error).toMatchObject({
      status: 400,
      code: 20_001,
      moreInfo: "https://www.twilio.com/docs/errors/20001",
      details: { parameter: "PageSize" },
    });
  });
});

describe("of the body of RFC 9457", () => {
  const body = {
    type: "https://www.twilio.com/docs/api/errors/20001",
    title: "Invalid parameter",
    status: 400,
    code: 20_001,
    detail: "PageSize must be at least 1",
    instance: "/v1/Services",
    errors: [{ detail: "must be at least 1", pointer: "#/PageSize" }],
  };

  it("type, title, code, detail and errors are on the error", async () => {
    const answer = json(body, { status: 400, headers: { "Content-Type": "application/problem+json" } });
    const error = await rejection(answeredWith(answer), ApiError);
    expect(error).toMatchObject({ code: 20_001, moreInfo: body.type, details: body.errors });
    expect(error.message).toContain("Invalid parameter");
    expect(error.message).toContain("PageSize must be at least 1");
  });

  it("each part may be missing", async () => {
    const onlyTitle = await rejection(
      answeredWith(json({ title: "Gone wrong" }, { status: 404 })),
      NotFoundError,
    );
    expect(onlyTitle).toMatchObject({
      status: 404,
      code: undefined,
      moreInfo: undefined,
      details: undefined,
    });
    expect(onlyTitle.message).toContain("Gone wrong");
    const onlyDetail = await rejection(
      answeredWith(json({ detail: "It was so" }, { status: 500 })),
      ServerError,
    );
    expect(onlyDetail.message).toContain("It was so");
  });
});

describe("a body of neither kind", () => {
  it.each([
    ["empty", text("", { status: 404 })],
    ["none", text(null, { status: 404 })],
    ["HTML", text("<html>Not here</html>", { status: 404, headers: { "Content-Type": "text/html" } })],
    ["cut JSON", text('{"code": 20404, "mess', { status: 404 })],
    ["null", json(null, { status: 404 })],
    ["an array", json([1], { status: 404 })],
    ["a string", json("not found", { status: 404 })],
    ["an object of other types", json({ code: "x", message: 5, more_info: {} }, { status: 404 })],
  ])("(%s) is still the error of its status", async (_, answer) => {
    const error = await rejection(answeredWith(answer), NotFoundError);
    expect(error).toMatchObject({
      status: 404,
      code: undefined,
      moreInfo: undefined,
      requestId: "RQ1",
      attempts: 1,
    });
    expect(error.message).toContain("404");
  });

  it("does not fill a log", async () => {
    const error = await rejection(answeredWith(text("x".repeat(1_000_000), { status: 500 })), ServerError);
    expect(error.message.length).toBeLessThan(2_000);
  });
});

it("the code is a number, also where Twilio sends it as text", async () => {
  expect((await rejection(answeredWith(json({ code: "20404" }, { status: 404 })), NotFoundError)).code).toBe(
    20_404,
  );
});

it("Retry-After is on the error in seconds, and undefined if absent", async () => {
  const limited = await rejection(answeredWith(failure(429, { "Retry-After": "17" })), RateLimitError);
  expect(limited.retryAfter).toBe(17);
  expect((await rejection(answeredWith(failure(429)), RateLimitError)).retryAfter).toBeUndefined();
});

it("a message says what was asked for, what came back and what to quote to the support", async () => {
  const { message } = await rejection(answeredWith(failure(403)), PermissionError);
  for (const part of ["Failed with 403", "GET", bindingSid(), "403", "20403", "RQ1"])
    expect(message).toContain(part);
});

it("a connection's failure keeps its cause, and says its code", async () => {
  const failing = conversationsBindings({ fetch: stepping(fetchFailed("ECONNRESET")).fetch });
  const error = await rejection(failing(bindingSid()).fetch(), ConnectionError);
  expect(error.message).toContain("ECONNRESET");
  expect(error).toMatchObject({ method: "GET", attempts: 1, url: `${bindingsUrl}/${bindingSid()}` });
  expect(error.cause).toMatchObject({ message: "fetch failed", cause: { code: "ECONNRESET" } });
});

it("JSON and the console show what an error carries", async () => {
  const error = await rejection(answeredWith(failure(404)), NotFoundError);
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({
    name: "NotFoundError",
    status: 404,
    requestId: "RQ1",
  });
  expect(String(error)).toMatch(/^NotFoundError: /);
});

it("a fetched binding is the API's own JSON", async () => {
  expect(await answeredWith(json({ ...binding(1), later: [1] }))).toEqual({ ...binding(1), later: [1] });
});

describe("instanceof", () => {
  /** The package's other build, by another copy of its modules. */
  async function otherBuild(): Promise<typeof api> {
    vi.resetModules();
    return await import("../src/index.ts");
  }

  it("recognizes the errors of the package's other build, class by class", async () => {
    const other = await otherBuild();
    expect(other.NotFoundError).not.toBe(NotFoundError);
    const client = other.createClient({ token: "t", fetch: stepping(failure(404)).fetch });
    const call = client.conversations.v1.services(serviceSid).bindings.page();
    const error: unknown = await call.catch((reason: unknown) => reason);
    for (const Class of [NotFoundError, ApiError, TwilioBindingsError, Error])
      expect(error).toBeInstanceOf(Class);
    for (const Class of [ServerError, ConnectionError, ValidationError])
      expect(error).not.toBeInstanceOf(Class);
  });

  it("takes neither an error of another package nor a subclass's parent for one of a class", async () => {
    const other = await otherBuild();
    class OwnError extends NotFoundError {}
    class NotFoundErrorOfOthers extends Error {
      static readonly errorName = "NotFoundError";
    }
    const theirs: unknown = new NotFoundErrorOfOthers("not here");
    for (const value of [theirs, { name: "NotFoundError" }, null, "NotFoundError", undefined]) {
      expect(value instanceof NotFoundError).toBe(false);
    }
    const context = { method: "GET", url: "u", attempts: 1, status: 404, requestId: undefined };
    const rest = {
      message: "m",
      code: undefined,
      moreInfo: undefined,
      details: undefined,
      retryAfter: undefined,
    };
    const foreign: unknown = new other.NotFoundError({ ...context, ...rest });
    expect(foreign instanceof NotFoundError).toBe(true);
    expect(foreign instanceof OwnError).toBe(false);
    expect(new OwnError({ ...context, ...rest }) instanceof other.NotFoundError).toBe(true);
  });
});
