import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { RecordedRequest } from "../../src/emulator/index.ts";
import { createClient } from "../../src/index.ts";
import { VERSION } from "../../src/version.ts";
import { sidsOf } from "./support.ts";

const program = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const code = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, code };
}

/** Runs the command until it ends by itself. */
async function outcome(...args: readonly string[]) {
  const { child, code } = start(args);
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, out, error };
}

/** Runs the command until it listens. */
async function listening(...args: readonly string[]) {
  const { child, code } = start(["--port", "0", ...args]);
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (printed += chunk));
  await expect.poll(() => printed, { timeout: 20_000 }).toContain("Ctrl+C");
  const take = (pattern: RegExp) => pattern.exec(printed)?.[1] ?? "";
  const url = take(/listens on (\S+)\n/);
  const serviceSid = take(/Service +(IS\w{32})\n/);
  return {
    child,
    code,
    url,
    serviceSid,
    accountSid: take(/Account +(AC\w{32})\n/),
    printed: () => printed,
    list: (authToken = "any") =>
      createClient({ accountSid: take(/Account +(\S+)/), authToken, baseUrl: url, maxRetries: 0 })
        .conversations.v1.services(serviceSid)
        .bindings.list(),
  };
}

describe("twilio-bindings-emulator", () => {
  it("says where it listens and what there is, and its curl line works", async () => {
    const { url, serviceSid, printed, child, code } = await listening("--bindings", "1234");
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(printed()).toContain("1,234 in Conversations, 1,234 in Chat and IP Messaging");
    const [, user, address] = /curl -u (\S+) "(\S+)"/.exec(printed()) ?? [];
    const headers = { authorization: `Basic ${btoa(String(user))}` };
    const response = await fetch(String(address), { headers });
    expect(response.status).toBe(200);
    const { bindings } = (await response.json()) as { bindings: { sid: string; identity: string }[] };
    expect(bindings).toHaveLength(5);
    expect(printed()).toContain(`Binding   ${String(bindings[0]?.sid)}`);
    expect(printed()).toContain(`Identity  ${String(bindings[0]?.identity)}`);
    expect(String(address)).toContain(serviceSid);
    child.kill("SIGTERM");
    expect(await code).toBe(0);
  });

  it("has the same bindings each time, and others for another random seed", async () => {
    const runs = await Promise.all([
      listening("--bindings", "50"),
      listening("--bindings", "50"),
      listening("--bindings", "50", "--random-seed", "2"),
    ]);
    const [first, second, third] = await Promise.all(runs.map(({ list }) => list()));
    expect(first).toHaveLength(50);
    expect(sidsOf(second ?? [])).toEqual(sidsOf(first ?? []));
    expect(sidsOf(third ?? [])).not.toEqual(sidsOf(first ?? []));
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "ends with 0 on %s, with a connection open and a request waiting",
    async (signal) => {
      const { child, code, list, url } = await listening("--latency", "60000");
      const waiting = expect(list()).rejects.toThrow();
      await new Promise((resolve) => setTimeout(resolve, 200));
      const sent = performance.now();
      child.kill(signal);
      expect(await code).toBe(0);
      expect(performance.now() - sent).toBeLessThan(5000);
      await waiting;
      await expect(fetch(url)).rejects.toThrow();
    },
  );

  it("ends when the npm that started it is killed, and not when a shell that started it ends", async () => {
    const listens = async (program: string, args: readonly string[], env: NodeJS.ProcessEnv) => {
      const parent = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"], env });
      children.push(parent);
      let printed = "";
      parent.stdout.setEncoding("utf8").on("data", (chunk: string) => (printed += chunk));
      await expect.poll(() => printed, { timeout: 20_000 }).toContain("Ctrl+C");
      const url = /listens on (\S+)\n/.exec(printed)?.[1] ?? "";
      return { parent, printed, answers: () => fetch(url).then(Boolean, () => false) };
    };
    const command = `'${process.execPath}' '${program}' --port 0 --bindings 1`;
    const plain = { ...process.env };
    Reflect.deleteProperty(plain, "npm_config_user_agent");
    const daemon = await listens("sh", ["-c", `${command} & echo PID $!`], plain);
    try {
      // What npx does, with a shell that stays between.
      const runner = `require("child_process").spawn("sh", ["-c", process.argv[1]], { stdio: "inherit" })`;
      const env = { ...plain, npm_config_user_agent: "npm" };
      const run = await listens(process.execPath, ["-e", runner, `${command}; true`], env);
      run.parent.kill("SIGKILL");
      await expect.poll(run.answers, { timeout: 5000 }).toBe(false);
      expect(await daemon.answers()).toBe(true);
    } finally {
      process.kill(Number(/PID (\d+)/.exec(daemon.printed)?.[1]), "SIGTERM");
    }
    await expect.poll(daemon.answers, { timeout: 5000 }).toBe(false);
  });

  it("goes on when nobody reads its output any more", async () => {
    const { child, code, list } = await listening("--log", "text", "--bindings", "3");
    child.stdout.destroy();
    for (let count = 0; count < 3; count += 1) expect(await list()).toHaveLength(3);
    child.kill("SIGTERM");
    expect(await code).toBe(0);
  });

  it("takes credentials, an account, a service and more seeds", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "emulator-")), "seeds.json");
    // With the mark that some editors put at the start of UTF-8.
    await writeFile(file, `\ufeff${JSON.stringify([{ identity: "alice", binding_type: "gcm", count: 2 }])}`);
    const [account, service] = [`AC${"a".repeat(32)}`, `IS${"b".repeat(32)}`];
    const given = ["--account", account, "--service", service, "--auth-token", "secret"];
    const { list, accountSid, serviceSid } = await listening(
      ...given,
      "--bindings",
      "0",
      "--bindings-file",
      file,
    );
    expect([accountSid, serviceSid]).toEqual([account, service]);
    const bindings = await list("secret");
    expect(bindings.map(({ identity, binding_type }) => [identity, binding_type])).toEqual([
      ["alice", "gcm"],
      ["alice", "gcm"],
    ]);
    await expect(list("other")).rejects.toMatchObject({ status: 401 });
  });

  it("fails and limits as told", async () => {
    const [faulty, limited] = await Promise.all([
      listening("--faults", "1", "--fault-kinds", "rate-limited", "--retry-after", "7"),
      listening("--max-concurrent", "0", "--error-format", "problem"),
    ]);
    await expect(faulty.list()).rejects.toMatchObject({ status: 429, retryAfter: 7 });
    await expect(limited.list()).rejects.toMatchObject({ status: 429, code: 20429 });
  });

  it("prints requests as text or JSON, without credentials", async () => {
    const [asText, asJson] = await Promise.all([listening("--log", "text"), listening("--log", "json")]);
    await Promise.all([asText.list("s3cret"), asJson.list("s3cret")]);
    await expect
      .poll(() => asText.printed())
      .toMatch(/Z 200 GET \/v1\/Services\/IS\w+\/Bindings\?PageSize=100 \(\d+ ms\)\n/);
    await expect.poll(() => asJson.printed()).toContain("\n{");
    const line = asJson
      .printed()
      .split("\n")
      .find((one) => one.startsWith("{"));
    const request = JSON.parse(line ?? "") as RecordedRequest;
    expect(request).toMatchObject({ method: "GET", status: 200, operationId: "ListServiceBinding" });
    expect(request.headers["authorization"]).toBe("***");
  });

  it("explains itself", async () => {
    const [help, version] = await Promise.all([outcome("--help"), outcome("--version")]);
    expect(help).toMatchObject({ code: 0, error: "" });
    for (const name of ["--port", "--bindings", "--fault-kinds", "no-response-after"])
      expect(help.out).toContain(name);
    expect(version).toEqual({ code: 0, out: `${VERSION}\n`, error: "" });
  });

  it("ends with 1 and one line where the port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { code, out, error } = await outcome("--port", String(port));
    other.close();
    expect([code, out]).toEqual([1, ""]);
    expect(error).toBe(`twilio-bindings-emulator: Port ${port} on 127.0.0.1 is taken\n`);
  });
});
