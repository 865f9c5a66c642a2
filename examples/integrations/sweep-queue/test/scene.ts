import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, type EmulatorSettings, createEmulator } from "twilio-bindings/emulator";
import { type SweepQueue, openQueue } from "../src/queue.ts";
import { readSettings } from "../src/settings.ts";
import { type Command, ended, start } from "./processes.ts";

const sid = (kind: string, number: number) => `${kind}${String(number).padStart(32, "0")}`;
export const accountA = sid("AC", 1);
const accountB = sid("AC", 2);
export const accountWithWrongToken = sid("AC", 3);
export const accountWithoutToken = sid("AC", 4);
const [one, two, three, four, five] = [1, 2, 3, 4, 5].map((number) => sid("IS", number));

/** What is to be swept: nine sweeps, of two accounts and both products. */
export const plan = [
  { accountSid: accountA, product: "conversations", serviceSids: [one, two], bindingTypes: ["gcm"] },
  { accountSid: accountA, product: "chat", serviceSids: [one], bindingTypes: ["apn"] },
  {
    accountSid: accountB,
    product: "conversations",
    serviceSids: [three, four, five],
    bindingTypes: ["gcm", "fcm"],
  },
];

/** 800 bindings that the plan matches, and 260 that it does not: other types, products, services. */
const matched = [
  { serviceSid: one, bindingType: "gcm", count: 230 },
  { serviceSid: two, bindingType: "gcm", count: 70 },
  { document: "chat_v2", serviceSid: one, bindingType: "apn", count: 150 },
  { serviceSid: three, bindingType: "gcm", count: 190 },
  { serviceSid: three, bindingType: "fcm", count: 40 },
  { serviceSid: four, bindingType: "gcm", count: 120 },
] as const;
const bystanders = [
  { serviceSid: one, bindingType: "apn", count: 50 },
  { serviceSid: one, bindingType: "fcm", count: 30 },
  { document: "chat_v2", serviceSid: one, bindingType: "gcm", count: 40 },
  { document: "chat_v2", serviceSid: two, bindingType: "apn", count: 20 },
  { serviceSid: three, bindingType: "apn", count: 30 },
  { serviceSid: four, bindingType: "twilsock", count: 30 },
  { serviceSid: sid("IS", 6), bindingType: "gcm", count: 60 },
] as const;

/** An emulator with bindings, a queue, and what the commands need to reach both. */
export interface Scene {
  readonly emulator: Emulator;
  readonly queue: SweepQueue;
  /** SIDs of the bindings that the plan matches. */
  readonly toGo: ReadonlySet<string>;
  /** SIDs of those that it does not match and that there are at the moment. */
  bystanders(): readonly string[];
  /** How many of the bindings that the plan matches are still there. */
  left(): number;
  /** `npm run enqueue`, to its end; gives its output. */
  enqueue(plan: unknown): Promise<string>;
  startWorker(): Command;
  close(): Promise<void>;
}

/** Sets the scene. @param settings - of the workers @param limits - what the account really permits */
export async function setScene(
  name: string,
  redisUrl: string,
  settings: Readonly<Record<string, string>>,
  limits: EmulatorSettings,
): Promise<Scene> {
  // Each account has credentials of another kind, and no others are accepted.
  const emulator = createEmulator({
    accountSid: accountA,
    authToken: "token of A",
    apiKey: "SKb",
    apiSecret: "secret of B",
    maxRecordedRequests: 100_000,
    ...limits,
  });
  const toGo = new Set(emulator.seed(matched).map((binding) => binding.sid));
  emulator.seed(bystanders);
  const server = await emulator.listen();
  const directory = await mkdtemp(join(tmpdir(), "sweep-queue-"));
  const file = (fileName: string, content: unknown) => {
    const path = join(directory, fileName);
    return writeFile(path, JSON.stringify(content)).then(() => path);
  };
  const environment = {
    ...settings,
    REDIS_URL: redisUrl,
    SWEEP_QUEUE: name,
    TWILIO_BINDINGS_BASE_URL: server.url,
    SWEEP_CREDENTIALS: await file("credentials.json", {
      [accountA]: { authToken: "token of A" },
      [accountB]: { apiKey: "SKb", apiSecret: "secret of B" },
      [accountWithWrongToken]: { authToken: "token of A" },
    }),
  };
  const queue = openQueue(readSettings(environment));
  const workers: Command[] = [];
  const sids = () => emulator.bindings().map((binding) => binding.sid);
  return {
    emulator,
    queue,
    toGo,
    bystanders: () => sids().filter((one) => !toGo.has(one)),
    left: () => sids().filter((one) => toGo.has(one)).length,
    enqueue: async (content) => {
      const command = start("enqueue", environment, [await file("plan.json", content)]);
      if ((await ended(command.process)) !== 0) throw new Error(command.output());
      return command.output();
    },
    startWorker: () => {
      const worker = start("worker", environment);
      workers.push(worker);
      return worker;
    },
    close: async () => {
      for (const worker of workers) worker.process.kill("SIGKILL");
      await Promise.all(workers.map((worker) => ended(worker.process)));
      await queue.close();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
