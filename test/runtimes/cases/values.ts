import twilio, {
  InvalidSidError,
  createClient,
  isAccountSid,
  isBindingSid,
  isServiceSid,
  isUserSid,
  parseBindingSid,
  redact,
} from "twilio-bindings";
import { check, equal, thrown } from "./check.ts";
import { type Case, accountSid, authToken } from "./fixture.ts";

const sid = `BS${"0123456789abcdef".repeat(2)}`;

/** What needs no server. */
export const values: readonly Case[] = [
  {
    name: "guards tell SIDs by kind",
    async run(fixture) {
      check(
        isBindingSid(sid) && isAccountSid(accountSid) && isServiceSid(fixture.serviceSid),
        "of their kind",
      );
      const others = [sid.toLowerCase(), sid.slice(1), `${sid}\n`, ` ${sid}`, "", 1, null, undefined, {}];
      equal(others.filter(isBindingSid), [], "taken for binding SIDs");
      check(!isUserSid(sid), "of another kind");
      equal(parseBindingSid(sid), sid, "parsed");
      const error = await thrown(() => parseBindingSid("BS"), InvalidSidError);
      equal([error.kind, error.parameter], ["Binding", "bindingSid"], "kind and parameter");
    },
  },
  {
    name: "redact masks personal data alone",
    async run(fixture) {
      const [binding] = await fixture.seed([{ identity: "alice", endpoint: "device-1" }]);
      check(binding !== undefined, "a binding");
      const shown = JSON.stringify(redact(binding));
      check(!shown.includes("alice") && !shown.includes("device-1"), shown);
      check(shown.includes(binding.sid), shown);
      equal(binding.identity, "alice", "the binding itself");
    },
  },
  {
    name: "the default export is callable and has every name",
    async run(fixture) {
      equal(typeof twilio(accountSid, authToken).conversations.v1.services, "function", "client");
      check(twilio.createClient === createClient && twilio.isBindingSid(sid), "names");
      equal(typeof twilio(accountSid, authToken, fixture.reach).chat, "object", "with options");
      await Promise.resolve();
    },
  },
];
