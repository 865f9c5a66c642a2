import type { Folders } from "./folders.ts";
import type { ContenderName } from "./folders.ts";
import type { Server } from "./child.ts";
import { median } from "./statistics.ts";

/** What a figure is counted in. */
export type Unit = "s" | "ms" | "µs" | "kB" | "MB" | "files" | "packages" | "%" | "of the limit";

/** Something measured, of one or several contenders. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly unit: Unit;
  /** By contender, one value for each round. */
  readonly values: Partial<Readonly<Record<ContenderName, readonly number[]>>>;
  readonly targets: readonly Target[];
}

/** What this package wants to reach. */
export interface Target {
  /** Whose figure ours is divided by; ours itself counts where there is nobody. */
  readonly against?: ContenderName;
  readonly measured: number;
  readonly bound: number;
  /** Whether `bound` is the least or the most. */
  readonly is: "at most" | "at least";
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

/** Our median over another's. */
export function ratioTarget(values: Row["values"], against: ContenderName, bound: number): Target {
  const of = (contender: ContenderName) => median(values[contender] ?? []);
  return { against, bound, is: "at most", measured: of("twilio-bindings") / of(against) };
}

/** Whether a target is reached. */
export function isMet({ measured, bound, is }: Target): boolean {
  return is === "at most" ? measured <= bound : measured >= bound;
}
