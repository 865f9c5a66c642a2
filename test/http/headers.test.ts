import { describe, expect, it } from "vitest";
import { ApiError, ValidationError, createClient } from "../../src/index.ts";
import { binding, failure, json, pageAnswer } from "../support/answers.ts";
import { stoppedClock } from "../support/clock.ts";
import { authToken, basicValue, clientWith, conversationsBindings } from "../support/client.ts";
import { rejection, thrown } from "../support/failures.ts";
import { stepping } from "../support/fetches.ts";
import { everythingShown } from "../support/shown.ts";
import { bindingSid } from "../support/sids.ts";

type Headers = Record<string, string>;

/** The headers of a request, by the client's and the call's. */
async function sentWith(client: Headers | undefined, call?: Headers) {
  const { fetch, sent } = stepping(json(binding(1)));
  await conversationsBindings({ fetch, headers: client })(bindingSid()).fetch({ headers: call });
  return sent[0]?.headers;
}

describe("headers", () => {
  it("of the client are sent with every request, retries included", async () => {
    const { finish } = stoppedClock();
    const { fetch, sent } = stepping(failure(503), pageAnswer([]), json({}));
    const client = clientWith({ fetch, maxRetries: 1, headers: { "X-Correlation-Id": "c-1" } });
    await finish(client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").bindings.page());
    await client.fetch("https://chat.twilio.com/v2/Services");
    expect(sent.map(({ headers }) => headers.get("x-correlation-id"))).toEqual(["c-1", "c-1", "c-1"]);
  });

  it("of a call are added to the client's, and win", async () => {
    const headers = await sentWith({ "X-A": "client", "X-B": "client" }, { "x-b": "call", "X-C": "call" });
    expect(["x-a", "x-b", "x-c"].map((name) => headers?.get(name))).toEqual(["client", "call", "call"]);
    expect(headers?.get("authorization")).toBe(`Basic ${basicValue}`);
    expect(headers?.get("accept")).toBe("application/json");
  });

  it("may replace Accept and User-Agent", async () => {
    const headers = await sentWith({ "User-Agent": "mine/1" }, { ACCEPT: "application/problem+json" });
    expect(headers?.get("user-agent")).toBe("mine/1");
    expect(headers?.get("accept")).toBe("application/problem+json");
  });

  it("are sent as they were when the client was created", async () => {
    const given = { "x-a": "before" };
    const { fetch, sent } = stepping(json(binding(1)));
    const c = conversationsBindings({ fetch, headers: given });
    given["x-a"] = "after";
    await c(bindingSid()).fetch();
    expect(sent[0]?.headers.get("x-a")).toBe("before");
  });

  it.each([
    ["a Headers object", new Headers({ "X-A": "1" })],
    ["a Map", new Map([["X-A", "1"]])],
  ])("of %s are sent", async (_, given) => {
    expect((await sentWith(given as unknown as Headers))?.get("x-a")).toBe("1");
  });

  it.each([
    ["Authorization", { Authorization: "Bearer other" }],
    ["authorization in another case", { aUTHORIZATION: "x" }],
    ["Host", { host: "evil.example" }],
    ["Content-Length", { "Content-Length": "1" }],
    ["Transfer-Encoding", { "transfer-encoding": "chunked" }],
    ["a name with a space", { "x a": "1" }],
    ["a name with a line break", { "x\r\ny": "1" }],
    ["an empty name", { "": "1" }],
    ["a value with a line break", { "x-a": "1\r\nAuthorization: x" }],
    ["a value with a null character", { "x-a": "\u0000" }],
    ["a value beyond Latin-1", { "x-a": "€" }],
    ["a value that is a number", { "x-a": 1 }],
    ["a value that is undefined", { "x-a": undefined }],
    ["an array", [["x-a", "1"]]],
    ["a Map with a name that is a number", new Map([[1, "1"]])],
    ["a Set", new Set(["ab"])],
    ["text", "x-a: 1"],
    ["null", null],
  ])("throw ValidationError for %s", async (_, headers) => {
    const given = headers as unknown as Headers;
    const create = () => createClient({ token: "t", headers: given });
    expect(thrown(create, ValidationError).parameter).toBe("headers");
    const { fetch, sent } = stepping(json(binding(1)));
    const call = conversationsBindings({ fetch })(bindingSid()).fetch({ headers: given });
    expect((await rejection(call, ValidationError)).parameter).toBe("headers");
    expect(sent).toEqual([]);
  });

  it("with an invalid value do not show it", () => {
    for (const headers of [{ "x-a": `${authToken}\n` }, { [`${authToken} `]: "1" }, { host: authToken }]) {
      const error = thrown(() => createClient({ token: "t", headers }), ValidationError);
      expect(everythingShown(error)).not.toContain(authToken);
    }
  });

  it.each(["X-Api-Key", "Cookie", "Proxy-Authorization", "X-Amz-Security-Token", "x-signature"])(
    "named %s are redacted in events and in what a server repeats",
    async (name) => {
      const value = "value-of-a-gateway";
      const events: unknown[] = [];
      const { fetch, sent } = stepping(json({ message: `bad ${value}` }, { status: 400 }));
      const onRequest = (event: unknown) => void events.push(event);
      const c = conversationsBindings({ fetch, headers: { [name]: value }, onRequest });
      const error = await rejection(c.page(), ApiError);
      expect(sent[0]?.headers.get(name)).toBe(value);
      expect(everythingShown([error, events])).not.toContain(value);
    },
  );
});
