/** Where a value stands on an axis, and the values that get a label. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** From the power of ten below the least value to the one above the greatest. */
export function logarithmic(values: readonly number[], start: number, end: number): Scale {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const ticks = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
  return { at: (value) => start + ((Math.log10(value) - low) / (high - low)) * (end - start), ticks };
}

/** From zero to a round number above the greatest value, in at most six steps. */
export function linear(values: readonly number[], start: number, end: number): Scale {
  const most = Math.max(...values, 1e-9);
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [0.2, 0.5, 1, 2].map((factor) => factor * power).find((size) => most / size <= 5) ?? power * 5;
  const steps = Math.ceil(most / step);
  const ticks = Array.from({ length: steps + 1 }, (_, index) => index * step);
  return { at: (value) => start + (value / (steps * step)) * (end - start), ticks };
}
