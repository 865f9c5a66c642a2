import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Runs a program of this folder in a process of its own and reads the JSON that it prints. */
export async function runChild(
  program: string,
  flags: readonly string[] = [],
  args: readonly unknown[] = [],
) {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const command = [...flags, "--import", "tsx", file, ...args.map(String)];
  const { stdout } = await promisify(execFile)(process.execPath, command, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as unknown;
}
