import type { Calls, Library } from "./library.ts";
import { type HostileServer, type Treatment, openHostileServer } from "./server.ts";

/** One row of the table: a hostile server, a call, and what is wanted of it. */
export interface FaultCase {
  readonly name: string;
  /** What a caller would want, in a few words. */
  readonly wanted: string;
  /** Treats the requests of one run. */
  readonly server: (url: string, foreignUrl: string) => Treatment;
  readonly call: (calls: Calls) => Promise<unknown>;
  readonly outcome: (run: Run) => Outcome;
}

/** What a library did. */
export interface Run {
  readonly requests: HostileServer["requests"];
  /** Requests that came to another host. */
  readonly foreign: HostileServer["requests"];
  readonly value?: unknown;
  readonly error?: unknown;
  /** How long the call took, in milliseconds. */
  readonly duration: number;
}

export interface Outcome {
  readonly asWanted: boolean;
  /** What happened, in a few words. */
  readonly what: string;
}

/** Runs a case with a library. */
export async function runCase(faultCase: FaultCase, library: Library): Promise<Outcome> {
  await using foreign = await openHostileServer();
  await using server = await openHostileServer();
  server.treat(faultCase.server(server.url, foreign.url));
  const start = performance.now();
  const outcome = await faultCase.call(library.open(server.url)).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  const duration = performance.now() - start;
  return faultCase.outcome({ ...outcome, duration, requests: server.requests, foreign: foreign.requests });
}
