import { operations } from "../../generated/operations.ts";
import type { RemovalOutcome } from "../programs/run.ts";
import type { Row, Scenario } from "../result.ts";
import type { Limit } from "../server/limits.ts";
import { type Arena, createArena } from "./tasks.ts";

const { maximum } = operations.conversations_v1.ListServiceBinding.query.PageSize;
const COUNT = 5_000;
const LATENCY = 30;
const IN_FLIGHT = 12;
const RATE = { perSecond: 200, burst: 20, retryAfter: 1 };

/** Pages of the list, which come one after the other. */
const pagesOf = (count: number) => Math.ceil(count / maximum);

/** `removeAll()` under a limit that it is not told, compared with listing and removing as fast as the limit allows. */
export const removeAll: Scenario = async (context) => {
  const count = context.isQuick ? COUNT / 5 : COUNT;
  const none: Limit = { kind: "none" };
  const arena = await createArena(context, ["twilio-bindings"], { count, latency: LATENCY, limit: none });
  const what = `removeAll ${count.toLocaleString("en")}`;
  const rounds = context.rounds(3);
  return {
    rows: [
      ...(await measure(arena, rounds, {
        id: "remove-concurrency",
        what: `${what}, ${IN_FLIGHT} in flight`,
        count,
        limit: { kind: "concurrency", maximum: IN_FLIGHT },
        fastest: (LATENCY / 1000) * (pagesOf(count) + count / IN_FLIGHT),
      })),
      ...(await measure(arena, rounds, {
        id: "remove-rate",
        what: `${what}, ${RATE.perSecond} a second`,
        count,
        limit: { kind: "rate", ...RATE },
        fastest: (pagesOf(count) + count - RATE.burst) / RATE.perSecond,
      })),
    ],
  };
};

interface Case {
  readonly id: string;
  readonly what: string;
  readonly count: number;
  readonly limit: Limit;
  /** Seconds that the limit makes it take. */
  readonly fastest: number;
}

async function measure({ server, run }: Arena, rounds: number, test: Case): Promise<Row[]> {
  const shares: number[] = [];
  const refusals: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await server.become({ count: test.count, latency: LATENCY, limit: test.limit });
    const outcome = (await run("twilio-bindings", { kind: "removeAll" })) as RemovalOutcome;
    if (outcome.removed !== test.count) throw new Error(`${outcome.removed} of ${test.count} removed`);
    const { requests, refused } = await server.counts();
    shares.push(test.fastest / outcome.wall);
    refusals.push((100 * refused) / requests);
  }
  return [
    {
      id: test.id,
      what: `${test.what}: speed`,
      unit: "of the limit",
      values: { "twilio-bindings": shares },
    },
    {
      id: `${test.id}-429`,
      what: `${test.what}: 429 responses`,
      unit: "%",
      values: { "twilio-bindings": refusals },
    },
  ];
}
