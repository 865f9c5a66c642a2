import { describe, expect, it } from "vitest";
import { createEmulator } from "../../src/emulator/index.ts";
import { someSid } from "./support.ts";

describe("options", () => {
  it.each<[string, object]>([
    ["accountSid", { accountSid: "AC1" }],
    ["accountSid", { authToken: "t" }],
    ["apiKey", { apiSecret: "s" }],
    ["apiSecret", { apiKey: "k" }],
    ["onRequest", { onRequest: "log" }],
    ["serviceSid", { serviceSid: "x" }],
    ["randomSeed", { randomSeed: -1 }],
    ["defaultPageSize", { defaultPageSize: 0 }],
    ["maxRecordedRequests", { maxRecordedRequests: 1.5 }],
    ["errorFormat", { errorFormat: "xml" }],
    ["latency", { latency: -1 }],
    ["latency", { latency: [5, 1] }],
    ["latency", { latency: [50] }],
    ["latency", { latency: [1, 2, 3] }],
    ["latency", { latency: NaN }],
    ["latency", { latency: [0, Infinity] }],
    ["latency", { latency: "50" }],
    ["rateLimit.maxConcurrent", { rateLimit: { maxConcurrent: 1.5 } }],
    ["rateLimit.burst", { rateLimit: { burst: 0 } }],
    ["rateLimit.retryAfter", { rateLimit: { retryAfter: NaN } }],
    ["faults.kinds", { faults: { kinds: [] } }],
    ["faults.slowBodyMs", { faults: { slowBodyMs: 2 ** 31 } }],
    ["faults.randomSeed", { faults: { randomSeed: -1 } }],
    ["faults", { faults: [] }],
    ["rateLimit", { rateLimit: 5 }],
    ["authToken", { accountSid: someSid("Account"), authToken: 5 }],
    ["rateLimit.requestsPerSecond", { rateLimit: { requestsPerSecond: -1 } }],
    ["faults.rate", { faults: { rate: 2 } }],
    ["faults.kinds", { faults: { kinds: ["flood"] } }],
    ["faults.kinds", { faults: { kinds: Array(1) } }],
    ["apiSecret", { apiKey: "SK", apiSecret: "" }],
    ["token", { token: "" }],
    ["faults.method", { faults: { method: "PUT" } }],
    ["faults.sequence", { faults: { sequence: ["flood"] } }],
    ["colour", { colour: "red" }],
  ])("refuses a wrong %s: %j", (parameter, options) => {
    expect(() => createEmulator(options)).toThrow(expect.objectContaining({ parameter }));
  });

  it("are read once, own or inherited, and not from a polluted prototype", () => {
    let reads = 0;
    class Options {
      get latency() {
        reads += 1;
        return 0;
      }
      readonly randomSeed = 7;
    }
    const emulator = createEmulator(new Options());
    expect(reads).toBe(1);
    expect(emulator.seed(2)).toEqual(createEmulator({ randomSeed: 7 }).seed(2));
    Object.defineProperty(Object.prototype, "randomSeed", { value: 8, configurable: true, writable: true });
    try {
      expect(createEmulator({}).seed(2)).not.toEqual(createEmulator({ randomSeed: 8 }).seed(2));
    } finally {
      Reflect.deleteProperty(Object.prototype, "randomSeed");
    }
  });
});
