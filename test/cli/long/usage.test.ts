import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { VERSION } from "../../../src/version.ts";
import { bindingSid, serviceSid, userSid } from "../../support/sids.ts";
import { listening } from "../../support/servers.ts";
import { authToken, environment, launch, program, serve } from "../support.ts";

const nowhere = environment("http://127.0.0.1:9");
const secret = "s3cret-value-of-somebody";

async function run(args: readonly string[], env: NodeJS.ProcessEnv = nowhere) {
  const { child, ended } = launch(args, env);
  child.stdin.end();
  return ended;
}

describe("the command line", () => {
  it.each([
    ["no service", ["list"], "--service"],
    ["a SID of another kind", ["list", "--service", userSid], "--service: expected Service SID"],
    ["an empty file of services", ["list", "--services-from", "-"], "--services-from"],
    ["a file that is not there", ["list", "--services-from", "/no/such/file"], "ENOENT"],
    ["an unknown column", ["list", "-s", serviceSid, "--columns", "sid,nope"], "binding_type"],
    ["an unknown format", ["list", "-s", serviceSid, "--format", "xml"], "ndjson"],
    ["an unknown type", ["list", "-s", serviceSid, "--type", "sms"], "twilsock"],
    ["a type of another product", ["list", "-s", serviceSid, "-p", "chat", "--type", "twilsock"], "gcm"],
    ["an empty identity", ["sweep", "-s", serviceSid, "--identity", "", "--yes"], "--identity"],
    ["an age without a unit", ["sweep", "-s", serviceSid, "--older-than", "90", "--yes"], "90d"],
    ["an age in minutes or months", ["sweep", "-s", serviceSid, "--older-than", "3m", "--yes"], "months"],
    ["an age below 0", ["list", "-s", serviceSid, "--older-than=-1d"], "90d"],
    ["a limit that is not a number", ["list", "-s", serviceSid, "--limit", "ten"], "--limit"],
    ["a user of Conversations", ["list", "-s", serviceSid, "--user", "alice"], "--identity"],
    ["a user and an identity", ["list", "-s", serviceSid, "-p", "chat", "--user", "a", "-i", "b"], "--user"],
    ["SIDs and a filter", ["remove", bindingSid(), "-s", serviceSid, "--type", "gcm"], "one of"],
    ["nothing to remove", ["remove", "-s", serviceSid, "--yes"], "one of"],
    ["an unknown command", ["lst"], "list"],
    ["no command", [], "Usage"],
  ])("ends with 2 for %s, before anything is requested", async (_, args, said) => {
    const { code, out, notes } = await run(args);
    expect([code, out]).toEqual([2, ""]);
    expect(notes.toLowerCase()).toContain(said.toLowerCase());
    expect(notes).not.toContain("The connection failed");
  });

  it("ends with 2 without credentials", async () => {
    const { code, notes } = await run(["list", "-s", serviceSid], { PATH: nowhere["PATH"] });
    expect([code, notes]).toEqual([2, expect.stringContaining("TWILIO_ACCOUNT_SID") as unknown]);
  });

  it.each([
    [["list", "--auth-token", secret]],
    [["list", `--auth-token=${secret}`]],
    [["list", "-s", secret]],
    [["list", "-s", serviceSid, "--format", secret]],
    [["list", "-s", serviceSid, "--credential", secret]],
    [["list", "-s", serviceSid, "--columns", secret]],
    [["list", "-s", serviceSid, "--older-than", secret]],
    [["list", secret]],
    [["fetch", secret, "-s", serviceSid]],
    [[secret]],
  ])("does not repeat what may be a secret: %j", async (args) => {
    const { code, out, notes } = await run(args);
    expect(code).toBe(2);
    expect(out + notes).not.toContain(secret);
  });

  it.each([
    [401, 1, "TWILIO_AUTH_TOKEN"],
    [403, 1, "permission"],
    [404, 1, "404"],
  ])("says what a %i response means, and ends with 1", async (status, expected, said) => {
    const { url } = await respondingWith(status);
    for (const command of [["list"], ["count"], ["sweep", "--all", "--yes"], ["fetch", bindingSid()]]) {
      const { code, out, notes } = await run([...command, "-s", serviceSid], environment(url));
      expect([code, notes]).toEqual([expected, expect.stringContaining(said) as unknown]);
      expect(out + notes).not.toContain(authToken);
    }
  });

  it("keeps credentials out of the process list, and passes them on", async () => {
    const { launch: start, emulator } = await serve([{ count: 300 }], { authToken, latency: 300 });
    const { child, ended } = start("list", "-s", serviceSid, "--format", "ndjson");
    await expect.poll(() => emulator.requests.length, { timeout: 20_000 }).toBeGreaterThan(0);
    const line = await readFile(`/proc/${child.pid ?? 0}/cmdline`, "utf8").catch(() => program);
    expect(line).toContain(program);
    expect(line).not.toContain(authToken);
    expect((await ended).code).toBe(0);
  });

  it("explains itself, with examples for each command", async () => {
    const help = await run(["--help"]);
    expect(help).toMatchObject({ code: 0, notes: "" });
    expect(help.out).toContain("TWILIO_ACCOUNT_SID");
    expect(help.out).toContain("Exit codes");
    for (const command of ["list", "count", "fetch", "remove", "sweep"]) {
      const { code, out } = await run([command, "--help"]);
      expect([code, out]).toEqual([0, expect.stringMatching(/Examples:\n(.|\n)*twilio-bindings/) as unknown]);
    }
    expect(await run(["--version"])).toEqual({ code: 0, notes: "", out: `${VERSION}\n` });
  });

  it("completes commands, options and their values, and prints the script of each shell", async () => {
    const words = async (...line: readonly string[]) =>
      (await run(["complete", "--", ...line])).out.split("\n").map((one) => one.split("\t")[0]);
    expect(await words("")).toEqual(expect.arrayContaining(["list", "sweep", "completion"]));
    expect(await words("sweep", "--at")).toContain("--at-most");
    expect(await words("list", "--type", "")).toEqual(
      expect.arrayContaining(["apn", "gcm", "fcm", "twilsock"]),
    );
    for (const shell of ["bash", "zsh", "fish"]) {
      const { code, out } = await run(["completion", shell]);
      expect([code, out]).toEqual([0, expect.stringContaining("twilio-bindings complete") as unknown]);
    }
  });

  it("serves the emulator, with the options of its own command", async () => {
    const { child, ended } = launch(["emulator", "--port", "0", "--bindings", "3"], nowhere);
    let printed = "";
    child.stdout.on("data", (chunk: string) => (printed += chunk));
    await expect.poll(() => printed, { timeout: 20_000 }).toContain("Ctrl+C");
    const url = /listens on (\S+)/.exec(printed)?.[1] ?? "";
    const service = /Service +(\S+)/.exec(printed)?.[1] ?? "";
    const listed = await run(
      ["count", "-s", service, "--by", "service", "--format", "csv"],
      environment(url),
    );
    expect(listed.out).toBe(`service,count\n${service},3\n`);
    child.kill("SIGTERM");
    expect((await ended).code).toBe(0);
    const wrong = await run(["emulator", "--nope"]);
    expect([wrong.code, wrong.notes]).toEqual([2, expect.stringContaining("--nope") as unknown]);
  });
});

/** A server that responds to everything with an error of the API. */
function respondingWith(status: number) {
  const body = JSON.stringify({ code: 20000 + status, message: "No", more_info: "", status });
  return listening(
    createServer((_, response) => {
      response.writeHead(status, { "Content-Type": "application/json" }).end(body);
    }),
  );
}
