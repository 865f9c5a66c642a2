import { describe, expect, it } from "vitest";
import { type Properties, errors, examples, resources, successHeaders } from "../../generated/emulation.ts";
import { headers, operations } from "../../generated/operations.ts";
import { type EmulatedBinding, createEmulator } from "../../src/emulator/index.ts";
import { type ErrorBody, type PageBody, ask, auth, cases, pathOf, seeded, someSid } from "./support.ts";

/** An emulator with bindings of one user, and an operation's address of one of them. */
function addressed({ document, operation }: (typeof cases)[number], server = operation.server) {
  const emulator = createEmulator();
  const seeds = emulator.seed({ document, count: 3, identity: "alice" });
  const [binding] = seeds as [EmulatedBinding];
  const path = pathOf(operation, { service: emulator.serviceSid, user: "alice", binding: binding.sid });
  return { emulator, binding, seeds, path, url: server + path };
}

describe.each(cases)("$document $operation.id", (one) => {
  const { document, operation } = one;

  it("is answered as the table says", async () => {
    const { emulator, binding, seeds, url } = addressed(one);
    const { status, body, response } = await ask<unknown>(emulator, url, { method: operation.method });
    expect(status).toBe(operation.status);
    expect(emulator.requests.at(-1)).toMatchObject({
      operationId: operation.id,
      method: operation.method,
      status,
    });
    for (const [name, value] of Object.entries(successHeaders))
      expect(response.headers.get(name)).toBe(value);
    if (operation.method === "DELETE") {
      expect(body).toBeUndefined();
      expect(emulator.bindings({ document })).toHaveLength(2);
      expect((await ask(emulator, url, { method: "DELETE" })).status).toBe(404);
    } else if (operation.itemKey === undefined) {
      expect(body).toMatchObject({ sid: binding.sid, identity: "alice" });
    } else {
      expect((body as PageBody).bindings.map(({ sid }) => sid)).toEqual(seeds.map(({ sid }) => sid));
      expect((body as PageBody).meta.key).toBe(operation.itemKey);
    }
  });

  it("shows the properties of the spec, in their order, of the kinds of the example", async () => {
    const { emulator, url } = addressed(one);
    if (operation.method === "DELETE") return;
    const { body } = await ask<Record<string, unknown>>(emulator, url);
    const item = (
      operation.itemKey === undefined ? body : (body[operation.itemKey] as unknown[])[0]
    ) as object;
    const [path = "", described] =
      Object.entries<Properties>(resources[document]).find(
        ([path]) => path === operation.path || path.startsWith(`${operation.path}/{`),
      ) ?? [];
    const example = Object.entries<object>(examples[document]).find(([one]) => one === path)?.[1];
    const kinds = new Map<string, unknown>(Object.entries(example ?? {}));
    expect(Object.keys(item)).toEqual(Object.keys(described ?? {}));
    for (const [name, value] of Object.entries(item)) {
      if (value === null) {
        expect(described?.[name]?.nullable, name).toBe(true);
        continue;
      }
      expect(Array.isArray(value), name).toBe(Array.isArray(kinds.get(name)));
      expect(typeof value, name).toBe(typeof kinds.get(name));
    }
  });

  it("puts URLs on the origin of the request", async () => {
    const { emulator, url } = addressed(one, "http://127.0.0.1:4010");
    if (operation.method === "DELETE") return;
    const { body } = await ask(emulator, url);
    const urls = JSON.stringify(body).match(/"https?:[^"]*"/g) ?? [];
    expect(urls.length).toBeGreaterThan(0);
    for (const found of urls) expect(JSON.parse(found)).toMatch(/^http:\/\/127\.0\.0\.1:4010\//);
  });

  it("puts URLs where a proxy says that it is", async () => {
    const { emulator, url } = addressed(one, "http://127.0.0.1:4010");
    if (operation.method === "DELETE") return;
    const origins = async (headers: Record<string, string>) => {
      const response = await emulator.fetch(url, { headers: { ...auth, ...headers } });
      const urls = (await response.text()).match(/(?<=")https?:[^"]*(?=")/g) ?? [];
      return [...new Set(urls.map((found) => new URL(found).origin))];
    };
    expect(await origins({ "X-Forwarded-Proto": "https" })).toEqual(["https://127.0.0.1:4010"]);
    const both = { "X-Forwarded-Proto": "https, http", "X-Forwarded-Host": "api.example:8443, inner" };
    expect(await origins(both)).toEqual(["https://api.example:8443"]);
    const wrong = { "X-Forwarded-Proto": "javascript", "X-Forwarded-Host": 'a"b/c' };
    expect(await origins(wrong)).toEqual(["http://127.0.0.1:4010"]);
  });

  it("responds with 404 to a SID that is malformed or does not exist", async () => {
    const { emulator, path } = addressed(one);
    const paths = [path.replace(emulator.serviceSid, "IS1"), path.replace(/BS\w+/, "BS1")];
    if (path.includes("/BS")) paths.push(path.replace(/BS\w+/, someSid("Binding")), `${path}/`);
    for (const wrong of paths.filter((candidate) => candidate !== path)) {
      const { status, body } = await ask<ErrorBody>(emulator, operation.server + wrong, {
        method: operation.method,
      });
      expect(status).toBe(404);
      expect(body).toEqual({ ...errors[404], message: `The requested resource ${wrong} was not found` });
    }
    expect(emulator.bindings({ document })).toHaveLength(3);
  });

  it("answers 405 to another method, and leaves everything as it is", async () => {
    const { emulator, url } = addressed(one);
    const { status, body, response } = await ask<ErrorBody>(emulator, url, { method: "POST" });
    expect([status, body.code, body.status]).toEqual([405, 20004, 405]);
    expect(body.more_info).toMatch(/20004$/);
    expect(response.headers.get("allow")?.split(", ")).toContain(operation.method);
    expect(emulator.bindings({ document })).toHaveLength(3);
  });

  it("answers 401 without credentials, and leaves everything as it is", async () => {
    const { emulator, url } = addressed(one);
    const response = await emulator.fetch(url, { method: operation.method });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual(errors[401]);
    expect(emulator.bindings({ document })).toHaveLength(3);
  });
});

describe("products", () => {
  const chat = operations.chat_v2;

  it("keeps Conversations apart from Chat, and Chat together with IP Messaging", async () => {
    const emulator = createEmulator();
    emulator.seed({ document: "ip_messaging_v2", count: 2 });
    const count = async (operation: (typeof cases)[number]["operation"]) => {
      const url = operation.server + pathOf(operation, { service: emulator.serviceSid });
      return (await ask<PageBody>(emulator, url)).body.bindings.length;
    };
    expect(await count(chat.ListBinding)).toBe(2);
    expect(await count(operations.ip_messaging_v2.ListBinding)).toBe(2);
    expect(await count(operations.conversations_v1.ListServiceBinding)).toBe(0);
  });

  it("answers on a product's host, regional or not, the paths of that product alone", async () => {
    const emulator = seeded();
    const path = pathOf(operations.conversations_v1.ListServiceBinding, { service: emulator.serviceSid });
    expect((await ask(emulator, `https://conversations.dublin.ie1.twilio.com${path}`)).status).toBe(200);
    expect((await ask(emulator, `https://chat.twilio.com${path}`)).status).toBe(404);
    expect((await ask(emulator, `http://localhost:1${path}`)).status).toBe(200);
    // Somebody's own host may begin like Twilio's.
    expect((await ask(emulator, `https://chat.example.com${path}`)).status).toBe(200);
  });

  it("shows one binding on a service's and a user's route, and removes it from both", async () => {
    const emulator = createEmulator();
    const service = emulator.serviceSid;
    const [binding, other] = emulator.seed({ document: "chat_v2", count: 2, identity: "a#b/ü ö" }) as [
      EmulatedBinding,
      EmulatedBinding,
    ];
    const at = (operation: (typeof cases)[number]["operation"], sid: string, user = "a#b/ü ö") =>
      operation.server + pathOf(operation, { service, user, binding: sid });
    const { body } = await ask<{ user_sid: string; url: string }>(
      emulator,
      at(chat.FetchUserBinding, binding.sid),
    );
    expect(body.url).toContain(`/Users/${body.user_sid}/Bindings/${binding.sid}`);
    const bySid = await ask(emulator, at(chat.FetchUserBinding, binding.sid, body.user_sid));
    expect(bySid.body).toEqual(body);
    expect((await ask(emulator, at(chat.FetchUserBinding, binding.sid, "someone else"))).status).toBe(404);

    const removed = await ask(emulator, at(chat.DeleteUserBinding, binding.sid), { method: "DELETE" });
    expect(removed.status).toBe(204);
    expect((await ask(emulator, at(chat.FetchBinding, binding.sid))).status).toBe(404);
    await ask(emulator, at(chat.DeleteBinding, other.sid), { method: "DELETE" });
    const left = await ask<PageBody>(emulator, at(chat.ListUserBinding, ""));
    expect(left.body.bindings).toEqual([]);
  });

  it("decodes a path once", async () => {
    const emulator = createEmulator();
    emulator.seed([
      { document: "chat_v2", identity: "a%2fb" },
      { document: "chat_v2", identity: "a/b", count: 2 },
    ]);
    const count = async (segment: string) => {
      const url = `https://chat.twilio.com/v2/Services/${emulator.serviceSid}/Users/${segment}/Bindings`;
      const { status, body } = await ask<PageBody>(emulator, url);
      return status === 200 ? body.bindings.length : status;
    };
    expect(await count("a%252fb")).toBe(1);
    expect(await count("a%2fb")).toBe(2);
    expect(await count("a%")).toBe(404);
    expect(await count("")).toBe(404);
  });

  it("takes what nothing was seeded into for empty", async () => {
    const emulator = seeded();
    for (const { operation } of cases.filter(({ operation: { itemKey } }) => itemKey !== undefined)) {
      const path = pathOf(operation, { service: someSid("Service"), user: "nobody" });
      const { status, body } = await ask<PageBody>(emulator, operation.server + path);
      expect([status, body.bindings]).toEqual([200, []]);
    }
  });
});

describe("authorization", () => {
  const url = `https://conversations.twilio.com/v1/Services/${someSid("Service")}/Bindings`;
  const basic = (pair: string) => `Basic ${btoa(pair)}`;
  const status = async (emulator: ReturnType<typeof createEmulator>, authorization: string) =>
    (await emulator.fetch(url, { headers: { authorization } })).status;

  it("accepts what is well-formed", async () => {
    const emulator = createEmulator();
    for (const value of [basic("a:b"), basic("a:b:c"), "bearer x", "Bearer x.y-z"])
      expect(await status(emulator, value), value).toBe(200);
    for (const value of [
      "",
      "Basic",
      "Basic ",
      basic("a:"),
      basic(":b"),
      basic("ab"),
      "Basic %%%",
      "Bearer ",
      "Token x",
    ])
      expect(await status(emulator, value), value).toBe(401);
  });

  it("accepts what it was given, and nothing else", async () => {
    const accountSid = someSid("Account");
    const emulator = createEmulator({
      accountSid,
      authToken: "t:1",
      apiKey: "SK1",
      apiSecret: "s",
      token: "jwt",
    });
    for (const value of [basic(`${accountSid}:t:1`), basic("SK1:s"), "Bearer jwt"])
      expect(await status(emulator, value), value).toBe(200);
    for (const value of [
      basic(`${accountSid}:t`),
      basic("SK1:t:1"),
      basic("a:b"),
      "Bearer JWT",
      "Bearer t:1",
    ])
      expect(await status(emulator, value), value).toBe(401);
    expect(emulator.seed({})[0]?.account_sid).toBe(accountSid);
  });
});

describe("answers", () => {
  it("carries Twilio's headers on success and failure", async () => {
    const emulator = seeded();
    for (const path of [`/v1/Services/${emulator.serviceSid}/Bindings`, "/nowhere"]) {
      const { response } = await ask(emulator, `https://conversations.twilio.com${path}`);
      expect(response.headers.get("content-type")).toBe("application/json");
      expect(response.headers.get(headers.TwilioRequestId)).toMatch(/^RQ[0-9a-f]{32}$/);
      expect(response.headers.get(headers.TwilioConcurrentRequests)).toBe("1");
      expect(Number(response.headers.get(headers.TwilioRequestDuration))).toBeGreaterThanOrEqual(0);
    }
    const ids = emulator.requests.map(({ requestId }) => requestId);
    expect(new Set(ids).size).toBe(2);
  });

  it("answers a preflight without credentials", async () => {
    const response = await createEmulator().fetch("https://chat.twilio.com/v2/Services/x/Bindings", {
      method: "OPTIONS",
    });
    expect([response.status, await response.text()]).toEqual([204, ""]);
    for (const [name, value] of Object.entries(successHeaders))
      expect(response.headers.get(name)).toBe(value);
  });

  it("writes errors after RFC 9457 when asked to", async () => {
    const emulator = createEmulator({ errorFormat: "problem" });
    const path = `/v1/Services/${emulator.serviceSid}/Bindings`;
    const { body } = await ask(emulator, `https://conversations.twilio.com${path}?PageSize=0`);
    expect(body).toEqual({
      type: errors[400].more_info,
      title: errors[400].message,
      status: 400,
      code: errors[400].code,
      detail: "PageSize must be at least 1",
      instance: path,
      errors: [{ detail: "must be at least 1", pointer: "#/PageSize" }],
    });
  });

  it("takes a URL, a Request or a string, and needs no this", async () => {
    const { fetch } = createEmulator();
    const url = `https://chat.twilio.com/v2/Services/${someSid("Service")}/Bindings`;
    for (const input of [url, new URL(url), new Request(url)])
      expect((await fetch(input, { headers: auth })).status).toBe(200);
    expect((await fetch(new Request(url, { headers: auth }))).status).toBe(200);
    expect((await fetch(new Request(url, { headers: auth, method: "DELETE" }))).status).toBe(405);
    await expect(fetch("not a URL")).rejects.toBeInstanceOf(TypeError);
  });
});
