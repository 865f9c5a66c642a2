import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as api from "../src/index.ts";
import { InvalidSidError, ValidationError, createClient } from "../src/index.ts";
import { thrown } from "./support/failures.ts";
import { bindingSid, serviceSid, userSid } from "./support/sids.ts";
import { sized } from "./support/size.ts";
import { anyString, nearMissOf } from "./support/strings.ts";

// Written down from the reference pages, to be a second opinion on the spec.
const kinds = [
  { kind: "Account", prefix: "AC", is: api.isAccountSid, parse: api.parseAccountSid },
  { kind: "Binding", prefix: "BS", is: api.isBindingSid, parse: api.parseBindingSid },
  { kind: "Credential", prefix: "CR", is: api.isCredentialSid, parse: api.parseCredentialSid },
  { kind: "Service", prefix: "IS", is: api.isServiceSid, parse: api.parseServiceSid },
  { kind: "User", prefix: "US", is: api.isUserSid, parse: api.parseUserSid },
] as const;

const hexDigits = Array.from("0123456789abcdefABCDEF");
const hex = fc.string({ unit: fc.constantFrom(...hexDigits), minLength: 32, maxLength: 32 });

/** What makes a SID, without a regular expression. */
const isSidOf = (prefix: string, text: string) =>
  text.length === 34 &&
  text.startsWith(prefix) &&
  Array.from(text.slice(2)).every((char) => hexDigits.includes(char));

describe.each(kinds)("a $kind SID", ({ kind, prefix, is, parse }) => {
  it("is recognized, and parsed to itself", () => {
    fc.assert(
      fc.property(hex, (digits) => {
        expect(is(prefix + digits)).toBe(true);
        expect(parse(prefix + digits)).toBe(prefix + digits);
      }),
    );
  });

  it("is distinguished from any other string", () => {
    const anything = fc.oneof(anyString, nearMissOf(prefix + "0".repeat(32)));
    fc.assert(
      fc.property(anything, (text) => {
        expect(is(text)).toBe(isSidOf(prefix, text));
        if (!is(text)) expect(thrown(() => parse(text), InvalidSidError).kind).toBe(kind);
      }),
      { numRuns: sized(500, 5_000) },
    );
  });

  it.each([
    ["too short", `${prefix}${"0".repeat(31)}`],
    ["too long", `${prefix}${"0".repeat(33)}`],
    ["with another letter", `${prefix}${"0".repeat(31)}g`],
    ["in small letters", `${prefix.toLowerCase()}${"0".repeat(32)}`],
    ["with a line break", `${prefix}${"0".repeat(32)}\n`],
    ["with a space", ` ${prefix}${"0".repeat(32)}`],
    ["with a digit of another script", `${prefix}${"0".repeat(31)}٣`],
  ])("is not accepted %s", (_, text) => {
    expect(is(text)).toBe(false);
  });

  it("is not accepted of another kind", () => {
    for (const other of kinds) {
      expect(is(other.prefix + "0".repeat(32))).toBe(other.prefix === prefix);
    }
  });

  it.each([
    undefined,
    null,
    5,
    true,
    {},
    [],
    [`${prefix}${"0".repeat(32)}`],
    new String(`${prefix}${"0".repeat(32)}`),
  ])("is not accepted if it is not a string: %o", (value) => {
    expect(is(value)).toBe(false);
    expect(() => parse(value)).toThrow(InvalidSidError);
  });

  it("is expected by an error that names the parameter and describes the value", () => {
    const error = thrown(() => parse("nonsense"), InvalidSidError);
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.parameter).toBe(`${kind.toLowerCase()}Sid`);
    for (const part of [error.parameter, prefix, "a string of length 8"])
      expect(error.message).toContain(part);
    expect(error.message).not.toContain("nonsense");
    expect(thrown(() => parse("x".repeat(10_000)), InvalidSidError).message.length).toBeLessThan(300);
  });
});

describe("a SID of the wrong kind is an InvalidSidError in the chain", () => {
  const client = createClient({
    accountSid: `AC${"0".repeat(32)}`,
    authToken: "tok",
    fetch: () => expect.unreachable("nothing may be sent"),
  });
  const wrong = (sid: string): string => sid;

  it.each([
    [
      "services() of Conversations",
      "serviceSid",
      () => client.conversations.v1.services(wrong(bindingSid())),
    ],
    ["services() of Chat", "serviceSid", () => client.chat.v2.services(wrong(userSid))],
    ["services() of IP Messaging", "serviceSid", () => client.ipMessaging.v2.services(wrong(""))],
    ["bindings()", "bindingSid", () => client.chat.v2.services(serviceSid).bindings(wrong(serviceSid))],
    ["bindings.get()", "bindingSid", () => client.chat.v2.services(serviceSid).bindings.get(wrong("BS1"))],
    [
      "userBindings()",
      "bindingSid",
      () =>
        client.chat.v2
          .services(serviceSid)
          .users("alice")
          .userBindings(wrong(`${bindingSid()}/..`)),
    ],
  ])("by %s, which names %s", (_, parameter, call) => {
    expect(thrown(call, InvalidSidError).parameter).toBe(parameter);
  });

  it("and of the right kind says what it is", () => {
    expect(client.chat.v2.services(serviceSid).bindings(bindingSid()).sid).toBe(bindingSid());
  });
});
