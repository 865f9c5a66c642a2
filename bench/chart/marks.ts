import type { contenders } from "../folders.ts";
import { element, text } from "./svg.ts";

type Contender = (typeof contenders)[number];

/** Told apart without colors, too: each has a shape of its own. */
const looks: Readonly<Record<Contender, { readonly color: string; readonly path: string }>> = {
  "twilio-bindings": { color: "#0b6e4f", path: "M0-6L6 0L0 6L-6 0Z" },
  twilio: { color: "#c8102e", path: "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z" },
  "openapi-fetch": { color: "#6a4fb3", path: "M0-6L6 5L-6 5Z" },
  fetch: { color: "#1f6fb2", path: "M-5-5L5-5L5 5L-5 5Z" },
  "node:http": { color: "#6b6b6b", path: "M-5-5L0-1L5-5L5-2L2 0L5 2L5 5L0 1L-5 5L-5 2L-2 0L-5-2Z" },
};

export function colorOf(contender: Contender): string {
  return looks[contender].color;
}

/** The shape of a contender. */
export function mark(contender: Contender, x: number, y: number): string {
  const { color, path } = looks[contender];
  return element("path", { d: path, fill: color, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
}

/** Which shape is whose, in a row that ends at `right`. */
export function legend(names: readonly Contender[], right: number, y: number): string {
  const width = 118;
  const start = right - names.length * width;
  return names
    .map((name, index) => {
      const x = start + index * width;
      return mark(name, x, y) + text(x + 12, y + 4, name);
    })
    .join("");
}
