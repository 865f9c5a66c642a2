import { describe, expect, it } from "vitest";
import {
  ConnectionError,
  InvalidSidError,
  type RequestEvent,
  ResponseFormatError,
  ValidationError,
} from "../../src/index.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import { createPathsClient } from "../../src/openapi-fetch/index.ts";
import { reasonOf, rejection } from "../support/failures.ts";
import { everythingShown } from "../support/shown.ts";

const bindings = "/v1/Services/{ChatServiceSid}/Bindings";
const one = "/v1/Services/{ChatServiceSid}/Bindings/{Sid}";

/** A client of an emulator with three bindings. */
function setUp(options: object = {}) {
  const emulator = createEmulator();
  const seeded = emulator.seed([
    { identity: "alice", bindingType: "apn" },
    { identity: "bob", bindingType: "fcm" },
    { identity: "bob", bindingType: "apn" },
  ]);
  const { accountSid, serviceSid, fetch } = emulator;
  const client = createPathsClient({ accountSid, authToken: "a token of some length", fetch, ...options });
  const path = { ChatServiceSid: serviceSid as `IS${string}` };
  return { emulator, client, path, sid: String(seeded[0]?.sid) as `BS${string}` };
}

describe("createPathsClient", () => {
  it("lists, fetches and removes, typed by the paths of the document", async () => {
    const { client, path, sid } = setUp();
    const { conversations_v1: conversations } = client;
    const list = await conversations.GET(bindings, { params: { path, query: { Identity: ["bob"] } } });
    expect(list.data?.bindings.map(({ binding_type }) => binding_type).sort()).toEqual(["apn", "fcm"]);
    const fetched = await conversations.GET(one, { params: { path: { ...path, Sid: sid } } });
    expect(fetched.data?.identity).toBe("alice");
    const removed = await conversations.DELETE(one, { params: { path: { ...path, Sid: sid } } });
    expect([removed.response.status, removed.error]).toEqual([204, undefined]);
    const gone = await conversations.GET(one, { params: { path: { ...path, Sid: sid } } });
    expect([gone.response.status, gone.data]).toEqual([404, undefined]);
    expect(gone.error).toMatchObject({ code: 20404 });
  });

  it("returns the 404 response of a DELETE whose first attempt finds nothing", async () => {
    const { client, path } = setUp();
    const Sid = `BS${"0".repeat(32)}` as const;
    const { response } = await client.conversations_v1.DELETE(one, { params: { path: { ...path, Sid } } });
    expect(response.status).toBe(404);
  });

  it("takes a DELETE that a retry finds done for a success", async () => {
    const { client, path, sid, emulator } = setUp();
    emulator.configure({ faults: { sequence: ["server-error-after"], method: "DELETE" } });
    const { response } = await client.conversations_v1.DELETE(one, {
      params: { path: { ...path, Sid: sid } },
    });
    expect([response.status, emulator.bindings()]).toEqual([204, expect.objectContaining({ length: 2 })]);
  });

  it("tells hooks of the operations by their ids", async () => {
    const ids: string[] = [];
    const { client, path, sid } = setUp({
      onRequest: ({ operationId }: RequestEvent) => void ids.push(operationId),
    });
    await client.conversations_v1.GET(bindings, { params: { path } });
    await client.conversations_v1.DELETE(one, { params: { path: { ...path, Sid: sid } } });
    expect(ids).toEqual(["ListServiceBinding", "DeleteServiceBinding"]);
  });

  it("redacts the identity and the token in what the server says", async () => {
    const message = "No alice@example.com for a token of some length";
    const { client, path } = setUp({
      fetch: () => Promise.resolve(Response.json({ code: 20001, message, status: 400 }, { status: 400 })),
    });
    const query = { Identity: ["alice@example.com"] };
    const { error } = await client.conversations_v1.GET(bindings, { params: { path, query } });
    expect(error).toEqual({ code: 20001, message: "No *** for ***", status: 400 });
  });

  const trudy = "o'trudy@example.com";
  const ofUser = "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings/{Sid}";
  const pathOfUser = {
    ServiceSid: `IS${"5".repeat(32)}`,
    UserSid: trudy,
    Sid: `BS${"0".repeat(32)}`,
  } as const;

  it.each([
    [
      "in JSON",
      () => Response.json({ code: 20404, message: `No ${trudy}`, identity: trudy }, { status: 404 }),
    ],
    [
      "encoded, in a path",
      () => Response.json({ message: `/Users/${encodeURIComponent(trudy)}` }, { status: 404 }),
    ],
    ["in HTML", () => new Response(`<h1>No ${trudy}</h1>`, { status: 404 })],
  ])("redacts the identity of a path in the body of a 404 response: %s", async (_, respond) => {
    const events: unknown[] = [];
    const { client } = setUp({
      fetch: () => Promise.resolve(respond()),
      onRequest: (event: unknown) => events.push(event),
      onResponse: (event: unknown) => events.push(event),
    });
    const params = { path: pathOfUser };
    for (const call of [client.chat_v2.GET(ofUser, { params }), client.chat_v2.DELETE(ofUser, { params })]) {
      const { data, error, response } = await call;
      expect([response.status, data]).toEqual([404, undefined]);
      expect(everythingShown([error, await response.text().catch(() => "")])).not.toContain("trudy");
    }
    expect(everythingShown(events)).toContain("/Users/***/Bindings/");
    expect(everythingShown(events)).not.toContain("trudy");
  });

  it("redacts the identity of a path in the error of a connection", async () => {
    const failed = (url: string) => Promise.reject(Object.assign(new Error(url), { code: "ECONNRESET" }));
    const { client } = setUp({ fetch: failed, maxRetries: 0 });
    const error = await rejection(
      client.chat_v2.GET(ofUser, { params: { path: pathOfUser } }),
      ConnectionError,
    );
    expect(error.url).toContain("/Users/***/Bindings/");
    expect(everythingShown(error)).not.toContain("trudy");
  });

  it("returns the response of the last attempt, and rejects with the reason of an abort", async () => {
    const { client, path, emulator } = setUp({ maxRetries: 1 });
    emulator.configure({ faults: { rate: 1, kinds: ["server-error"] } });
    const { response, error } = await client.conversations_v1.GET(bindings, { params: { path } });
    expect([response.status, error]).toEqual([503, expect.objectContaining({ status: 503 })]);
    expect(emulator.requests).toHaveLength(2);
    const reason = new Error("enough");
    const call = client.conversations_v1.GET(bindings, {
      params: { path },
      signal: AbortSignal.abort(reason),
    });
    expect(await reasonOf(call)).toBe(reason);
    expect(emulator.requests).toHaveLength(2);
  });

  it.each([
    ["a SID of another kind", { ChatServiceSid: `BS${"0".repeat(32)}` }],
    ["an empty SID", { ChatServiceSid: "" }],
    ["no SID", {}],
  ])("throws InvalidSidError for %s before anything is sent", async (_, path) => {
    const { client, emulator } = setUp();
    const call = client.conversations_v1.GET(bindings, { params: { path: path as never } });
    await expect(call).rejects.toBeInstanceOf(InvalidSidError);
    expect(emulator.requests).toEqual([]);
  });

  it.each([[".."], ["."], [""]])("throws ValidationError for the user %o", async (UserSid) => {
    const { client, path, emulator } = setUp();
    const ServiceSid = path.ChatServiceSid;
    const call = client.chat_v2.GET("/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings", {
      params: { path: { ServiceSid, UserSid } },
    });
    await expect(call).rejects.toBeInstanceOf(ValidationError);
    expect(emulator.requests).toEqual([]);
  });

  it.each([
    ["an undefined filter", { Identity: undefined }],
    ["an empty filter", { Identity: [] }],
    ["a filter with a hole", { Identity: Array(1) }],
    ["an unknown parameter", { Identiy: ["bob"] }],
    ["an unknown binding type", { BindingType: ["sms"] }],
  ])("throws ValidationError for %s", async (_, query) => {
    const { client, path, emulator } = setUp();
    const call = client.conversations_v1.GET(bindings, { params: { path, query: query as never } });
    await expect(call).rejects.toBeInstanceOf(ValidationError);
    expect(emulator.requests).toEqual([]);
  });

  it("throws ValidationError if the parameters of the path are left out", async () => {
    const { client, emulator } = setUp();
    await expect(client.conversations_v1.GET(bindings, {} as never)).rejects.toBeInstanceOf(ValidationError);
    expect(emulator.requests).toEqual([]);
  });

  it("retries, and rejects with ResponseFormatError if the body never is JSON", async () => {
    const { client, path, emulator } = setUp({ maxRetries: 1 });
    emulator.configure({ faults: { sequence: ["rate-limited"] } });
    expect((await client.conversations_v1.GET(bindings, { params: { path } })).response.status).toBe(200);
    emulator.configure({ faults: { rate: 1, kinds: ["invalid-body"] } });
    const call = client.conversations_v1.GET(bindings, { params: { path } });
    await expect(call).rejects.toBeInstanceOf(ResponseFormatError);
    expect(emulator.requests).toHaveLength(4);
  });
});
