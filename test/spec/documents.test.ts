import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import createClient from "openapi-fetch";
import openapiTS, { astToString } from "openapi-typescript";
import { format, resolveConfig } from "prettier";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { paths } from "../../generated/conversations_v1.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import { root } from "./copy.ts";

const folder = join(root, "generated/openapi");
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

function read(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Record<string, unknown>;
}

it("has a bundle of each document", () => {
  expect(names).toEqual(["chat_v2", "conversations_v1", "ip_messaging_v2"]);
});

describe.each(names)("%s.json", (name) => {
  it("refers to nothing outside itself", () => {
    const references = JSON.stringify(read(name)).matchAll(/"\$ref":"([^"]*)"/g);
    const targets = [...references].map(([, target = ""]) => target);
    expect(targets.length).toBeGreaterThan(50);
    expect(targets.filter((target) => !target.startsWith("#/"))).toEqual([]);
  });

  it("gives openapi-typescript the types of generated/, but for SIDs and open enums", async () => {
    const nodes = await openapiTS(pathToFileURL(join(folder, `${name}.json`)), { silent: true });
    const config = await resolveConfig(join(root, "generated"));
    const plain = await format(astToString(nodes), { ...config, parser: "typescript" });
    const [, ...generated] = readFileSync(join(root, `generated/${name}.ts`), "utf8").split("\n\n");
    const ours = generated.join("\n\n");
    const closed = ours.replaceAll(/`[A-Z]{2}\$\{string\}`/g, "string").replaceAll(" | (string & {})", "");
    expect(closed).not.toBe(ours);
    expect(closed).toBe(plain);
  });
});

it("types an openapi-fetch client", async () => {
  const serviceSid = `IS${"a".repeat(32)}` as const;
  const emulator = createEmulator();
  emulator.seed({ serviceSid, count: 3 });
  const client = createClient<paths>({
    baseUrl: "https://conversations.twilio.com",
    headers: { authorization: `Basic ${btoa("AC:token")}` },
    fetch: ({ url, method, headers }) =>
      emulator.fetch(url, { method, headers: Object.fromEntries(headers) }),
  });

  const page = await client.GET("/v1/Services/{ChatServiceSid}/Bindings", {
    params: { path: { ChatServiceSid: serviceSid }, query: { PageSize: 2 } },
  });
  const first = page.data?.bindings[0];
  if (first === undefined) throw new Error("the list is empty");
  expectTypeOf(first.sid).toEqualTypeOf<`BS${string}`>();
  expectTypeOf(first.endpoint).toEqualTypeOf<string | null>();

  const path = { ChatServiceSid: serviceSid, Sid: first.sid };
  const fetched = await client.GET("/v1/Services/{ChatServiceSid}/Bindings/{Sid}", { params: { path } });
  expect(fetched.data).toEqual(first);
  const removed = await client.DELETE("/v1/Services/{ChatServiceSid}/Bindings/{Sid}", { params: { path } });
  expect(removed.response.status).toBe(204);
  const gone = await client.GET("/v1/Services/{ChatServiceSid}/Bindings/{Sid}", { params: { path } });
  expect(gone.error).toMatchObject({ code: 20404, status: 404 });
});
