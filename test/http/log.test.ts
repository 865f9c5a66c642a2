import { afterEach, describe, expect, it, vi } from "vitest";
import { type LogLevel, ValidationError, createClient } from "../../src/index.ts";
import { binding, failure, json } from "../support/answers.ts";
import { stoppedClock } from "../support/clock.ts";
import { authToken, basicValue, conversationsBindings, userBindings } from "../support/client.ts";
import { reasonOf, thrown } from "../support/failures.ts";
import { fetchFailed, stepping } from "../support/fetches.ts";
import { recordingLogger } from "../support/loggers.ts";
import { bindingSid } from "../support/sids.ts";

afterEach(() => void vi.unstubAllEnvs());

/** The lines of one call that is retried and succeeds, and of one that fails. */
async function linesAt(logLevel: LogLevel | undefined) {
  const { finish } = stoppedClock();
  const { logger, lines } = recordingLogger();
  const { fetch } = stepping(failure(503), json(binding(1)), failure(404));
  const c = conversationsBindings({ fetch, logger, logLevel, maxRetries: 1 });
  await finish(c(bindingSid()).fetch());
  await finish(reasonOf(c(bindingSid()).fetch()));
  return lines;
}
const levelsOf = (lines: readonly string[]) => lines.map((line) => line.split(" ")[0]);
const everything = "debug, debug, warn, debug, debug, info, debug, debug, error".split(", ");

describe("logLevel", () => {
  it.each([
    ["debug", everything],
    ["info", ["warn", "info", "error"]],
    ["warn", ["warn", "error"]],
    ["error", ["error"]],
    ["off", []],
    [undefined, []],
  ] as const)("%s writes lines of its level and above", async (level, expected) => {
    expect(levelsOf(await linesAt(level))).toEqual(expected);
  });

  it.each(["debug", "warn", "WARN", "Error", "off"])(
    "is TWILIO_LOG_LEVEL=%s if it is absent",
    async (level) => {
      vi.stubEnv("TWILIO_LOG_LEVEL", level);
      const fromVariable = levelsOf(await linesAt(undefined));
      vi.unstubAllEnvs();
      expect(fromVariable).toEqual(levelsOf(await linesAt(level.toLowerCase() as LogLevel)));
    },
  );

  it("is the option, whatever TWILIO_LOG_LEVEL says", async () => {
    vi.stubEnv("TWILIO_LOG_LEVEL", "debug");
    expect(await linesAt("off")).toEqual([]);
  });

  it("is off if TWILIO_LOG_LEVEL is empty", async () => {
    vi.stubEnv("TWILIO_LOG_LEVEL", "");
    expect(await linesAt(undefined)).toEqual([]);
  });

  it.each(["verbose", "trace", authToken])("throws ValidationError for TWILIO_LOG_LEVEL=%s", (level) => {
    vi.stubEnv("TWILIO_LOG_LEVEL", level);
    const { parameter, message } = thrown(() => createClient({ token: "t" }), ValidationError);
    expect(parameter).toBe("TWILIO_LOG_LEVEL");
    expect(message).not.toContain(level);
  });

  it.each(["verbose", "DEBUG", 1, null])("throws ValidationError for %j", (level) => {
    const create = () => createClient({ token: "t", logLevel: level as LogLevel });
    expect(thrown(create, ValidationError).parameter).toBe("logLevel");
  });
});

describe("logger", () => {
  it("is the console if it is absent", async () => {
    const debug = vi.spyOn(console, "debug").mockReturnValue();
    const info = vi.spyOn(console, "info").mockReturnValue();
    await conversationsBindings({ fetch: stepping(json(binding(1))).fetch, logLevel: "debug" })(
      bindingSid(),
    ).fetch();
    expect([debug.mock.calls.length, info.mock.calls.length]).toEqual([2, 1]);
    vi.restoreAllMocks();
  });

  it.each([undefined, "sync", "async"])("cannot disturb a call, even if it throws (%s)", async (how) => {
    const fail = () => {
      if (how === "async") return Promise.reject(new Error("of the logger"));
      throw new Error("of the logger");
    };
    const logger = { debug: fail, info: fail, warn: fail, error: fail };
    const c = conversationsBindings({ fetch: stepping(json(binding(1))).fetch, logger, logLevel: "debug" });
    expect(await c(bindingSid()).fetch()).toEqual(binding(1));
  });

  it("is called as a method of its object", async () => {
    class Lines {
      readonly all: string[] = [];
      debug(line: string) {
        this.all.push(line);
      }
      info = (line: string) => void this.all.push(line);
      warn = this.info;
      error = this.info;
    }
    const logger = new Lines();
    await conversationsBindings({ fetch: stepping(json(binding(1))).fetch, logger, logLevel: "debug" })(
      bindingSid(),
    ).fetch();
    expect(logger.all).toHaveLength(3);
  });

  it.each([{}, { debug: console.debug }, "console", null, { ...console, error: undefined }])(
    "throws ValidationError for %o",
    (logger) => {
      const create = () => createClient({ token: "t", logger: logger as Console });
      expect(thrown(create, ValidationError).parameter).toBe("logger");
    },
  );
});

describe("log lines", () => {
  it("say what was sent, what came back, and how often", async () => {
    const lines = await linesAt("debug");
    expect(lines[0]).toMatch(
      /^debug Request: GET https:\/\/conversations\.twilio\.com\/\S+ \(call 1, attempt 1\)$/,
    );
    expect(lines[1]).toMatch(/^debug Response 503 after \d+ ms: GET /);
    expect(lines[2]).toMatch(/^warn Retrying in \d+ ms: ServerError: Failed with 503/);
    expect(lines[5]).toMatch(/^info Succeeded: GET .*\(call 1, attempt 2\)$/);
    expect(lines.at(-1)).toMatch(/^error Failed: NotFoundError: Failed with 404/);
  });

  it("are single lines, whatever a server writes", async () => {
    const { logger, lines } = recordingLogger();
    const { fetch } = stepping(json({ message: "no\r\ninfo Succeeded\u001b[2K" }, { status: 404 }));
    const options = { fetch, logger, logLevel: "error" } as const;
    await reasonOf(conversationsBindings(options)(bindingSid()).fetch());
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/\p{Cc}/u);
    expect(lines[0]).toContain("no  info Succeeded [2K");
  });

  it("hold neither secrets nor identities", async () => {
    const { finish } = stoppedClock();
    const { logger, lines } = recordingLogger();
    const leak = `sent Basic ${basicValue} of ${authToken} for trudy@example.com and trudy%40EXAMPLE.com`;
    const { fetch } = stepping(
      Object.assign(new Error(leak), { code: "ECONNRESET" }),
      fetchFailed("ECONNRESET"),
      json({ message: leak }, { status: 404, headers: { "Twilio-Request-Id": leak } }),
    );
    const headers = { "X-Api-Key": "key-of-a-gateway" };
    const options = { fetch, logger, logLevel: "debug", maxRetries: 2, headers } as const;
    await finish(reasonOf(userBindings("trudy@example.com", options)(bindingSid()).fetch()));
    expect(lines.length).toBeGreaterThan(5);
    const all = lines.join("\n");
    for (const secret of [authToken, basicValue, "key-of-a-gateway"]) expect(all).not.toContain(secret);
    expect(all).not.toMatch(/trudy/i);
    expect(all).toContain("/Users/***/Bindings");
  });
});
