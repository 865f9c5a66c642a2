import { describe, expect, it } from "vitest";
import { summarize } from "../../../cli/src/report/summary.ts";
import { serviceSid } from "../../support/sids.ts";
import { daysAgo, found, inTurn, now } from "./support.ts";

const options = { now, top: 10 };
const other = `IS${"f".repeat(32)}`;

describe("the summary of a report", () => {
  it("counts types, credentials with their types, and bindings without credential", async () => {
    const summary = await summarize(
      inTurn([
        found({ binding_type: "apn", credential_sid: "CR1" }),
        found({ binding_type: "fcm", credential_sid: "CR2" }),
        found({ binding_type: "fcm", credential_sid: "CR2" }),
        found({ binding_type: "gcm", credential_sid: "CR2" }),
        found({ binding_type: "twilsock", credential_sid: null }),
        found({ binding_type: "twilsock", credential_sid: "" }),
      ]),
      options,
    );
    expect(summary.bindings).toBe(6);
    expect(summary.types).toEqual([
      { type: "fcm", bindings: 2 },
      { type: "twilsock", bindings: 2 },
      { type: "apn", bindings: 1 },
      { type: "gcm", bindings: 1 },
    ]);
    expect(summary.credentials).toEqual([
      { credential: "CR2", types: ["fcm", "gcm"], bindings: 3 },
      { credential: "CR1", types: ["apn"], bindings: 1 },
    ]);
    expect(summary.withoutCredential).toBe(2);
    expect(summary.withoutCredentialTypes).toEqual([{ type: "twilsock", bindings: 2 }]);
  });

  it("counts ages from the last update, and odd dates apart", async () => {
    const dates = [
      ...[0, 6.9, 7, 29, 30, 89, 90, 364, 365, 729, 730, 5000].map(daysAgo),
      // A clock that is an hour ahead; one that is a year ahead.
      ...[-1 / 24, -365].map(daysAgo),
      ...[null, undefined, "", "yesterday", "1", 1_700_000_000, "2026-13-41T00:00:00Z"],
    ];
    const { ages } = await summarize(inTurn(dates.map((date_updated) => found({ date_updated }))), options);
    expect(ages).toEqual([
      { age: "under 7 days", bindings: 3 },
      { age: "7 to 30 days", bindings: 2 },
      { age: "30 to 90 days", bindings: 2 },
      { age: "90 days to 1 year", bindings: 2 },
      { age: "1 to 2 years", bindings: 2 },
      { age: "over 2 years", bindings: 2 },
      { age: "in the future", bindings: 1 },
      { age: "no valid date", bindings: 7 },
    ]);
  });

  it("counts a binding once for each of its message types, and those that have none", async () => {
    const given = [
      ["new_message", "added_to_conversation", "new_message"],
      ["new_message"],
      [],
      null,
      "new_message",
    ];
    const { messageTypes } = await summarize(
      inTurn(given.map((message_types) => found({ message_types }))),
      options,
    );
    expect(messageTypes).toEqual([
      { messageType: null, bindings: 3 },
      { messageType: "new_message", bindings: 2 },
      { messageType: "added_to_conversation", bindings: 1 },
    ]);
  });

  it("takes the same identity in two services for two users", async () => {
    const summary = await summarize(
      inTurn([
        found({ identity: "alice" }),
        found({ identity: "alice" }, other),
        found({ identity: "alice", credential_sid: null }, other),
      ]),
      { ...options, services: [serviceSid, other, "IS-empty"] },
    );
    expect(summary.users).toBe(2);
    expect(summary.topUsers).toEqual([
      { user: "alice", service: other, bindings: 2 },
      { user: "alice", service: serviceSid, bindings: 1 },
    ]);
    expect(summary.services).toEqual([
      { service: other, bindings: 2, users: 1, withoutCredential: 1 },
      { service: serviceSid, bindings: 1, users: 1, withoutCredential: 0 },
      { service: "IS-empty", bindings: 0, users: 0, withoutCredential: 0 },
    ]);
  });

  it("names the users with most bindings, whenever their bindings come", async () => {
    // User n has n bindings, which come in turns.
    const users = Array.from({ length: 40 }, (_, index) => index + 1);
    const rounds = users.flatMap((round) => users.filter((user) => user >= round));
    const summary = await summarize(inTurn(rounds.map((user) => found({ identity: `user-${user}` }))), {
      now,
      top: 3,
    });
    expect(summary.users).toBe(40);
    expect(summary.topUsers.map(({ user, bindings }) => [user, bindings])).toEqual([
      ["user-40", 40],
      ["user-39", 39],
      ["user-38", 38],
    ]);
  });

  it("names no user where none is wanted, and counts bindings without identity", async () => {
    const summary = await summarize(inTurn([found(), found({ identity: null })]), { now, top: 0 });
    expect(summary).toMatchObject({ bindings: 2, users: 1, topUsers: [] });
  });

  it("says that there is nothing of a type that is asked for", async () => {
    const { types, bindings } = await summarize(inTurn([]), { ...options, types: ["apn", "gcm"] });
    expect(bindings).toBe(0);
    expect(types).toEqual([
      { type: "apn", bindings: 0 },
      { type: "gcm", bindings: 0 },
    ]);
  });

  it("keeps apart keys that an object would confuse", async () => {
    const names = ["__proto__", "constructor", "toString"];
    const { types, users } = await summarize(
      inTurn(names.map((name) => found({ binding_type: name, identity: name }))),
      options,
    );
    expect(users).toBe(3);
    expect(types.map(({ type }) => type)).toEqual(names);
  });

  it("rejects with what the list rejects with", async () => {
    const list = async function* () {
      yield await Promise.resolve(found());
      throw new Error("the list failed");
    };
    await expect(summarize(list(), options)).rejects.toThrow("the list failed");
  });
});
