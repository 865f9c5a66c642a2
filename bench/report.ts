import { cpus, totalmem } from "node:os";
import type { Curve, Row } from "./result.ts";

/** All that a run of the benchmark found, and where; this is what benchmark.json holds. */
export interface Report {
  readonly command: string;
  readonly date: string;
  readonly machine: string;
  readonly node: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
  readonly growth: readonly Curve[];
}

export function createReport(findings: Pick<Report, "command" | "versions" | "rows" | "growth">): Report {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return {
    ...findings,
    date: new Date().toISOString().slice(0, 10),
    machine: `${process.platform} ${process.arch}, ${cpus().length} × ${processor?.model ?? "unknown"}, ${memory} GB`,
    node: process.versions.node,
  };
}
