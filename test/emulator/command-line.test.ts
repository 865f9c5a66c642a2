import { afterEach, describe, expect, it, vi } from "vitest";
import { run } from "../../src/emulator/command/run.ts";
import { readOrder } from "../../src/emulator/command/read.ts";
import { createEmulator } from "../../src/emulator/index.ts";

afterEach(() => void vi.restoreAllMocks());

/** Runs the command in this process, where it would end at once if it listened. */
async function refusal(...args: readonly string[]) {
  let error = "";
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    error += String(chunk);
    return true;
  });
  const code = await run(args, Promise.resolve());
  return [code, error];
}

const wrong: [args: readonly string[], message: string][] = [
  [["--bogus"], "Unknown option '--bogus'"],
  [["here"], "Unexpected argument 'here'"],
  [["--port"], "--port needs a value"],
  [["--port", "-1"], "--port needs a value"],
  [["--help=x"], "--help takes no value"],
  [["--port", "4010x"], '--port: expected a number, got "4010x"'],
  [["--port", "99999"], "--port: expected a whole number from 0 to 65535, got 99999"],
  [["--host", ""], '--host: expected a host name or an IP address, got ""'],
  [["--seed", "1.5"], "--seed: expected a whole number of 0 or more, got 1.5"],
  [["--random-seed", "0.5"], "--random-seed: expected a whole number of 0 or more, got 0.5"],
  [
    ["--seed-file", "none.json"],
    "--seed-file none.json: ENOENT: no such file or directory, open 'none.json'",
  ],
  [["--seed-file", "tsconfig.json"], "--seed-file tsconfig.json: "],
  [["--seed-file", "package.json"], "--seed-file package.json: name: expected one of sid, "],
  [["--account", "AC1"], '--account: expected an Account SID, got "AC1"'],
  [["--auth-token", "x"], "--account: expected a value, because authToken is given"],
  [["--api-key", "x"], "--api-secret: expected a value, because apiKey is given"],
  [["--latency", "30-10"], "--latency: expected a number from 30 to 2147483647, got 10"],
  [["--latency", "10-"], '--latency: expected a number, got ""'],
  [["--burst", "0"], "--burst: expected a number of 1 or more, got 0"],
  [["--faults", "3"], "--faults: expected a number from 0 to 1, got 3"],
  [["--fault-kinds", "nope"], "--fault-kinds: expected reset-before, "],
  [["--fault-method", "PUT"], '--fault-method: expected "GET" or "DELETE", got "PUT"'],
  [["--error-format", "x"], '--error-format: expected "legacy" or "problem", got "x"'],
  [["--log", "x"], '--log: expected text or json, got "x"'],
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

describe("a command line", () => {
  it("without switches is that of a plain emulator", () => {
    const { options, ...order } = readOrder([]);
    expect(order).toEqual({
      task: "listen",
      port: 4010,
      host: undefined,
      seed: 100,
      seedFile: undefined,
      log: undefined,
    });
    const [plain, commanded] = [createEmulator(), createEmulator(options)];
    expect(commanded.seed(3)).toEqual(plain.seed(3));
  });

  it("sets the options that it names", () => {
    const args =
      "--latency 20-80 --concurrent 5 --per-second 9 --burst 10 --retry-after 2 --faults 0.5 --fault-kinds slow,empty --fault-method GET --slow-for 9 --page-size 7";
    expect(readOrder(args.split(" ")).options).toMatchObject({
      latency: [20, 80],
      rateLimit: { concurrent: 5, perSecond: 9, burst: 10, retryAfter: 2 },
      faults: { rate: 0.5, kinds: ["slow", "empty"], match: "GET", slowFor: 9, retryAfter: 2 },
      defaultPageSize: 7,
    });
  });
});
