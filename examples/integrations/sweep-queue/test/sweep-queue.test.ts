/** `npm test`: the commands, as processes of their own, against a Redis and an emulator that this starts and ends. */
import assert from "node:assert/strict";
import { type TestContext, after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { SweepQueue } from "../src/queue.ts";
import { readSettings } from "../src/settings.ts";
import { readPlan } from "../src/sweep.ts";
import { aheadOfPace, busiestSecond, duration, mostInFlight, removals, statuses } from "./measures.ts";
import { type Command, ended, until } from "./processes.ts";
import { type RedisServer, startRedis } from "./redis.ts";
import { type Scene, accountA, accountWithWrongToken, accountWithoutToken, plan, setScene } from "./scene.ts";

const SWEEPS = 9;
const MATCHED = 800;
const BYSTANDERS = 260;

/** The settings of the workers. Three of them want three concurrent batches, and may have two. */
const workerSettings = {
  SWEEP_REQUESTS_PER_SECOND: "80",
  SWEEP_REQUESTS_IN_FLIGHT: "8",
  SWEEP_REQUESTS_PER_BATCH: "20",
  SWEEP_LOCK_SECONDS: "1",
};
const settings = readSettings(workerSettings);

/**
 * What the account permits: the same, and not one request more. At most the batches in progress and the one that starts
 * are ahead of the pace.
 */
const limit = {
  requestsPerSecond: settings.requestsPerSecond,
  burst: (settings.concurrentBatches + 1) * settings.requestsPerBatch,
  maxConcurrent: settings.concurrentBatches * settings.concurrentRequests,
  retryAfter: 1,
};

let redis: RedisServer | undefined;
before(async () => {
  redis = await startRedis();
});
after(() => redis?.close());

async function scene(context: TestContext): Promise<Scene> {
  assert(redis);
  const queueName = context.name.replaceAll(/\W+/g, "-");
  const set = await setScene(queueName, redis.url, workerSettings, { rateLimit: limit, latency: [30, 90] });
  context.after(() => set.close());
  assert.equal(set.left(), MATCHED);
  return set;
}

test("three workers, one of them killed", { timeout: 120_000 }, async (context) => {
  const set = await scene(context);
  assert.match(await set.enqueue(plan), new RegExp(`^${SWEEPS} sweeps added, 0 .*, 0 in the queue`));
  assert.match(await set.enqueue(plan), new RegExp(`^0 sweeps added, 0 .*, ${SWEEPS} in the queue`));

  const [victim, ...others] = [set.startWorker(), set.startWorker(), set.startWorker()];
  assert(victim);
  await until("a third is gone", () => set.left() < (MATCHED * 2) / 3);
  const orphan = await killInItsBatch(victim, set.queue);
  const [killedAt, leftThen] = [Date.now(), set.left()];
  const output = () => others.map((worker) => worker.output()).join("");
  await until("its job continues", () => output().includes(`${orphan}: its worker died`));
  const recovery = Date.now() - killedAt;
  await until("every sweep is done", async () => (await countJobs(set.queue)) === 0);

  const { requests } = set.emulator;
  assert.equal(set.left(), 0, "everything that matched is gone");
  assert.equal(set.bystanders().length, BYSTANDERS, "nothing else is");
  assert.deepEqual(new Set(removals(requests).keys()), set.toGo, "and nothing else was asked to be");
  assert.deepEqual(new Set(removals(requests).values()), new Set([1]), "each once");
  assert.equal(statuses(requests)[429], undefined, "the limit was kept");
  assert(aheadOfPace(requests, limit.requestsPerSecond) <= limit.burst);
  assert(mostInFlight(requests) <= limit.maxConcurrent);
  assert(
    others.every((worker) => worker.output().includes(" removed in ")),
    "every worker worked",
  );

  await stopAll(others);
  context.diagnostic(
    `${MATCHED} removed and ${BYSTANDERS} left alone by ${requests.length} requests in ${duration(requests).toFixed(1)} s: ` +
      `${(requests.length / duration(requests)).toFixed(0)} a second of ${limit.requestsPerSecond} allowed, ` +
      `${busiestSecond(requests)} in the busiest second, ${mostInFlight(requests)} of ${limit.maxConcurrent} concurrently, ` +
      `${aheadOfPace(requests, limit.requestsPerSecond)} of ${limit.burst} ahead of the pace`,
  );
  context.diagnostic(`responses: ${JSON.stringify(statuses(requests))}`);
  context.diagnostic(
    `killed in a batch with ${leftThen} left; taken over after ${recovery} ms, lock ${settings.lockDuration} ms`,
  );
});

test("a worker that is asked to stop ends its batch first", { timeout: 60_000 }, async (context) => {
  const set = await scene(context);
  await set.enqueue(plan);
  const worker = set.startWorker();
  await until("a tenth is gone", () => set.left() < MATCHED * 0.9);
  const askedAt = Date.now();
  worker.process.kill("SIGTERM");
  assert.equal(await ended(worker.process), 0, worker.output());
  context.diagnostic(`stopped after ${Date.now() - askedAt} ms, ${set.left()} left`);

  assert(set.left() > 0);
  assert.equal(statuses(set.emulator.requests)["none"], undefined, "every request has a response");
  assert.equal(await set.queue.getActiveCount(), 0, "its job is not left as stalled");
  assert((await countJobs(set.queue)) > 0);
});

test("a 429 response to one worker pauses them all", { timeout: 60_000 }, async (context) => {
  const set = await scene(context);
  await set.enqueue(plan);
  const workers = [set.startWorker(), set.startWorker(), set.startWorker()];
  await until("a tenth is gone", () => set.left() < MATCHED * 0.9);
  const pause = 3000;
  set.emulator.configure({
    faults: { sequence: ["rate-limited"], method: "DELETE", retryAfter: pause / 1000 },
  });
  const rateLimitedAt = () => set.emulator.requests.find(({ status }) => status === 429)?.time;
  await until("a request is rate-limited", rateLimitedAt);
  const pausedAt = rateLimitedAt() ?? 0;
  await until("requests are sent after the pause", () =>
    set.emulator.requests.some(({ time }) => time > pausedAt + pause),
  );
  await stopAll(workers);

  const after = set.emulator.requests.map(({ time }) => time - pausedAt).filter((time) => time > 0);
  const [inPause, later] = [after.filter((time) => time < pause), after.filter((time) => time >= pause)];
  const inBatches = settings.concurrentBatches * settings.requestsPerBatch;
  assert(inPause.length <= inBatches, "batches in progress are ended");
  assert(Math.max(0, ...inPause) < pause / 2, "and no other is started");
  assert.equal(statuses(set.emulator.requests)[429], 1);
  context.diagnostic(
    `asked to pause ${pause} ms: ${inPause.length} requests in the batches in progress, the last ` +
      `${Math.max(0, ...inPause)} ms after; the next request ${Math.min(...later)} ms after`,
  );
});

test("a sweep that cannot work fails, and is retried when enqueued", { timeout: 60_000 }, async (context) => {
  const set = await scene(context);
  const hopeless = [accountWithWrongToken, accountWithoutToken].map((accountSid) => ({
    ...plan[1],
    accountSid,
  }));
  await set.enqueue(hopeless);
  const worker = set.startWorker();
  await until("both have failed", async () => (await set.queue.getFailedCount()) === 2);
  await stopAll([worker]);
  const reasons = (await set.queue.getFailed()).map((job) => job.failedReason).join("\n");
  assert.match(reasons, /: 401, code 20003/);
  assert.match(reasons, /has no credentials of AC0*4$/m);
  assert.equal(set.emulator.requests.length, 1, "neither was retried");
  assert.match(await set.enqueue(hopeless), /^0 sweeps added, 2 that had failed retried, 0 /);
});

test("mistakes in plan and settings are named", () => {
  const [entry] = plan;
  const bad = (change: object) => () => readPlan([{ ...entry, ...change }]);
  assert.throws(bad({ accountSid: "IS1" }), /^Error: Entry 1 of the plan: accountSid/);
  assert.throws(bad({ product: "video" }), /product is neither/);
  assert.throws(bad({ serviceSids: ["*"] }), /serviceSids: "\*" does not belong there/);
  assert.throws(bad({ bindingTypes: [] }), /bindingTypes: expected an array of one or more/);
  assert.throws(bad({ product: "chat", bindingTypes: ["twilsock"] }), /"twilsock" does not belong there/);
  assert.throws(() => readPlan({}), /expected an array/);
  assert.equal(readPlan([entry, entry]).length, 2, "what is named twice is swept once");
  assert.equal(readPlan(plan)[0]?.accountSid, accountA);
  assert.throws(
    () => readSettings({ SWEEP_REQUESTS_PER_SECOND: "fast" }),
    /^Error: SWEEP_REQUESTS_PER_SECOND: /,
  );
});

/** Sweeps that are not done. */
async function countJobs(queue: SweepQueue): Promise<number> {
  return queue.getJobCountByTypes("waiting", "active", "delayed", "failed");
}

/** Kills a worker while it has a job; returns the job's id. */
async function killInItsBatch({ process, name }: Command, queue: SweepQueue): Promise<string> {
  const jobOf = async () => (await queue.getActive()).find((job) => job.processedBy === name)?.id;
  for (;;) {
    // Stopped first: what has a job and cannot end it has one when it is killed.
    process.kill("SIGSTOP");
    await sleep(20);
    const id = await jobOf();
    if (id !== undefined) {
      process.kill("SIGKILL");
      await ended(process);
      return id;
    }
    process.kill("SIGCONT");
    await sleep(10);
  }
}

async function stopAll(workers: readonly Command[]): Promise<void> {
  for (const { process } of workers) process.kill("SIGTERM");
  for (const worker of workers) assert.equal(await ended(worker.process), 0, worker.output());
}
