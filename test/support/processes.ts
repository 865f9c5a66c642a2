import { execFile } from "node:child_process";

/** How a process ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** In milliseconds; the process is killed after it. @default 300000 */
  readonly timeout?: number;
}

/** Runs a program and tells how it ended. Rejects where it could not be started or had to be killed. */
export function start(
  file: string,
  args: readonly string[],
  { cwd, env = process.env, timeout = 300_000 }: ProcessOptions,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      file,
      [...args],
      { cwd, env, timeout, maxBuffer: 64 * 2 ** 20 },
      (error, stdout, stderr) => {
        if (error === null) resolve({ code: 0, stdout, stderr });
        else if (typeof error.code === "number") resolve({ code: error.code, stdout, stderr });
        else reject(new Error(`${file} ${args.join(" ")}: ${error.message}\n${stderr}`, { cause: error }));
      },
    );
    child.stdin?.end();
  });
}

/** Runs a program and gives its output. Rejects where it fails. */
export async function output(
  file: string,
  args: readonly string[],
  options: ProcessOptions,
): Promise<string> {
  const { code, stdout, stderr } = await start(file, args, options);
  if (code === 0) return stdout;
  throw new Error(`${file} ${args.join(" ")} ended with ${code}\n${stdout}\n${stderr}`);
}
