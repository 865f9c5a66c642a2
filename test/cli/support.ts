import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { type BindingSeed, type EmulatorOptions, createEmulator } from "../../src/emulator/index.ts";
import { accountSid, serviceSid } from "../support/sids.ts";

/** The program as it is installed. */
export const program = fileURLToPath(new URL("../../cli/dist/main.js", import.meta.url));

/** No output may hold it. */
export const authToken = "0123456789-a-token-that-nobody-prints";

export const secondService = `IS${"b".repeat(32)}`;

/** The environment of the program: credentials, and where the requests go. */
export const environment = (url: string): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  TWILIO_ACCOUNT_SID: accountSid,
  TWILIO_AUTH_TOKEN: authToken,
  TWILIO_BINDINGS_BASE_URL: url,
});

/** How the program ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly notes: string;
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
}

/** Starts the program with an open standard input. */
export function launch(args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, [program, ...args], { env });
  onTestFinished(() => void child.kill("SIGKILL"));
  let [out, notes] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (out += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (notes += chunk));
  child.stdin.on("error", () => undefined);
  const ended = new Promise<Ended>((resolve) => child.once("close", (code) => resolve({ code, out, notes })));
  return { child, ended };
}

/** Serves an emulator with these bindings, and runs the program against it. */
export async function serve(seeds: readonly BindingSeed[], options: EmulatorOptions = {}) {
  const emulator = createEmulator({ accountSid, serviceSid, ...options });
  emulator.seed(seeds);
  const server = await emulator.listen();
  onTestFinished(() => server.close());
  const env = environment(server.url);
  return {
    emulator,
    url: server.url,
    env,
    launch: (...args: readonly string[]) => launch(args, env),
    /** Runs the program to its end. @param input - what it reads from standard input */
    run: (args: readonly string[], input = "", more: NodeJS.ProcessEnv = {}) => {
      const { child, ended } = launch(args, { ...env, ...more });
      child.stdin.end(input);
      return ended;
    },
    sids: (filter: object = { document: "conversations_v1" }) =>
      emulator.bindings(filter).map(({ sid }) => sid),
    deletes: () => emulator.requests.filter(({ method }) => method === "DELETE"),
  };
}

/** A folder until the end of the test. */
export async function createFolder(): Promise<(name: string) => string> {
  const folder = await mkdtemp(join(tmpdir(), "cli-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return (name) => join(folder, name);
}

export const linesOf = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");

export const jsonLinesOf = (text: string) =>
  linesOf(text).map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
