import { readFile } from "node:fs/promises";
import { isObject } from "../../checks.ts";
import { ValidationError } from "../../errors.ts";
import { VERSION } from "../../version.ts";
import { type Emulator, createEmulator } from "../emulator.ts";
import { faultKinds } from "../faults.ts";
import type { RecordedRequest } from "../record.ts";
import { type BindingSeed, checkCount } from "../seed.ts";
import { type Inserted, logLine, welcome } from "./print.ts";
import { type CliOptions, flagThatSets, helpText, readCliOptions, usageError } from "./read.ts";

/** So many bindings are inserted before the process looks at its signals. */
const batchSize = 5_000;

/** Runs the command; it listens until `ended` aborts. Resolves to the exit code. */
export async function run(args: readonly string[], ended: AbortSignal): Promise<number> {
  try {
    const options = readCliOptions(args);
    if (options.task === "listen") await listen(options, ended);
    else process.stdout.write(options.task === "help" ? helpText(faultKinds) : `${VERSION}\n`);
    return 0;
  } catch (error) {
    const usage = error instanceof ValidationError;
    process.stderr.write(`twilio-bindings-emulator: ${messageOf(error)}\n`);
    if (usage) process.stderr.write("Try twilio-bindings-emulator --help\n");
    return usage ? 2 : 1;
  }
}

async function listen(cli: CliOptions, ended: AbortSignal): Promise<void> {
  const { log, options, port, host } = cli;
  const onRequest =
    log && ((request: RecordedRequest) => void process.stdout.write(`${logLine(request, log)}\n`));
  const emulator = createEmulator({ ...options, onRequest });
  const over = new Promise((resolve) => ended.addEventListener("abort", resolve, { once: true }));
  const inserted = await insertAll(emulator, cli, ended);
  if (ended.aborted) return;
  const server = await emulator.listen(port, host);
  const open = [options.authToken, options.apiSecret, options.token].every((secret) => secret === undefined);
  process.stdout.write(welcome(emulator, server.url, inserted, open));
  await over;
  await server.close();
}

/** Inserts bindings in batches, unless it is ended. */
async function insertAll(emulator: Emulator, cli: CliOptions, ended: AbortSignal): Promise<Inserted> {
  const { bindings, bindingsFile } = cli;
  const inserted: Inserted = { conversations: 0, chat: 0, first: undefined };
  const insert = async (seed: BindingSeed) => {
    // Throws: the emulator accepts objects only.
    if (!isObject(seed)) emulator.seed([seed]);
    const { document = "conversations_v1", count = 1 } = seed;
    for (let left = checkCount("count", count); !ended.aborted; left -= batchSize) {
      const added = emulator.seed({ ...seed, count: Math.min(left, batchSize) });
      if (document === "conversations_v1") inserted.first ??= added[0];
      inserted[document === "conversations_v1" ? "conversations" : "chat"] += added.length;
      await new Promise(setImmediate);
      if (left <= batchSize) return;
    }
  };
  for (const document of ["chat_v2", "conversations_v1"] as const)
    await insert({ document, count: bindings });
  if (bindingsFile === undefined) return inserted;
  try {
    const seeds: unknown = JSON.parse(new TextDecoder().decode(await readFile(bindingsFile)));
    for (const seed of [seeds].flat()) await insert(seed as BindingSeed);
  } catch (error) {
    throw usageError(`--bindings-file ${bindingsFile}: ${(error as Error).message}`);
  }
  return inserted;
}

/** One line; an option of the emulator's under the name of the flag that sets it. */
function messageOf(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ");
  const flag = error instanceof ValidationError ? flagThatSets(error.parameter) : undefined;
  if (flag === undefined) return message;
  const because = /(?<=because )\w+/;
  return message
    .replace((error as ValidationError).parameter, flag)
    .replace(because, (option) => flagThatSets(option) ?? option);
}
