import { contenders } from "./folders.ts";
import { spread } from "./format.ts";
import type { Curve, Row } from "./result.ts";

/** A table for people: names of columns, then rows of text. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The figures of each contender. */
export function figureTable(rows: readonly Row[]): Table {
  return {
    head: ["median ± deviation", ...contenders],
    rows: rows.map(({ what, values, unit }) => [
      what,
      ...contenders.map((contender) => spread(values[contender], unit)),
    ]),
  };
}

/** CPU time per binding and growth of memory, by number of bindings. */
export function growthTable(growth: readonly Curve[]): Table {
  const [first] = growth;
  return {
    head: ["bindings", ...growth.map(({ contender }) => contender)],
    rows: (first?.points ?? []).map(({ bindings }, index) => [
      bindings.toLocaleString("en"),
      ...growth.map(({ points }) => {
        const point = points[index];
        return point ? `${point.cpu.toFixed(1)} µs, +${point.memory.toFixed(0)} MB` : "–";
      }),
    ]),
  };
}
