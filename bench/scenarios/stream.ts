import { operations } from "../../generated/operations.ts";
import type { ContenderName } from "../folders.ts";
import type { StreamSample } from "../programs/run.ts";
import type { Curve, CurvePoint, Scenario } from "../result.ts";
import { alternate, mean, median } from "../statistics.ts";
import { createArena } from "./tasks.ts";

const { maximum } = operations.conversations_v1.ListServiceBinding.query.PageSize;
const COUNT = 1_000_000;
const names = ["twilio-bindings", "twilio", "fetch", "node:http"] as const;

/** A stream of very many: how memory grows, and what each binding costs as they get more. */
export const stream: Scenario = async (context) => {
  const count = context.isQuick ? COUNT / 10 : COUNT;
  const arena = await createArena(context, names, { count, latency: 0, limit: { kind: "none" } });
  const runs = await alternate(names, context.rounds(3), async (contender) => {
    const task = { kind: "stream", options: { pageSize: maximum }, sampleEvery: 1000 } as const;
    const samples = (await arena.run(contender, task)) as StreamSample[];
    const last = samples.at(-1)?.count;
    if (last !== count) throw new Error(`${contender} streamed ${last ?? 0} of ${count}`);
    return samples;
  });
  const perRun = (read: (samples: readonly StreamSample[]) => number) =>
    Object.fromEntries(names.map((name) => [name, runs[name].map(read)])) as Record<
      (typeof names)[number],
      number[]
    >;
  const growths = perRun((samples) => mostMemory(samples, 0, count) - mostMemory(samples, 0, 0));
  const rises = perRun((samples) => meanMemory(samples, 0.9, 1) - meanMemory(samples, 0.1, 0.2));
  const what = `stream ${count.toLocaleString("en")}`;
  return {
    rows: [
      {
        id: "stream-memory",
        what: `${what}: memory growth`,
        unit: "MB",
        values: growths,
      },
      {
        id: "stream-flat",
        what: `${what}: rise after a tenth`,
        unit: "MB",
        values: rises,
      },
    ],
    growth: names.map((name) => curveOf(name, runs[name])),
  };
};

const BYTES_A_MB = 1e6;

function mostMemory(samples: readonly StreamSample[], from: number, to: number): number {
  return (
    Math.max(...samples.filter(({ count }) => count >= from && count <= to).map(({ memory }) => memory)) /
    BYTES_A_MB
  );
}

/** Between two shares of the stream. */
function meanMemory(samples: readonly StreamSample[], from: number, to: number): number {
  const total = samples.at(-1)?.count ?? 0;
  const within = samples.filter(({ count }) => count >= from * total && count <= to * total);
  return mean(within.map(({ memory }) => memory)) / BYTES_A_MB;
}

/** 1, 2 and 5 of each power of ten, from a thousand on. */
function curveOf(contender: ContenderName, runs: readonly (readonly StreamSample[])[]): Curve {
  const counts = [3, 4, 5, 6].flatMap((power) => [1, 2, 5].map((factor) => factor * 10 ** power));
  const last = runs[0]?.at(-1)?.count ?? 0;
  const points = counts
    .filter((count) => count <= last)
    .map((count, index): CurvePoint => {
      const before = counts[index - 1] ?? 0;
      const medianOf = (read: (samples: readonly StreamSample[]) => number) => median(runs.map(read));
      return {
        bindings: count,
        cpu: medianOf(
          (samples) => ((cpuAt(samples, count) - cpuAt(samples, before)) / (count - before)) * 1e6,
        ),
        memory: medianOf((samples) => mostMemory(samples, before, count) - mostMemory(samples, 0, 0)),
      };
    });
  return { contender, points };
}

function cpuAt(samples: readonly StreamSample[], count: number): number {
  return samples.find((sample) => sample.count === count)?.cpu ?? Number.NaN;
}
