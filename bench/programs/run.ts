import type { Contender, ListOptions, Open } from "./contender.ts";

/** What a contender's process is told to do, and measures itself doing. */
export type Task =
  | { readonly kind: "list"; readonly options: ListOptions }
  | { readonly kind: "stream"; readonly options: ListOptions; readonly sampleEvery: number }
  | FetchTask
  | { readonly kind: "removeAll" };

interface FetchTask {
  readonly kind: "fetch";
  readonly sid: string;
  /** How many calls make a sample, and how many samples. */
  readonly calls: number;
  readonly samples: number;
}

/** A task, and where. */
export interface Assignment {
  readonly url: string;
  readonly serviceSid: string;
  readonly task: Task;
}

/** What a list took. */
export interface ListOutcome {
  readonly count: number;
  /** Seconds of processor time, garbage collection included. */
  readonly cpu: number;
  readonly wall: number;
}

/** How things stand after so many bindings of a stream. */
export interface StreamSample {
  readonly count: number;
  /** Seconds of processor time since the first request. */
  readonly cpu: number;
  /** Bytes of resident memory. */
  readonly memory: number;
}

export interface RemovalOutcome {
  readonly removed: number;
  readonly wall: number;
}

export interface FetchOutcome {
  /** Milliseconds of processor time of one call. */
  readonly cpu: number;
}

/** Carries out the task that the process was given, and prints what it measured. */
export async function run(open: Open): Promise<void> {
  const { url, serviceSid, task } = JSON.parse(process.argv[2] ?? "null") as Assignment;
  const contender = open(url, serviceSid);
  process.stdout.write(JSON.stringify(await measure(contender, task)));
  // Idle connections would keep the process for some seconds.
  process.exit();
}

function measure(contender: Contender, task: Task): Promise<unknown> {
  if (task.kind === "list") return measureList(contender, task.options);
  if (task.kind === "stream") return measureStream(contender, task.options, task.sampleEvery);
  if (task.kind === "fetch") return measureFetch(contender, task);
  return measureRemoval(contender);
}

async function measureList(contender: Contender, options: ListOptions): Promise<ListOutcome> {
  const clock = startClock();
  const { length: count } = await contender.list(options);
  return { count, ...clock() };
}

async function measureStream(contender: Contender, options: ListOptions, sampleEvery: number) {
  const clock = startClock();
  let count = 0;
  const sample = (): StreamSample => ({ count, cpu: clock().cpu, memory: process.memoryUsage.rss() });
  const samples = [sample()];
  await contender.stream(() => {
    if (++count % sampleEvery === 0) samples.push(sample());
  }, options);
  return samples;
}

async function measureRemoval({ removeAll }: Contender): Promise<RemovalOutcome> {
  if (!removeAll) throw new Error("This contender has no removeAll");
  const clock = startClock();
  const { removed } = await removeAll();
  return { removed, wall: clock().wall };
}

/** The mean of the samples, by processor time, after half as many that warm up. */
async function measureFetch(
  { fetchOne }: Contender,
  { sid, calls, samples }: FetchTask,
): Promise<FetchOutcome> {
  const repeat = async (times: number) => {
    for (let time = 0; time < times; time++) await fetchOne(sid);
  };
  await repeat(Math.ceil(samples / 2) * calls);
  // Over all calls together, so that garbage collection falls on all alike.
  const start = cpuSeconds();
  await repeat(samples * calls);
  return { cpu: ((cpuSeconds() - start) * 1000) / (samples * calls) };
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function startClock() {
  const cpu = cpuSeconds();
  const wall = performance.now();
  return () => ({ cpu: cpuSeconds() - cpu, wall: (performance.now() - wall) / 1000 });
}
