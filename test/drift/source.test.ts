import { rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runCheck } from "../../scripts/drift/run.ts";
import { testProject, write } from "./project.ts";
import { LIST, PATH, patched, small } from "./small.ts";

const CHAT = "twilio_chat_v2.json";

describe("a source that cannot be checked", () => {
  const text = (document: string) => (at: string) => write(join(at, CHAT), document);
  const edit = (patches: Readonly<Record<string, unknown>>) => text(JSON.stringify(patched(patches)));

  it.each<[string, RegExp, (published: string) => void]>([
    ["a missing document", /twilio_chat_v2\.json cannot be read/, (at) => rmSync(join(at, CHAT))],
    ["a missing directory", /is not a directory/, (at) => rmSync(at, { recursive: true })],
    ["no JSON", /is not JSON/, text("openapi: 3.0.1")],
    ["no OpenAPI", /is not an OpenAPI 3 document/, text("{}")],
    ["Swagger 2", /is not an OpenAPI 3 document/, text('{"swagger":"2.0"}')],
    ["a list", /is not an object/, text("[]")],
    ["no paths", /no paths at all/, edit({ "/paths": {} })],
    ["a dangling $ref", /leads nowhere/, edit({ "/components/schemas/Kind": undefined })],
    [
      "a $ref to itself",
      /leads back/,
      edit({ "/components/schemas/Kind": { $ref: "#/components/schemas/Kind" } }),
    ],
    ["a $ref into a missing file", /cannot be read/, edit({ [PATH]: { $ref: "nowhere.json#/a" } })],
    ["an undefined security scheme", /nope is not defined/, edit({ [`${LIST}/security`]: [{ nope: [] }] })],
    ["an operation twice", /twice/, edit({ "/paths/~1v1~1Services~1{Other}~1Bindings": { get: {} } })],
  ])("throws for %s", async (_title, message, spoil) => {
    const project = await testProject();
    spoil(project.published);
    await expect(runCheck(project, { place: project.published })).rejects.toThrow(message);
  });

  it.each(["ours", "pinned"] as const)("throws when a document of %s is missing", async (which) => {
    const project = await testProject();
    rmSync(project[which]("chat_v2"));
    await expect(runCheck(project, "pinned")).rejects.toThrow(/chat_v2\.yaml: cannot be read/);
  });

  it.each(["lock", "divergences"] as const)("throws when the %s file is missing", async (which) => {
    const project = await testProject();
    rmSync(project[which]);
    await expect(runCheck(project, "pinned")).rejects.toThrow(project[which]);
  });
});

it("reports operations that were removed as breaking", async () => {
  const project = await testProject();
  write(join(project.published, CHAT), JSON.stringify({ ...small(), paths: { "/v1/Users": { get: {} } } }));
  const { changes } = await runCheck(project, { place: project.published });
  expect(changes.map((change) => change.rule)).toEqual(Array(4).fill("operation-removed"));
});

describe("the pinned documents", () => {
  it("are read from the cache without network", async () => {
    const { published, changes } = await runCheck(await testProject(), "pinned");
    expect(published).toEqual({ source: "published", version: "1.0.0" });
    expect(changes).toEqual([]);
  });
});

describe("documents behind a URL", () => {
  async function serve(respond: (path: string) => { status: number; body: string }): Promise<string> {
    const server = createServer((request, response) => {
      const { status, body } = respond(request.url ?? "");
      response.writeHead(status).end(body);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/spec/json`;
  }

  it("are fetched from under the prefix", async () => {
    const asked: string[] = [];
    const body = JSON.stringify(small());
    const place = await serve((path) => {
      asked.push(path);
      return { status: 200, body };
    });
    expect((await runCheck(await testProject(), { place })).changes).toEqual([]);
    expect(asked.sort()).toEqual(
      ["chat_v2", "conversations_v1", "ip_messaging_v2"].map((name) => `/spec/json/twilio_${name}.json`),
    );
  });

  it.each([
    ["a 404", 404, /status 404/],
    ["a page", 200, /is not JSON/],
  ])("throw when the response is %s", async (_title, status, message) => {
    const place = await serve(() => ({ status, body: "<html>" }));
    await expect(runCheck(await testProject(), { place })).rejects.toThrow(message);
  });

  it("must be https, except on this machine", async () => {
    const project = await testProject();
    for (const place of ["http://a.example/spec", "ftp://a.example/spec"]) {
      await expect(runCheck(project, { place })).rejects.toThrow(/not an https URL/);
    }
  });

  it("throw when there is no server", async () => {
    const check = runCheck(await testProject(), { place: "http://127.0.0.1:9/" });
    await expect(check).rejects.toThrow(/cannot be fetched/);
  });
});
