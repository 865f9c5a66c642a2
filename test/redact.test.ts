import { describe, expect, it } from "vitest";
import { ValidationError, redact } from "../src/index.ts";
import { binding } from "./support/answers.ts";
import { thrown } from "./support/failures.ts";

describe("redact", () => {
  it("redacts endpoint and identity, and nothing else", () => {
    const given = binding(1, { endpoint: "device-token", identity: "alice@example.com" });
    expect(redact(given)).toEqual({ ...given, endpoint: "***", identity: "***" });
  });

  it.each([
    ["a list", [binding(1)]],
    ["an empty list", []],
    ["a page", { instances: [binding(1)], meta: {} }],
    ["a binding without its sid", { identity: "alice" }],
    ["undefined", undefined],
    ["null", null],
    ["text", "alice"],
  ])("throws ValidationError for %s, which it would leave as it is", (_, value) => {
    const error = thrown(() => redact(value as never), ValidationError);
    expect(error.parameter).toBe("binding");
    expect(error.message).not.toContain("alice");
  });

  it("redacts each binding of a list", () => {
    const redacted = [binding(1), binding(2)].map((one) => redact(one));
    expect(JSON.stringify(redacted)).not.toMatch(/endpoint-|user-/);
  });

  it("redacts personal data of any type, such as Twilio may send later", () => {
    const given = { sid: "BS1", identity: { name: "alice" }, endpoint: ["token"], links: 5 };
    expect(redact(given as never)).toEqual({ sid: "BS1", identity: "***", endpoint: "***", links: "***" });
  });

  it("leaves the binding itself as it was", () => {
    const given = Object.freeze(binding(1));
    redact(given);
    expect(given).toEqual(binding(1));
  });

  it("redacts the links of a chat binding, which name the user", () => {
    const links = { user: "https://chat.twilio.com/v2/Services/IS/Users/alice" };
    expect(JSON.stringify(redact({ sid: "BS1", links }))).not.toContain("alice");
  });

  it("shows that there is no value, and keeps what Twilio adds later", () => {
    expect(redact({ sid: "BS1", endpoint: null, identity: null, later: { a: 1 } })).toEqual({
      sid: "BS1",
      endpoint: null,
      identity: null,
      later: { a: 1 },
    });
  });

  it("does not tell how long a value was", () => {
    const redacted = (identity: string) => redact(binding(1, { identity }));
    expect(redacted("a")).toEqual(redacted("a".repeat(100)));
  });
});
