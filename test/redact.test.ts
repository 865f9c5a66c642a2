import { describe, expect, it } from "vitest";
import { redact } from "../src/index.ts";
import { binding } from "./support/answers.ts";

describe("redact", () => {
  it("redacts endpoint and identity, and nothing else", () => {
    const given = binding(1, { endpoint: "device-token", identity: "alice@example.com" });
    expect(redact(given)).toEqual({ ...given, endpoint: "***", identity: "***" });
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
