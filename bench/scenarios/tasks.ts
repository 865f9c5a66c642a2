import { type RunTask, type Server, prepare } from "../child.ts";
import type { ContenderName } from "../folders.ts";
import type { Task } from "../programs/run.ts";
import type { Context } from "../result.ts";
import type { ServerOptions } from "../server/main.ts";
import { serviceSid } from "../server/records.ts";

/** Contenders ready for tasks on a server that is told what to be. */
export interface Arena {
  readonly server: Server;
  readonly run: (contender: ContenderName, task: Task) => Promise<unknown>;
}

export async function createArena(
  { folders, server: start }: Context,
  contenders: readonly ContenderName[],
  options: ServerOptions,
): Promise<Arena> {
  const server = await start();
  await server.become(options);
  const runners = new Map<ContenderName, RunTask>();
  for (const contender of contenders) runners.set(contender, await prepare(folders, contender));
  return {
    server,
    run: async (contender, task) => {
      const run = runners.get(contender);
      if (!run) throw new Error(`${contender} was not prepared`);
      return run({ url: server.url, serviceSid, task });
    },
  };
}
