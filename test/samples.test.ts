import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { type IncomingMessage, createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { binding, pageBody } from "./support/answers.ts";
import { basicValue, authToken } from "./support/client.ts";
import { headers, samples } from "./support/samples.ts";
import { listening } from "./support/servers.ts";
import { sized } from "./support/size.ts";
import { accountSid, bindingSid, serviceSid } from "./support/sids.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
let folder: string;

// A project of its own that has the compiled package installed.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "twilio-bindings-samples-"));
  await mkdir(join(folder, "node_modules"));
  await symlink(root, join(folder, "node_modules/twilio-bindings"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a program with Node alone, against a server, and gives what it wrote. */
async function run(program: string, kind: keyof typeof headers, url = ""): Promise<string> {
  const file = join(folder, `sample-${Math.random()}.${kind}`);
  await writeFile(file, program);
  const env = { PATH: process.env["PATH"], TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken };
  const options = { cwd: folder, env: { ...env, TWILIO_BINDINGS_BASE_URL: url } };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [file], options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stderr}`));
      else resolve(stdout);
    });
  });
}

/** A server with bindings 1 to 30 in whatever it is asked for. */
async function serving() {
  const requests: string[] = [];
  const items = Array.from({ length: 30 }, (_, index) => binding(index + 1));
  const answer = ({ method, url = "" }: IncomingMessage): unknown => {
    if (method === "DELETE") return undefined;
    const { pathname, searchParams } = new URL(url, "http://h");
    if (pathname.endsWith("/Bindings")) return pageBody(items.slice(0, Number(searchParams.get("PageSize"))));
    return items.find(({ sid }) => pathname.endsWith(sid));
  };
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ""} ${request.url ?? ""} ${request.headers.authorization ?? ""}`);
    const body = answer(request);
    if (body === undefined) response.writeHead(204).end();
    else response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  });
  return { ...(await listening(server)), requests };
}

describe.each(["cjs", "mjs"] as const)("as .%s, the sample", (kind) => {
  // The module format changes how the package is imported, and nothing after that.
  const some = kind === "cjs" ? samples : samples.slice(0, sized(3, samples.length));
  it.each(some)("$name", async ({ name, use, body }) => {
    const { url, requests } = await serving();
    const output = await run(`${headers[kind]}\n${body(serviceSid, bindingSid(7))}`, kind, url);
    const version = name.includes("conversations") ? "v1" : "v2";
    const user = name.includes("userBindings") ? "/Users/UserSid" : "";
    const list = `/${version}/Services/${serviceSid}${user}/Bindings`;
    const expected = {
      fetch: { request: `GET ${list}/${bindingSid(7)}`, output: `${bindingSid(7)}\n` },
      list: {
        request: `GET ${list}?PageSize=20`,
        output: Array.from({ length: 20 }, (_, index) => `${bindingSid(index + 1)}\n`).join(""),
      },
      remove: { request: `DELETE ${list}/${bindingSid(7)}`, output: "" },
    }[use];
    expect(output).toBe(expected.output);
    expect(requests).toEqual([`${expected.request} Basic ${basicValue}`]);
  });
});

describe("the package", () => {
  const check =
    "console.log([typeof twilio, typeof twilio.createClient, typeof twilio.NotFoundError].join());";

  it.each([
    ["require()", "cjs", 'const twilio = require("twilio-bindings");'],
    ["a default import", "mjs", 'import twilio from "twilio-bindings";'],
    ["a dynamic import", "mjs", 'const { default: twilio } = await import("twilio-bindings");'],
  ] as const)("is callable and carries its names by %s", async (_, kind, header) => {
    expect(await run(`${header}\n${check}`, kind)).toBe("function,function,function\n");
  });

  it.each([
    ["cjs", 'const { createClient, isBindingSid } = require("twilio-bindings");'],
    ["mjs", 'import { createClient, isBindingSid } from "twilio-bindings";'],
  ] as const)("gives its names to a .%s", async (kind, header) => {
    const program = `${header}\nconsole.log(typeof createClient(), isBindingSid("BS${"0".repeat(32)}"));`;
    expect(await run(program, kind)).toBe("object true\n");
  });

  it("reads the environment when a client is made, and complains in one line", async () => {
    const program = `${headers.cjs}\ndelete process.env.TWILIO_AUTH_TOKEN;\ntry { twilio(); } catch (error) { console.log(error.name); }`;
    expect(await run(program, "cjs")).toBe("ValidationError\n");
  });

  it("lets the process end by itself after a call", async () => {
    const { url } = await serving();
    const start = performance.now();
    const [sample] = samples;
    await run(`${headers.mjs}\n${sample?.body(serviceSid, bindingSid(1)) ?? ""}`, "mjs", url);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
