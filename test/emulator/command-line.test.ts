import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { run } from "../../src/emulator/command/run.ts";
import { readCliOptions } from "../../src/emulator/command/read.ts";
import { createEmulator } from "../../src/emulator/index.ts";

afterEach(() => void vi.restoreAllMocks());

/** Runs the command in this process; if it listened, it would end after a while. */
async function refusal(...args: readonly string[]) {
  let error = "";
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    error += String(chunk);
    return true;
  });
  const code = await run(args, AbortSignal.timeout(10_000));
  return [code, error];
}

const wrong: [args: readonly string[], message: string][] = [
  [["--bogus"], "Unknown option '--bogus'"],
  [["here"], "Unexpected argument 'here'"],
  [["--port"], "--port needs a value"],
  [["--port", "-1"], "--port needs a value"],
  [["--help=x"], "--help takes no value"],
  [["--port", "4010x"], "--port: expected a number"],
  [["--port", "99999"], "--port: expected "],
  [["--host", ""], "--host: expected a host name or an IP address, got an empty string"],
  [["--bindings", "1.5"], "--bindings: expected "],
  [["--bindings", "99999999999"], "--bindings: expected an integer from 0 to 10000000"],
  [["--random-seed", "0.5"], "--random-seed: expected "],
  [
    ["--bindings-file", "none.json"],
    "--bindings-file none.json: ENOENT: no such file or directory, open 'none.json'",
  ],
  [["--bindings-file", "tsconfig.json"], "--bindings-file tsconfig.json: "],
  [
    ["--bindings-file", "package.json"],
    "--bindings-file package.json: Unknown option 'name'; expected one of ",
  ],
  [["--account", "AC1"], "--account: expected "],
  [["--auth-token", "x"], "--account: expected a value, because --auth-token is given"],
  [["--api-key", "x"], "--api-secret: expected a value, because --api-key is given"],
  [["--latency", "30-10"], "--latency: expected "],
  [["--latency", "1-2-3"], "--latency: expected milliseconds, or a range as in 20-80"],
  [["--latency", "10-"], "--latency: expected a number, got an empty string"],
  [["--burst", "0"], "--burst: expected "],
  [["--faults", "3"], "--faults: expected "],
  [["--fault-kinds", "nope"], "--fault-kinds: expected "],
  [["--fault-method", "PUT"], "--fault-method: expected "],
  [["--error-format", "x"], "--error-format: expected "],
  [["--log", "x"], "--log: expected "],
];

describe("a command line that is wrong", () => {
  it.each(wrong)("%j ends with 2 and one line", async (args, message) => {
    const [code, error] = await refusal("--port", "0", ...args);
    expect(code).toBe(2);
    expect(String(error).split("\n")).toHaveLength(3);
    expect(error).toContain(`twilio-bindings-emulator: ${message}`);
    expect(error).toContain("Try twilio-bindings-emulator --help");
  });
});

it.each([
  ["accountSid: expected Account SID", { accountSid: "AC1" }],
  ["count: expected an integer", { count: -1 }],
  ["count: expected an integer", { count: "20000" }],
])("a file of bindings with a mistake is named, and the property in it: %s", async (message, seed) => {
  const file = join(await mkdtemp(join(tmpdir(), "emulator-")), "seeds.json");
  await writeFile(file, JSON.stringify([seed]));
  const [code, error] = await refusal("--port", "0", "--bindings-file", file);
  expect([code, error]).toEqual([2, expect.stringContaining(`--bindings-file ${file}: ${message}`)]);
});

describe("a command line", () => {
  it("without flags is that of a plain emulator", () => {
    const { options, ...order } = readCliOptions([]);
    expect(order).toEqual({
      task: "listen",
      port: 4010,
      host: undefined,
      bindings: 100,
      bindingsFile: undefined,
      log: undefined,
    });
    const [plain, commanded] = [createEmulator(), createEmulator(options)];
    expect(commanded.seed(3)).toEqual(plain.seed(3));
  });

  it("sets the options that it names", () => {
    const args =
      "--latency 20-80 --max-concurrent 5 --requests-per-second 9 --burst 10 --retry-after 2 --faults 0.5 --fault-kinds slow-body,empty-body --fault-method GET --slow-body-ms 9 --page-size 7";
    expect(readCliOptions(args.split(" ")).options).toMatchObject({
      latency: [20, 80],
      rateLimit: { maxConcurrent: 5, requestsPerSecond: 9, burst: 10, retryAfter: 2 },
      faults: { rate: 0.5, kinds: ["slow-body", "empty-body"], method: "GET", slowBodyMs: 9, retryAfter: 2 },
      defaultPageSize: 7,
    });
  });
});
