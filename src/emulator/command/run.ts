import { readFile } from "node:fs/promises";
import { ValidationError } from "../../errors.ts";
import { VERSION } from "../../version.ts";
import { type Emulator, createEmulator } from "../emulator.ts";
import { faultKinds } from "../fault-kinds.ts";
import type { BindingSeed } from "../seed.ts";
import { flagThatSets, helpText } from "./flags.ts";
import { logLine, welcome } from "./print.ts";
import { type Order, UsageError, readOrder } from "./read.ts";

/** Runs the command; it listens until `ended` resolves. Resolves to the exit code. */
export async function run(args: readonly string[], ended: Promise<unknown>): Promise<number> {
  try {
    const order = readOrder(args);
    if (order.task === "listen") await listen(order, ended);
    else process.stdout.write(order.task === "help" ? helpText(faultKinds) : `${VERSION}\n`);
    return 0;
  } catch (error) {
    const usage = error instanceof UsageError || error instanceof ValidationError;
    process.stderr.write(`twilio-bindings-emulator: ${messageOf(error)}\n`);
    if (usage) process.stderr.write("Try twilio-bindings-emulator --help\n");
    return usage ? 2 : 1;
  }
}

async function listen(order: Order, ended: Promise<unknown>): Promise<void> {
  const { log, options, port, host } = order;
  const onRequest =
    log &&
    ((request: Parameters<typeof logLine>[0]) => void process.stdout.write(`${logLine(request, log)}\n`));
  const emulator = createEmulator({ ...options, onRequest });
  await sow(emulator, order);
  const server = await emulator.listen(port, host);
  const { authToken, apiSecret, token } = options;
  const open = authToken === undefined && apiSecret === undefined && token === undefined;
  process.stdout.write(welcome(emulator, server.url, open));
  await ended;
  await server.close();
}

async function sow(emulator: Emulator, { seed, seedFile }: Order): Promise<void> {
  emulator.seed(seed);
  if (seedFile === undefined) return;
  try {
    emulator.seed(JSON.parse(await readFile(seedFile, "utf8")) as BindingSeed[]);
  } catch (error) {
    throw new UsageError(`--seed-file ${seedFile}: ${messageOf(error)}`);
  }
}

/** One line; an option of the emulator's under the name of the switch that sets it. */
function messageOf(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ");
  if (!(error instanceof ValidationError)) return message;
  const flag = error.parameter === "count" ? "--seed" : flagThatSets(error.parameter);
  return flag === undefined ? message : message.replace(error.parameter, flag);
}
