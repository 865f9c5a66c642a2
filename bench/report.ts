import { cpus, totalmem } from "node:os";
import type { Curve, Row } from "./result.ts";

/** What benchmark.json holds: the last run with each major version of Node, oldest version first. */
export interface Report {
  readonly runs: readonly Run[];
}

/** All that a run of the benchmark found, and where. */
export interface Run {
  readonly command: string;
  readonly date: string;
  readonly machine: string;
  readonly node: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
  readonly growth: readonly Curve[];
}

/** Puts a run in the place of the one with the same major version of Node. */
export function addRun({ runs }: Report, run: Run): Report {
  const others = runs.filter(({ node }) => parseInt(node) !== parseInt(run.node));
  return { runs: [...others, run].sort((a, b) => parseInt(a.node) - parseInt(b.node)) };
}

export function createRun(findings: Pick<Run, "command" | "versions" | "rows" | "growth">): Run {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return {
    ...findings,
    date: new Date().toISOString().slice(0, 10),
    machine: `${process.platform} ${process.arch}, ${cpus().length} × ${processor?.model ?? "unknown"}, ${memory} GB`,
    node: process.versions.node,
  };
}
