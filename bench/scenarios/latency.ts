import type { ListOutcome } from "../programs/run.ts";
import type { Scenario } from "../result.ts";
import { types } from "../server/records.ts";
import { alternate } from "../statistics.ts";
import { createArena } from "./tasks.ts";

const LATENCY = 25;
const COUNT = 20_000;

/** `await list()` where each request takes its time: what waits for whom. */
export const latency: Scenario = async (context) => {
  const count = context.isQuick ? COUNT / 10 : COUNT;
  const names = ["twilio-bindings", "twilio", "fetch"] as const;
  const arena = await createArena(context, names, { count, latency: LATENCY, limit: { kind: "none" } });
  const measure = (options: { types?: readonly string[] }) =>
    alternate(names, context.rounds(3), async (contender) => {
      const outcome = (await arena.run(contender, { kind: "list", options })) as ListOutcome;
      if (outcome.count !== count) throw new Error(`${contender} listed ${outcome.count} of ${count}`);
      return outcome.wall;
    });
  const all = await measure({});
  const named = await measure({ types });
  const what = `list ${count.toLocaleString("en")} at ${LATENCY} ms`;
  return {
    rows: [
      {
        id: "latency",
        what: `${what}, defaults: wall`,
        unit: "s",
        values: all,
      },
      {
        id: "latency-types",
        what: `${what}, ${types.length} types named: wall`,
        unit: "s",
        values: named,
      },
    ],
  };
};
