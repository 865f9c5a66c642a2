import { execFile } from "node:child_process";
import { type IncomingMessage, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createEmulator } from "../../src/emulator/index.ts";
import { root } from "./copy.ts";

const serviceSid = `IS${"a".repeat(32)}`;
const password = "respect-test-password";

/** What the server does with the body of a response before it sends it. */
type Edit = (body: string, request: IncomingMessage) => string;

/** Serves an emulator in which alice has two bindings in each product. */
async function serve(edit: Edit): Promise<string> {
  const emulator = createEmulator();
  for (const document of ["conversations_v1", "chat_v2"] as const) {
    emulator.seed({ document, serviceSid, count: 3 });
    emulator.seed({ document, serviceSid, count: 2, identity: "alice" });
  }
  const server = createServer((request, response) => {
    const { method = "GET", url = "/", headers } = request;
    const authorization = headers.authorization ?? "";
    void emulator
      .fetch(`http://${String(headers.host)}${url}`, { method, headers: { authorization } })
      .then(async (result) => {
        const body = await result.text();
        response.writeHead(result.status, {
          "content-type": result.headers.get("content-type") ?? "text/plain",
        });
        response.end(body === "" ? undefined : edit(body, request));
      });
  });
  await new Promise<Server>((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Runs the workflows with `redocly respect`, as docs/openapi.md says. */
async function respect(edit: Edit = (body) => body): Promise<{ code: number; output: string }> {
  const url = await serve(edit);
  const cli = join(root, "node_modules/@redocly/cli/bin/cli.js");
  const servers = ["conversations_v1", "chat_v2"].flatMap((name) => ["--server", `${name}=${url}`]);
  const env = {
    ...process.env,
    REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
    REDOCLY_CLI_RESPECT_INPUT: `username=AC,password=${password},identity=alice,serviceSid=${serviceSid}`,
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [
        cli,
        "respect",
        "openapi/bindings.arazzo.yaml",
        "--config",
        "openapi/redocly.yaml",
        ...servers,
        "--verbose",
      ],
      { cwd: root, env },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
      },
    );
  });
}

it("the emulator's responses are what the documents say, in every workflow", async () => {
  const { code, output } = await respect();
  expect(code, output).toBe(0);
  expect(output).toMatch(/Workflows: 4 passed, 4 total\n\s*Steps: 16 passed, 16 total/);
  expect(output).not.toContain(password);
});

it("the guide names the workflows that there are", async () => {
  const workflows = await readFile(join(root, "openapi/bindings.arazzo.yaml"), "utf8");
  const guide = await readFile(join(root, "docs/openapi.md"), "utf8");
  const names = [...workflows.matchAll(/workflowId: (\S+)/g)].map(([, name = ""]) => name);
  expect(names).toHaveLength(4);
  for (const name of names) expect(guide).toContain(`\`${name}\``);
  for (const [, name = ""] of guide.matchAll(/--workflow (\S+)/g)) expect(names).toContain(name);
});

it("finds a required property that is missing, and one that is null though it is never to be", async () => {
  const { code, output } = await respect((body, { url = "" }) =>
    url.startsWith("/v1/")
      ? body.replaceAll(/"account_sid": ?"\w+",/g, "")
      : body.replaceAll(/"url": ?"[^"]*"/g, '"url":null'),
  );
  expect(code).toBe(1);
  expect(output).toContain("must have required property 'account_sid'");
  expect(output).toContain("type must be string");
});

it("finds a list that still has what was removed", async () => {
  const first = new Map<string, string>();
  const { code, output } = await respect((body, { url = "" }) => {
    if (!url.includes("Bindings/BS") && !first.has(url)) first.set(url, body);
    return first.get(url) ?? body;
  });
  expect(code).toBe(1);
  expect(output).toMatch(/Failed tests info[^]*list-again/);
  expect(output).toContain("Steps: 14 passed, 2 failed, 16 total");
});
