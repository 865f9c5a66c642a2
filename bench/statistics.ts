/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("No values");
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + upper) / 2 : upper;
}

/** The average of some numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Measures all contenders in each round, each time beginning with another one. */
export async function alternate<Name extends string, Value>(
  names: readonly Name[],
  rounds: number,
  measure: (name: Name) => Value | Promise<Value>,
): Promise<Record<Name, Value[]>> {
  const values = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Value[]>;
  for (let round = 0; round < rounds; round++) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)])
      values[name].push(await measure(name));
  }
  return values;
}
