import { execFile, fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import type { ContenderName, Folders } from "./folders.ts";
import type { Assignment } from "./programs/run.ts";
import type { ServerCounts, ServerOptions } from "./server/main.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const exec = promisify(execFile);
/** Without what the caller's environment says to Node. */
const env = { PATH: process.env["PATH"] };

/** Does tasks with one contender, each in a process of its own. */
export type RunTask = (assignment: Assignment) => Promise<unknown>;

/** Puts a contender's program next to its packages. */
export async function prepare(folders: Folders, contender: ContenderName): Promise<RunTask> {
  const folder = await folders.of(contender);
  const program = join(folder, "program.js");
  await compile(
    `import { open } from "./programs/${contender.replace(":", "-")}.ts";
     import { run } from "./programs/run.ts";
     await run(open);`,
    program,
  );
  return async (assignment) => {
    const { stdout } = await exec(process.execPath, [program, JSON.stringify(assignment)], {
      env,
      maxBuffer: 2 ** 26,
    });
    return JSON.parse(stdout) as unknown;
  };
}

/** TypeScript to a single module; packages that are measured stay outside of it. */
async function compile(contents: string, outfile: string): Promise<void> {
  await build({
    stdin: { contents, resolveDir: here, loader: "ts" },
    outfile,
    bundle: true,
    external: ["twilio-bindings", "twilio", "openapi-fetch"],
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
}

/** Milliseconds that a Node process takes from its start to its end. */
export function timeProcess(file: string): number {
  const start = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, [file], { env, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`${file} ended with ${status ?? "a signal"}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** The server, in a process of its own. */
export interface Server {
  readonly url: string;
  /** Makes it another server, with all its bindings. */
  readonly become: (options: ServerOptions) => Promise<void>;
  readonly counts: () => Promise<ServerCounts>;
  readonly close: () => void;
}

export async function startServer(folders: Folders): Promise<Server> {
  const program = join(folders.base, "server.mjs");
  await compile(`import { serve } from "./server/main.ts"; serve();`, program);
  const server = fork(program, { env, execArgv: [] });
  const answer = async () => (await once(server, "message"))[0] as unknown;
  const { url } = (await answer()) as { url: string };
  return {
    url,
    become: async (options) => {
      server.send(options);
      await answer();
    },
    counts: async () => {
      server.send("counts");
      return (await answer()) as ServerCounts;
    },
    close: () => {
      server.disconnect();
    },
  };
}
