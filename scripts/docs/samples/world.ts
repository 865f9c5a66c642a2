import type { BindingSeed } from "../../../src/emulator/index.ts";

const a = (kind: string) => kind + "a".repeat(32);

/** The SIDs that samples and guides name, and the credentials that they are run with. */
export const written = {
  accountSid: a("AC"),
  authToken: "any",
  serviceSid: a("IS"),
  bindingSid: a("BS"),
} as const;

/** What samples and guides speak of: bindings of alice, one of which they name by its SID. */
export const seeds: readonly BindingSeed[] = (["conversations_v1", "chat_v2"] as const).flatMap(
  (document) => [
    { document, sid: written.bindingSid, identity: "alice", bindingType: "apn", count: 1 },
    { document, identity: "alice", bindingType: "fcm" },
    { document, identity: "bob", bindingType: "gcm", dateUpdated: "2016-10-21T11:37:03Z" },
    { document, identity: "carol", bindingType: "fcm", count: 120 },
  ],
);
