import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmulatorServer, createEmulator } from "../../src/emulator/index.ts";
import { listening } from "../support/servers.ts";
import { output, start } from "../support/processes.ts";
import { serviceSid as first } from "../support/sids.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = join(root, "cli/dist/main.js");
const second = `IS${"b".repeat(32)}`;
const apn = `CR${"a".repeat(32)}`;
const authToken = "a-token-that-nobody-prints";
const old = { dateCreated: "2019-01-01T00:00:00Z", dateUpdated: "2020-01-01T00:00:00Z" };

const emulator = createEmulator({ randomSeed: 7 });
emulator.seed([
  { serviceSid: first, count: 250, identity: "alice", bindingType: "apn", credentialSid: apn },
  { serviceSid: first, count: 30, identity: "bob", bindingType: "gcm", credentialSid: apn, ...old },
  { serviceSid: second, count: 20, identity: "alice", bindingType: "fcm", credentialSid: null },
  { document: "chat_v2", serviceSid: first, count: 3, identity: "alice", bindingType: "fcm" },
  { document: "chat_v2", serviceSid: first, count: 4, identity: "bob", bindingType: "gcm" },
]);
let server: EmulatorServer;
let folder: string;
beforeAll(async () => {
  server = await emulator.listen();
  folder = await mkdtemp(join(tmpdir(), "report-"));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const options = (env: NodeJS.ProcessEnv = {}) => ({
  cwd: folder,
  env: {
    PATH: process.env["PATH"],
    TWILIO_ACCOUNT_SID: emulator.accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_BINDINGS_BASE_URL: server.url,
    ...env,
  },
});
const run = (...args: readonly string[]) => start(process.execPath, [program, "report", ...args], options());
const both = ["--service", first, "--service", second];

/** Passes requests on to the emulator, but not for the second page of the first service. */
async function failSecondPage(
  { url = "", headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (url.includes(first) && url.includes("PageToken")) {
    response.writeHead(404).end(JSON.stringify({ code: 20404, message: "not found", status: 404 }));
    return;
  }
  const answer = await fetch(server.url + url, { headers: { Authorization: headers.authorization ?? "" } });
  response.writeHead(answer.status, { "Content-Type": "application/json" }).end(await answer.text());
}

describe("twilio-bindings report", () => {
  it("counts the bindings of several services, without identities", async () => {
    const { code, stdout, stderr } = await run(...both, "--format", "json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      product: "conversations",
      redacted: true,
      failedServices: [],
      bindings: 300,
      users: 3,
      withoutCredential: 20,
      services: [
        { service: first, bindings: 280, users: 2, withoutCredential: 0 },
        { service: second, bindings: 20, users: 1, withoutCredential: 20 },
      ],
      types: [
        { type: "apn", bindings: 250 },
        { type: "gcm", bindings: 30 },
        { type: "fcm", bindings: 20 },
        { type: "twilsock", bindings: 0 },
      ],
      credentials: [{ credential: apn, types: ["apn", "gcm"], bindings: 280 }],
      withoutCredentialTypes: [{ type: "fcm", bindings: 20 }],
      topUsers: [
        { user: "user 1", service: first, bindings: 250 },
        { user: "user 2", service: first, bindings: 30 },
        { user: "user 1", service: second, bindings: 20 },
      ],
    });
    expect(stdout).not.toMatch(/alice|bob/);
  });

  it("names users with --no-redact, as many as --top says", async () => {
    const { stdout } = await run(...both, "--format", "json", "--no-redact", "--top", "2");
    expect((JSON.parse(stdout) as { topUsers: unknown }).topUsers).toEqual([
      { user: "alice", service: first, bindings: 250 },
      { user: "bob", service: first, bindings: 30 },
    ]);
  });

  it("counts what the filters select, and says so", async () => {
    const { stdout } = await run(...both, "--type", "gcm", "--older-than", "1y", "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({
      bindings: 30,
      types: [{ type: "gcm", bindings: 30 }],
      filters: ["type gcm", expect.stringContaining("last updated before")],
      ages: expect.arrayContaining([{ age: "over 2 years", bindings: 30 }]) as unknown,
    });
  });

  it("reads services from standard input, and user bindings of Chat without naming the user", async () => {
    const args = ["report", "--product", "chat", "--user", "alice", "--services-from", "-"];
    const command = `echo ${first} | "$0" ${[program, ...args].join(" ")}`;
    const text = await output("/bin/sh", ["-c", command, process.execPath], options());
    expect(text).toContain("Product  chat\n");
    expect(text).toContain("Only     one user\n");
    expect(text).toMatch(/^ +3 {2}bindings$/m);
    expect(text).not.toContain("alice");
  });

  it("writes rows as CSV and NDJSON", async () => {
    const csv = (await run(...both, "--format", "csv")).stdout.split("\n");
    expect(csv.slice(0, 5)).toEqual([
      "section,value,service,bindings",
      "total,,,300",
      `service,,${first},280`,
      `service,,${second},20`,
      "type,apn,,250",
    ]);
    expect(csv).toContain(`user,user 2,${first},30`);
    const rows = (await run(...both, "--format", "ndjson")).stdout.trimEnd().split("\n");
    expect(rows).toHaveLength(csv.length - 2);
    expect(JSON.parse(rows[0] ?? "")).toEqual({
      section: "total",
      value: null,
      service: null,
      bindings: 300,
    });
  });

  it("has bars and colors in a terminal, and neither in a pipe", async () => {
    const words = [process.execPath, program, "report", "--service", first]
      .map((word) => `'${word}'`)
      .join(" ");
    const command = `stty cols 80; ${words}`;
    const typed = await output("script", ["-qec", command, "/dev/null"], options({ TERM: "xterm-256color" }));
    // eslint-disable-next-line no-control-regex -- colors
    expect(typed).toMatch(/apn +250 +89\.3% {2}\u001B\[36m█{40,}/);
    const piped = (await run("--service", first)).stdout;
    expect(piped).toMatch(/apn +250 +89\.3%\n/);
    // eslint-disable-next-line no-control-regex -- colors
    expect(piped).not.toMatch(/[\u001B█]/);
  });

  it("writes a page, and prints the report all the same", async () => {
    const { code, stdout, stderr } = await run(...both, "--html", "report.html");
    expect(code).toBe(0);
    expect(stderr).toContain("Wrote report.html");
    expect(stdout).toContain("Users with most devices");
    const page = await readFile(join(folder, "report.html"), "utf8");
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("Copyright (c) 2020 Rami Yushuvaev");
    expect(page).not.toMatch(/alice|bob/);
  });

  it("reports what could be listed where a service fails, says so, and ends with 1", async () => {
    const proxy = await listening(
      createServer((request, response) => void failSecondPage(request, response)),
    );
    const args = [program, "report", ...both, "--format"];
    const env = options({ TWILIO_BINDINGS_BASE_URL: proxy.url });
    const json = await start(process.execPath, [...args, "json"], env);
    const table = await start(process.execPath, [...args, "table"], env);
    expect([json.code, table.code]).toEqual([1, 1]);
    expect(json.stderr).toContain(first);
    expect(JSON.parse(json.stdout)).toMatchObject({ bindings: 120, failedServices: [first] });
    expect(table.stdout).toContain(`Not listed to the end: ${first}.`);
  });

  it.each([
    [
      "a page that cannot be written",
      ["--service", first, "--html", "no/such/folder/report.html"],
      "--html: cannot write",
    ],
    ["no number", ["--service", first, "--top", "ten"], "--top: expected an integer"],
    ["no service", [], "--service: expected a service SID"],
  ])("ends with 2 for %s, before anything is requested", async (_, args, message) => {
    const before = emulator.requests.length;
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(emulator.requests.length).toBe(before);
  });

  it.each(["/", "no/such/folder/report.html"])("ends with 2 where %s is no file to write", async (file) => {
    const { code, stderr } = await run("--service", first, "--html", file);
    expect(code).toBe(2);
    expect(stderr).toMatch(/--html: cannot write .* \((EISDIR|ENOENT)\)/);
  });

  it("leaves an earlier page as it was, and creates none, where the list fails altogether", async () => {
    await run("--service", first, "--html", "kept.html");
    const before = await stat(join(folder, "kept.html"));
    const refused = createEmulator({ accountSid: emulator.accountSid, authToken: "another" });
    const other = await refused.listen();
    const args = [program, "report", "--service", first, "--html", "kept.html"];
    const env = options({ TWILIO_BINDINGS_BASE_URL: other.url });
    const { code, stdout } = await start(process.execPath, args, env);
    const created = await start(process.execPath, [...args, "--html", "new.html"], env);
    await other.close();
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(created.code).toBe(1);
    await expect(stat(join(folder, "new.html"))).rejects.toThrow("ENOENT");
    expect(await stat(join(folder, "kept.html"))).toMatchObject({ size: before.size });
  });

  it("ends quietly where nobody reads any more, with the page written", async () => {
    const command = `"$0" '${program}' report --service ${first} --html read.html | true`;
    const { code, stdout } = await start("/bin/sh", ["-c", command, process.execPath], options());
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(await readFile(join(folder, "read.html"), "utf8")).toContain("Users with most devices");
  });
});
