import { expect, it } from "vitest";
import { drawFigures, drawGrowth } from "../../bench/chart.ts";
import { contenders } from "../../bench/folders.ts";
import type { Row } from "../../bench/result.ts";

const values: Row["values"] = Object.fromEntries(contenders.map((name, index) => [name, [index + 1]]));
const points = [1_000, 2_000].map((bindings) => ({ bindings, cpu: 1, memory: 1 }));

it.each([
  ["figures", drawFigures([{ id: "x", what: "x", unit: "ms", values }])],
  ["growth", drawGrowth(contenders.map((contender) => ({ contender, points })))],
])("the chart of %s has another color for each one where the reader prefers a dark scheme", (_, svg) => {
  const [style = ""] = /<style>.*<\/style>/.exec(svg) ?? [];
  const colors = new Set([...svg.matchAll(/ (?:fill|stroke)="(#\w+)"/g)].map(([, color = ""]) => color));
  expect(colors.size).toBeGreaterThan(4);
  expect([...colors].filter((color) => !style.includes(`[fill="${color}"]`))).toEqual([]);
  expect(style).toContain("prefers-color-scheme: dark");
});
