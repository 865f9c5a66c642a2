import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator } from "../../src/emulator/index.ts";
import { buildCli } from "../build/cli.ts";

/** What is typed for each transcript, in this order: what one removes, the next does not have. */
const sessions: Readonly<Record<string, readonly string[]>> = {
  list: [
    "twilio-bindings list --service $SERVICE --identity alice",
    "twilio-bindings list --service $SERVICE --type gcm --limit 3 --columns sid,identity --format csv",
    "twilio-bindings list --service $SERVICE --limit 2 --columns sid,identity --format ndjson --redact",
  ],
  count: [
    "twilio-bindings count --service $SERVICE --service $OTHER",
    "twilio-bindings count --service $SERVICE --type gcm --by age",
  ],
  report: ["twilio-bindings report --service $SERVICE --service $OTHER --top 3"],
  sweep: [
    "twilio-bindings sweep --service $SERVICE --service $OTHER --type gcm --older-than 90d --dry-run",
    "twilio-bindings sweep --service $SERVICE --service $OTHER --type gcm --older-than 90d --yes --at-most 100; echo $?",
    "twilio-bindings sweep --service $SERVICE --service $OTHER --type gcm --older-than 90d --yes --backup gcm.ndjson",
  ],
  remove: [
    "twilio-bindings remove --service $SERVICE $SID --yes --format json",
    "twilio-bindings remove --from-file gcm.ndjson --yes --format csv",
  ],
};

/** Sessions in a terminal of 80 columns, which have bars. */
const terminals: ReadonlySet<string> = new Set(["report"]);

/** Runs a program in a pseudo-terminal. */
const terminal = ["python3", "-c", "import pty, sys; pty.spawn(sys.argv[1:])"] as const;

/** When the transcripts are made: ages count from it. */
const now = Date.parse("2026-06-01T12:00:00Z");
const daysAgo = (days: number) => new Date(now - days * 86_400_000).toISOString().replace(".000", "");

const services = { SERVICE: `IS${"5e".repeat(16)}`, OTHER: `IS${"0b".repeat(16)}` };

const seeds = [
  { identity: "alice", bindingType: "apn", count: 2, dateUpdated: daysAgo(3) },
  { identity: "alice", bindingType: "gcm", dateUpdated: daysAgo(410) },
  { bindingType: "gcm", count: 90, dateUpdated: daysAgo(200) },
  { bindingType: "gcm", count: 12, dateUpdated: daysAgo(20) },
  { bindingType: "fcm", count: 140, dateUpdated: daysAgo(12) },
  { bindingType: "gcm", count: 47, dateUpdated: daysAgo(500), serviceSid: services.OTHER },
] as const;

/** Runs each session on an emulator. Returns the transcripts by the path of their files. */
async function record(root: string): Promise<ReadonlyMap<string, string>> {
  const emulator = createEmulator({ serviceSid: services.SERVICE, randomSeed: 15 });
  const [first] = emulator.seed(seeds);
  const server = await emulator.listen();
  const folder = await mkdtemp(join(tmpdir(), "transcripts-"));
  // Not where others may be running it.
  await buildCli(root, join(folder, "dist"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  const env = {
    PATH: process.env["PATH"],
    TWILIO_ACCOUNT_SID: emulator.accountSid,
    TWILIO_AUTH_TOKEN: "any token",
    TWILIO_BINDINGS_BASE_URL: server.url,
    NODE_OPTIONS: `--import=data:text/javascript,Date.now=()=>${now}`,
    ...services,
    SID: first?.sid,
    NO_COLOR: "1",
  };
  const program = `twilio-bindings() { '${process.execPath}' '${join(folder, "dist/main.js")}' "$@"; }`;
  const run = async (command: string, isTerminal: boolean) => {
    // The shell's own redirection keeps the order of both outputs. In a terminal, the line of progress is left out.
    const before = isTerminal ? "stty cols 80\nexec 2>/dev/null" : "exec 2>&1";
    const shell = ["bash", "-c", `${program}\n${before}\n${command}`] as const;
    const [file, ...args] = isTerminal ? ([...terminal, ...shell] as const) : shell;
    const child = spawn(file, args, { cwd: folder, env, stdio: ["ignore", "pipe", "ignore"] });
    let printed = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (printed += chunk));
    await once(child, "close");
    const text = printed.replaceAll("\r\n", "\n").replaceAll(server.url, "https://conversations.twilio.com");
    return `$ ${command}\n${text}`;
  };
  const transcripts = new Map<string, string>();
  try {
    for (const [name, commands] of Object.entries(sessions)) {
      const blocks: string[] = [];
      for (const command of commands) blocks.push(await run(command, terminals.has(name)));
      transcripts.set(join(root, `examples/command-line/${name}.console`), blocks.join("\n"));
    }
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
  return transcripts;
}

/** Writes the transcripts that are out of date, unless it is only to check. Returns their files. */
export async function updateTranscripts(
  root: string,
  { check }: { readonly check: boolean },
): Promise<string[]> {
  const stale: string[] = [];
  for (const [file, text] of await record(root)) {
    if ((await readFile(file, "utf8").catch(() => "")) === text) continue;
    stale.push(file);
    if (!check) await writeFile(file, text);
  }
  return stale;
}
