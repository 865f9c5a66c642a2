import { readFileSync } from "node:fs";

const shells = ["sh", "ash", "bash", "dash", "zsh", "ksh", "busybox"];

/**
 * Calls back once the npx or npm (or pnpm, yarn) that started this process has ended: being killed, none of them
 * tells its child. Started by anything else, such as a shell with `&` or nohup, a process ends only by a signal.
 * A closed stdin says nothing: many start a program with it closed. On Windows, where a process keeps the number of its
 * parent, nothing is noticed.
 */
export function onPackageRunnerEnd(callback: () => void): void {
  if (process.env["npm_config_user_agent"] === undefined) return;
  const runner = findRunner();
  if (runner <= 1) return;
  const timer = setInterval(() => {
    if (findRunner() === runner) return;
    clearInterval(timer);
    callback();
  }, 500);
  timer.unref();
}

/** The parent, or that of the shell which npm puts between. Once it has ended, its children have another one. */
function findRunner(): number {
  let pid = process.ppid;
  try {
    // On Linux. Elsewhere the shell gives way to its command.
    for (;;) {
      const [, name = "", parent] =
        /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
      if (!shells.includes(name)) return pid;
      pid = Number(parent);
    }
  } catch {
    return pid;
  }
}
