import { readFile } from "node:fs/promises";
import { isObject } from "../../checks.ts";
import { ValidationError } from "../../errors.ts";
import { VERSION } from "../../version.ts";
import { type Emulator, createEmulator } from "../emulator.ts";
import { faultKinds } from "../faults.ts";
import type { RecordedRequest } from "../record.ts";
import { type BindingSeed, checkCount } from "../seed.ts";
import type { EmulatedBinding } from "../values.ts";
import { type CliOptions, flagThatSets, helpText, readCliOptions, usageError } from "./read.ts";

/** So many bindings are inserted before the process looks at its signals. */
const batchSize = 5_000;

/** How many bindings were inserted, and the first one of Conversations. */
interface Inserted {
  conversations: number;
  chat: number;
  first: EmulatedBinding | undefined;
}

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
  return message.replaceAll(/(?<=^|because )[\w.]+/g, (option) => flagThatSets(option) ?? option);
}

/** What is printed once it listens: where, what is there, and a request to try. The first line ends with the URL. */
function welcome(emulator: Emulator, url: string, inserted: Inserted, open: boolean): string {
  const { accountSid, serviceSid } = emulator;
  const { conversations, chat, first } = inserted;
  const counted = (count: number) => count.toLocaleString("en");
  const sample = first ? `\n  Binding   ${first.sid}\n  Identity  ${first.identity}` : "";
  return `The emulator of Twilio's bindings API listens on ${url}

  Account   ${accountSid}
  Service   ${serviceSid}
  Bindings  ${counted(conversations)} in Conversations, ${counted(chat)} in Chat and IP Messaging${sample}
  Login     ${open ? "any user name and password" : "only the given credentials"}

  curl -u ${open ? "any:any" : "USER:PASSWORD"} "${url}/v1/Services/${serviceSid}/Bindings?PageSize=5"

Press Ctrl+C to stop it.
`;
}

/** A line about a request, with credentials redacted. */
function logLine(request: RecordedRequest, format: "text" | "json"): string {
  if (format === "json") return JSON.stringify(request);
  const { method, url, status, time, fault } = request;
  const target = url.slice(url.indexOf("/", url.indexOf("//") + 2));
  const notes = [`${Math.max(0, Date.now() - time)} ms`, ...(fault === undefined ? [] : [fault])];
  return `${new Date(time).toISOString()} ${status ?? "---"} ${method} ${target} (${notes.join(", ")})`;
}
