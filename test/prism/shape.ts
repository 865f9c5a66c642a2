/** The names and nesting in a JSON value. The first element of an array stands for all. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== "object" || value === null) return "value";
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, shapeOf((value as Record<string, unknown>)[name])]));
}

/** A binding as the official library shows it, with the API's names. */
export function apiShapeOf(resource: object): unknown {
  const shown = JSON.parse(JSON.stringify(resource)) as Record<string, unknown>;
  const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return shapeOf(Object.fromEntries(Object.entries(shown).map(([name, value]) => [snake(name), value])));
}
