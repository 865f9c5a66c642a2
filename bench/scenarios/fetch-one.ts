import { contenders } from "../folders.ts";
import type { FetchOutcome } from "../programs/run.ts";
import type { Scenario } from "../result.ts";
import { writeOne } from "../server/records.ts";
import { alternate } from "../statistics.ts";
import { createArena } from "./tasks.ts";

/** One binding again and again on a warm connection: processor time of one call. */
export const fetchOne: Scenario = async (context) => {
  const arena = await createArena(context, contenders, { count: 4, latency: 0, limit: { kind: "none" } });
  const { sid } = JSON.parse(writeOne(0).toString()) as { sid: string };
  const values = await alternate(contenders, context.rounds(5), async (contender) => {
    const outcome = (await arena.run(contender, {
      kind: "fetch",
      sid,
      calls: 200,
      samples: 20,
    })) as FetchOutcome;
    return outcome.cpu * 1000;
  });
  const what = "fetch one: CPU per call";
  return { rows: [{ id: "fetch", what, unit: "µs", values }] };
};
