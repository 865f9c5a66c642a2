import { RemovalError, ValidationError } from "twilio-bindings";
import { check, equal, rejection } from "./check.ts";
import { type Case, bindingsOf } from "./fixture.ts";

/** Bulk removal. */
export const removal: readonly Case[] = [
  {
    name: "removeAll removes exactly what is selected",
    async run(fixture) {
      await fixture.seed([
        { count: 130, identity: "alice", binding_type: "apn" },
        { count: 70, identity: "bob", binding_type: "fcm" },
      ]);
      const report = await bindingsOf(fixture).removeAll({ identity: "alice" });
      equal(report, { matched: 130, removed: 130, alreadyGone: 0, failed: [], notAttempted: 0 }, "report");
      equal(new Set((await fixture.bindings()).map(({ identity }) => identity)).size, 1, "identities left");
      equal((await fixture.bindings()).length, 70, "bindings left");
    },
  },
  {
    name: "removeAll with a filter and dryRun lists what matches and removes nothing",
    async run(fixture) {
      await fixture.seed([{ count: 60, identity: "alice" }]);
      const matches: string[] = [];
      const report = await bindingsOf(fixture).removeAll({
        filter: ({ identity }) => identity === "alice",
        dryRun: true,
        onMatched: ({ sid }) => void matches.push(sid),
      });
      equal([report.matched, report.notAttempted, new Set(matches).size], [60, 60, 60], "matches");
      equal((await fixture.bindings()).length, 60, "bindings left");
    },
  },
  {
    name: "removeAll retries rate-limited requests and lost responses",
    async run(fixture) {
      await fixture.seed([{ count: 150, identity: "alice" }]);
      await fixture.configure({
        rateLimit: { maxConcurrent: 4 },
        faults: { rate: 0.05, kinds: ["reset-after", "server-error"], method: "DELETE", randomSeed: 7 },
      });
      const { matched, removed, alreadyGone, failed } = await bindingsOf(fixture).removeAll({ all: true });
      equal([matched, removed + alreadyGone, failed], [150, 150, []], "matched, gone, failed");
      equal((await fixture.bindings()).length, 0, "bindings left");
    },
  },
  {
    name: "removeAll without a selection throws ValidationError",
    async run(fixture) {
      await fixture.seed([{ count: 3 }]);
      await rejection(bindingsOf(fixture).removeAll(JSON.parse("{}") as { all: true }), ValidationError);
      await rejection(
        bindingsOf(fixture).removeAll(JSON.parse('{"identity":null}') as { all: true }),
        ValidationError,
      );
      equal((await fixture.bindings()).length, 3, "bindings left");
    },
  },
  {
    name: "removeAll that is aborted rejects with a RemovalError that has the report",
    async run(fixture) {
      await fixture.seed([{ count: 200 }]);
      const controller = new AbortController();
      const reason = new Error("enough");
      const error = await rejection(
        bindingsOf(fixture).removeAll({
          all: true,
          signal: controller.signal,
          onProgress: ({ removed }) => {
            if (removed >= 20) controller.abort(reason);
          },
        }),
        RemovalError,
      );
      check(error.cause === reason, `the signal's own reason as the cause, not ${String(error.cause)}`);
      const { matched, removed, failed, notAttempted } = error.report;
      equal([matched, failed], [200, []], "matched and failed");
      check(removed >= 20 && notAttempted > 0 && removed + notAttempted === 200, `${removed} removed`);
      check((await fixture.bindings()).length > 0, "some are left");
    },
  },
];
