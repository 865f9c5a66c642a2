import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../..", import.meta.url));
const running = new Set<ChildProcess>();

// Even if the test itself is ended from outside.
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** One of the example's commands, as a process of its own. */
export interface Command {
  readonly process: ChildProcess;
  /** As the queue knows it. */
  readonly name: string;
  /** What it has written so far, to both of its outputs. */
  output(): string;
}

/** Starts `sweep-queue/src/<script>.ts`. */
export function start(script: string, environment: NodeJS.ProcessEnv, args: readonly string[] = []): Command {
  const child = spawn(process.execPath, ["--import", "tsx", `sweep-queue/src/${script}.ts`, ...args], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  return { process: child, name: `${hostname()}-${String(child.pid)}`, output: () => output };
}

/** Waits for the end of a process; gives its exit code, or the signal that ended it. */
export async function ended(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
    await once(child, "exit");
  return child.exitCode ?? child.signalCode;
}

/** Polls until a condition holds. @throws Error if it does not in time */
export async function until(what: string, holds: () => unknown, milliseconds = 100_000): Promise<void> {
  for (const deadline = Date.now() + milliseconds; !(await holds());) {
    if (Date.now() > deadline) throw new Error(`Not within ${milliseconds} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
