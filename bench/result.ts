import type { Folders } from "./folders.ts";
import type { ContenderName } from "./folders.ts";
import type { Server } from "./child.ts";

/** What a figure is counted in. */
export type Unit = "s" | "ms" | "µs" | "kB" | "MB" | "files" | "packages" | "%" | "of the limit";

/** Something measured, of one or several contenders. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly unit: Unit;
  /** By contender, one value for each round. */
  readonly values: Partial<Readonly<Record<ContenderName, readonly number[]>>>;
}

/** How cost and memory go with the number of bindings. */
export interface Curve {
  readonly contender: ContenderName;
  readonly points: readonly CurvePoint[];
}

export interface CurvePoint {
  readonly bindings: number;
  /** Microseconds of processor time for each binding since the point before. */
  readonly cpu: number;
  /** Most resident memory since the point before, less what there was before the first request, in MB. */
  readonly memory: number;
}

/** What a scenario found. */
export interface Outcome {
  readonly rows: readonly Row[];
  readonly growth?: readonly Curve[];
}

/** What scenarios work with. */
export interface Context {
  readonly folders: Folders;
  /** Started when first asked for. */
  readonly server: () => Promise<Server>;
  /** How many rounds, given how many it takes for a figure to be believed. */
  readonly rounds: (usual: number) => number;
  readonly isQuick: boolean;
}

export type Scenario = (context: Context) => Promise<Outcome>;
