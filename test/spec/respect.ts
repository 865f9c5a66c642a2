import { execFile } from "node:child_process";
import { type IncomingMessage, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createEmulator } from "../../src/emulator/index.ts";
import { root } from "./copy.ts";

const serviceSid = `IS${"a".repeat(32)}`;
export const password = "respect-test-password";

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

/** Runs the workflows with `redocly respect`, as docs/openapi.md says: where the configuration is, which has no option. */
export async function respect(edit: Edit = (body) => body): Promise<{ code: number; output: string }> {
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
      [cli, "respect", "bindings.arazzo.yaml", ...servers, "--verbose"],
      { cwd: join(root, "openapi"), env },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
      },
    );
  });
}
