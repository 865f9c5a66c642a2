import { access, readFile, writeFile } from "node:fs/promises";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { BindingSeed } from "../../../src/emulator/index.ts";
import { start } from "../../support/processes.ts";
import { listening } from "../../support/servers.ts";
import { serviceSid as first } from "../../support/sids.ts";
import {
  createFolder,
  environment,
  jsonLinesOf,
  launch,
  program,
  secondService as second,
  serve,
} from "../support.ts";

const apn = `CR${"a".repeat(32)}`;
const old = { dateCreated: "2019-01-01T00:00:00Z", dateUpdated: "2020-01-01T00:00:00Z" };
const seeds: readonly BindingSeed[] = [
  { serviceSid: first, count: 250, identity: "alice", bindingType: "apn", credentialSid: apn },
  { serviceSid: first, count: 30, identity: "bob", bindingType: "gcm", credentialSid: apn, ...old },
  { serviceSid: second, count: 20, identity: "alice", bindingType: "fcm", credentialSid: null },
  { document: "chat_v2", serviceSid: first, count: 3, identity: "alice", bindingType: "fcm" },
  { document: "chat_v2", serviceSid: first, count: 4, identity: "bob", bindingType: "gcm" },
];
const both = ["--service", first, "--service", second];

/** Runs a report of these bindings. */
async function run(args: readonly string[], input = "") {
  const { run: runProgram } = await serve(seeds);
  return runProgram(["report", ...args], input);
}

/** Passes requests on, but not for the second page of the first service. */
const failSecondPage = (url: string) =>
  listening(
    createServer(({ url: path = "", headers }: IncomingMessage, response: ServerResponse) => {
      const isSecond = path.includes(first) && path.includes("PageToken");
      const pass = async () => {
        const answer = await fetch(url + path, { headers: { Authorization: headers.authorization ?? "" } });
        response.writeHead(answer.status, { "Content-Type": "application/json" }).end(await answer.text());
      };
      if (!isSecond) void pass();
      else response.writeHead(404).end(JSON.stringify({ code: 20404, message: "not found", status: 404 }));
    }),
  );

describe("twilio-bindings report", () => {
  it("counts the bindings of several services, without identities", async () => {
    const { code, out, notes } = await run([...both, "--format", "json"]);
    expect({ code, notes }).toEqual({ code: 0, notes: "" });
    expect(JSON.parse(out)).toMatchObject({
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
    expect(out).not.toMatch(/alice|bob/);
  });

  it("names users with --no-redact, as many as --top says", async () => {
    const { out } = await run([...both, "--format", "json", "--no-redact", "--top", "2"]);
    expect((JSON.parse(out) as { topUsers: unknown }).topUsers).toEqual([
      { user: "alice", service: first, bindings: 250 },
      { user: "bob", service: first, bindings: 30 },
    ]);
  });

  it("counts what the filters select, and says so", async () => {
    const { out } = await run([...both, "--type", "gcm", "--older-than", "1y", "--format", "json"]);
    expect(JSON.parse(out)).toMatchObject({
      bindings: 30,
      types: [{ type: "gcm", bindings: 30 }],
      filters: ["type gcm", expect.stringContaining("last updated before")],
      ages: expect.arrayContaining([{ age: "over 2 years", bindings: 30 }]) as unknown,
    });
  });

  it("reads services from standard input, and bindings of a user of Chat without naming the user", async () => {
    const args = ["--product", "chat", "--user", "alice", "--services-from", "-"];
    const { out } = await run(args, `${first}\n`);
    expect(out).toContain("Product  chat\n");
    expect(out).toContain("Only     one user\n");
    expect(out).toMatch(/^ +3 {2}bindings$/m);
    expect(out).not.toContain("alice");
  });

  it("has neither bars nor colors in a pipe", async () => {
    const { out } = await run(["--service", first]);
    expect(out).toMatch(/apn +250 +89\.3%\n/);
    expect(out).toBe(stripVTControlCharacters(out));
    expect(out).not.toContain("█");
  });

  it("writes rows as CSV and NDJSON", async () => {
    const csv = (await run([...both, "--format", "csv"])).out.trimEnd().split("\n");
    expect(csv.slice(0, 5)).toEqual([
      "section,value,service,bindings",
      "total,,,300",
      `service,,${first},280`,
      `service,,${second},20`,
      "type,apn,,250",
    ]);
    expect(csv).toContain(`user,user 2,${first},30`);
    const rows = jsonLinesOf((await run([...both, "--format", "ndjson"])).out);
    expect(rows).toHaveLength(csv.length - 1);
    expect(rows[0]).toEqual({ section: "total", value: null, service: null, bindings: 300 });
  });

  it("reports what could be listed where a service fails, says so, and ends with 1", async () => {
    const { url } = await serve(seeds);
    const env = environment((await failSecondPage(url)).url);
    const json = await launch(["report", ...both, "--format", "json"], env).ended;
    const table = await launch(["report", ...both], env).ended;
    expect([json.code, table.code]).toEqual([1, 1]);
    expect(json.notes).toContain(first);
    expect(JSON.parse(json.out)).toMatchObject({ bindings: 120, failedServices: [first] });
    expect(table.out).toContain(`Not listed to the end: ${first}.`);
  });

  it.each([
    ["no number", ["--service", first, "--top", "ten"], /--top: expected an integer/],
    ["no service", [], /--service: expected a service SID/],
    ["a folder", ["--service", first, "--html", "/"], /--html: cannot write \/ \(EISDIR\)/],
    ["a folder that is not there", ["--service", first, "--html", "/no/such/a.html"], /\(ENOENT\)/],
  ])("ends with 2 for %s, before anything is requested", async (_, args, message) => {
    const { emulator, run: runProgram } = await serve(seeds);
    const { code, out, notes } = await runProgram(["report", ...args]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(notes).toMatch(message);
    expect(emulator.requests).toHaveLength(0);
  });
});

describe("twilio-bindings report --html", () => {
  it("writes a page with the license of what it contains, and prints the report all the same", async () => {
    const file = (await createFolder())("report.html");
    const { code, out, notes } = await run([...both, "--html", file]);
    expect({ code, notes }).toEqual({ code: 0, notes: `Wrote ${file}\n` });
    expect(out).toContain("Users with most devices");
    const page = await readFile(file, "utf8");
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("Copyright (c) 2020 Rami Yushuvaev");
    expect(page).not.toMatch(/alice|bob/);
  });

  it("leaves an earlier page as it was, and creates none, where the list fails altogether", async () => {
    const inFolder = await createFolder();
    await writeFile(inFolder("kept.html"), "an earlier page");
    const { run: runProgram } = await serve(seeds, { authToken: "another" });
    for (const name of ["kept.html", "new.html"]) {
      const { code, out } = await runProgram(["report", ...both, "--html", inFolder(name)]);
      expect({ code, out }).toEqual({ code: 1, out: "" });
    }
    expect(await readFile(inFolder("kept.html"), "utf8")).toBe("an earlier page");
    await expect(access(inFolder("new.html"))).rejects.toThrow("ENOENT");
  });

  it("writes the page where nobody reads the output, and says nothing of that", async () => {
    const { env } = await serve(seeds);
    const file = (await createFolder())("report.html");
    const command = `"$0" '${program}' report --service ${first} --html '${file}' | true`;
    const { code, stderr } = await start("/bin/sh", ["-c", command, process.execPath], { cwd: "/", env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: `Wrote ${file}\n` });
    expect(await readFile(file, "utf8")).toContain("Users with most devices");
  });
});
