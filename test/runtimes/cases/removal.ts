import { ValidationError } from "twilio-bindings";
import { check, equal, rejection } from "./check.ts";
import { type Case, bindingsOf } from "./world.ts";

/** Bulk removal. */
export const removal: readonly Case[] = [
  {
    name: "removeAll removes exactly what is selected",
    async run(world) {
      await world.seed([
        { count: 130, identity: "alice", binding_type: "apn" },
        { count: 70, identity: "bob", binding_type: "fcm" },
      ]);
      const report = await bindingsOf(world).removeAll({ identity: "alice" });
      equal(report, { matched: 130, removed: 130, alreadyGone: 0, failed: [] }, "report");
      equal(new Set((await world.bindings()).map(({ identity }) => identity)).size, 1, "identities left");
      equal((await world.bindings()).length, 70, "bindings left");
    },
  },
  {
    name: "removeAll with a filter and a dry run removes nothing",
    async run(world) {
      await world.seed([{ count: 60, identity: "alice" }]);
      const progress: number[] = [];
      const report = await bindingsOf(world).removeAll({
        filter: ({ identity }) => identity === "alice",
        dryRun: true,
        onProgress: ({ matched }) => void progress.push(matched),
      });
      equal([report.matched, report.removed, progress.length], [60, 0, 60], "matched, removed, calls");
      equal((await world.bindings()).length, 60, "bindings left");
    },
  },
  {
    name: "removeAll gets through refusals and lost answers",
    async run(world) {
      await world.seed([{ count: 150, identity: "alice" }]);
      await world.configure({
        rateLimit: { maxConcurrent: 4 },
        faults: { rate: 0.05, kinds: ["reset-after", "server-error"], method: "DELETE", seed: 7 },
      });
      const { matched, removed, alreadyGone, failed } = await bindingsOf(world).removeAll({ all: true });
      equal([matched, removed + alreadyGone, failed], [150, 150, []], "matched, gone, failed");
      equal((await world.bindings()).length, 0, "bindings left");
    },
  },
  {
    name: "removeAll without a selection is refused",
    async run(world) {
      await world.seed([{ count: 3 }]);
      await rejection(bindingsOf(world).removeAll({}), ValidationError);
      await rejection(
        bindingsOf(world).removeAll(JSON.parse('{"identity":null}') as object),
        ValidationError,
      );
      equal((await world.bindings()).length, 3, "bindings left");
    },
  },
  {
    name: "removeAll that is aborted carries the report",
    async run(world) {
      await world.seed([{ count: 200 }]);
      const controller = new AbortController();
      const reason = new Error("enough");
      const error = await rejection(
        bindingsOf(world).removeAll({
          all: true,
          signal: controller.signal,
          onProgress: ({ removed }) => {
            if (removed >= 20) controller.abort(reason);
          },
        }),
        Error,
      );
      check(error === reason, `the signal's own reason, not ${String(error)}`);
      const { report } = error as Error & { report?: { removed: number } };
      const removed = report?.removed ?? 0;
      check(removed >= 20 && removed < 200, `${removed} removed`);
      check((await world.bindings()).length > 0, "some are left");
    },
  },
];
