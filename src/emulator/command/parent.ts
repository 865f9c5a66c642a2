import { readFileSync } from "node:fs";

const interval = 500;
const shells = ["sh", "ash", "bash", "dash", "zsh", "ksh", "busybox"];

/**
 * Calls back once the npx or npm (or pnpm, yarn) that started this process has ended: being killed, none of them
 * tells its child. Started by anything else, such as a shell with `&` or nohup, a process ends only by a signal.
 * A closed stdin says nothing: many start a program with it closed.
 */
export function onPackageRunnerEnd(callback: () => void): void {
  if (process.env["npm_config_user_agent"] === undefined) return;
  let runner = process.ppid;
  // npm puts a shell between, some of which stay.
  for (let status = statusOf(runner); status && shells.includes(status.name); status = statusOf(runner))
    runner = status.parent;
  if (runner <= 1) return;
  const isChild = process.ppid === runner;
  const timer = setInterval(() => {
    if (isAlive(runner) && !(isChild && process.ppid !== runner)) return;
    clearInterval(timer);
    callback();
  }, interval);
  timer.unref();
}

function isAlive(pid: number): boolean {
  const status = statusOf(pid);
  if (status) return status.state !== "Z";
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is one, too.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Name, state and parent of a process, on Linux: elsewhere npm's shell gives way to its command. */
function statusOf(pid: number) {
  try {
    const [, name = "", state, parent] =
      /^\d+ \((.*)\) (\S) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return { name, state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}
