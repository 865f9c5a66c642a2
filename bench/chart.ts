import { linear, logarithmic, type Scale } from "./chart/scale.ts";
import { colorOf, legend, mark } from "./chart/marks.ts";
import { drawing, element, line, text } from "./chart/svg.ts";
import { contenders } from "./folders.ts";
import { figure } from "./format.ts";
import type { Curve, Row } from "./result.ts";
import { median } from "./statistics.ts";

const WIDTH = 860;
const others = contenders.slice(1);
const grid = { stroke: "#dbdee4" };
const bold = { "font-size": 16, "font-weight": "bold" };

/** Each figure as a multiple of this package's, on a logarithmic axis. */
export function drawFigures(rows: readonly Row[]): string {
  const compared = rows.flatMap((row) => {
    const ours = median(row.values["twilio-bindings"] ?? [NaN]);
    const times = others.flatMap((name) => {
      const theirs = row.values[name] ? median(row.values[name]) : 0;
      return theirs > 0 && ours > 0 ? [{ name, times: theirs / ours }] : [];
    });
    return times.length > 0 ? [{ label: `${row.what} (${figure(ours, row.unit)})`, times }] : [];
  });
  const [left, right, top, step] = [300, WIDTH - 60, 84, 30];
  const bottom = top + step * compared.length;
  const x = logarithmic([1, ...compared.flatMap(({ times }) => times.map((one) => one.times))], left, right);
  const title = "Relative to twilio-bindings";
  return drawing(WIDTH, bottom + 36, title, [
    text(16, 28, title, bold),
    text(16, 48, "right of the line: more than twilio-bindings; left of it: less", { fill: "#57606a" }),
    legend(others, WIDTH, 24),
    ...x.ticks.map((tick) => verticalAt(x.at(tick), top, bottom, `×${tick}`)),
    line(x.at(1), top, x.at(1), bottom, { stroke: colorOf("twilio-bindings"), "stroke-width": 2 }),
    ...compared.map(({ label, times }, index) => {
      const y = top + step * (index + 0.5);
      const marks = times.map((one) => mark(one.name, x.at(one.times), y));
      const official = times.find(({ name }) => name === "twilio");
      const said = official ? text(x.at(official.times) + 10, y + 4, timesLabel(official.times)) : "";
      return [text(left - 10, y + 4, label, end), line(left, y, right, y, grid), ...marks, said].join("");
    }),
  ]);
}

const end = { "text-anchor": "end" };

function timesLabel(times: number): string {
  return `×${times >= 10 ? times.toFixed(0) : times.toFixed(1)}`;
}

function verticalAt(x: number, top: number, bottom: number, label: string): string {
  return line(x, top, x, bottom, grid) + text(x, bottom + 18, label, { "text-anchor": "middle" });
}

/** CPU time per binding and memory, by the number of bindings streamed. */
export function drawGrowth(growth: readonly Curve[]): string {
  const title = "Streaming, by the number of bindings";
  const panels = [
    { name: "CPU time per binding, µs", read: "cpu", left: 60 },
    { name: "growth of resident memory, MB", read: "memory", left: 490 },
  ] as const;
  const curves = growth.filter(({ points }) => points.length > 0);
  return drawing(WIDTH, 340, title, [
    text(16, 28, title, bold),
    legend(
      curves.map(({ contender }) => contender),
      WIDTH,
      24,
    ),
    ...(curves.length === 0 ? [] : panels.map((panel) => drawPanel(curves, panel))),
  ]);
}

interface Panel {
  readonly name: string;
  readonly read: "cpu" | "memory";
  readonly left: number;
}

function drawPanel(curves: readonly Curve[], { name, read, left }: Panel): string {
  const [right, top, bottom] = [left + 325, 84, 300];
  const points = curves.flatMap((curve) => curve.points);
  const x = logarithmic(
    points.map(({ bindings }) => bindings),
    left,
    right,
  );
  const y = linear(
    points.map((point) => point[read]),
    bottom,
    top,
  );
  return [
    text(left, top - 14, name),
    ...y.ticks.map((tick) => line(left, y.at(tick), right, y.at(tick), grid) + tickLabel(left, y, tick)),
    ...x.ticks.map((tick) => verticalAt(x.at(tick), bottom, bottom + 4, tick.toLocaleString("en"))),
    ...curves.map(({ contender, points: own }) => {
      const places = own.map((point) => [x.at(point.bindings), y.at(point[read])] as const);
      const path = places.map((place) => place.map((at) => at.toFixed(1)).join(",")).join(" ");
      const drawn = element("polyline", { points: path, fill: "none", stroke: colorOf(contender) });
      return drawn + places.map((place) => mark(contender, ...place)).join("");
    }),
  ].join("\n");
}

function tickLabel(left: number, y: Scale, tick: number): string {
  return text(left - 8, y.at(tick) + 4, String(Number(tick.toPrecision(3))), end);
}
