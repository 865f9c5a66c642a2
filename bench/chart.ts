import { type EChartsOption, init } from "echarts";
import { contenders } from "./folders.ts";
import { figure } from "./format.ts";
import type { Curve, Row } from "./result.ts";
import { median } from "./statistics.ts";

const others = contenders.slice(1);
/** Told apart without colours, too: each has a symbol of its own. */
const looks = {
  "twilio-bindings": { color: "#0b6e4f", symbol: "diamond" },
  twilio: { color: "#c8102e", symbol: "circle" },
  "openapi-fetch": { color: "#6a4fb3", symbol: "triangle" },
  fetch: { color: "#1f6fb2", symbol: "rect" },
  "node:http": { color: "#6b6b6b", symbol: "emptyCircle" },
} as const;
/** A ground of its own, so that it reads on a dark page as well. */
const card = { backgroundColor: "#ffffff", animation: false, textStyle: { color: "#24292f" } } as const;
const WIDTH = 860;

/** Each figure as a multiple of this package's, on a logarithmic axis. */
export function drawFigures(rows: readonly Row[]): string {
  const compared = rows
    .map(({ what, unit, values }) => ({
      what,
      unit,
      values,
      ours: median(values["twilio-bindings"] ?? [NaN]),
    }))
    .filter(({ values, ours }) => ours > 0 && others.some((name) => name in values))
    .toReversed();
  const series = others.map((name) => ({
    name,
    type: "scatter" as const,
    symbolSize: 11,
    symbol: looks[name].symbol,
    itemStyle: { color: looks[name].color },
    label: { show: name === "twilio", position: "right" as const, formatter: timesLabel },
    data: compared.flatMap(({ values, ours, what }) => {
      const theirs = values[name] ? median(values[name]) : 0;
      return theirs > 0 ? [[theirs / ours, what]] : [];
    }),
  }));
  return draw(120 + 30 * compared.length, {
    ...card,
    title: {
      text: "Times what twilio-bindings takes",
      subtext: "right of the line: more; left of it: less",
      left: 16,
    },
    legend: { top: 12, right: 16, itemWidth: 14 },
    grid: { left: 300, right: 60, top: 70, bottom: 30 },
    xAxis: { type: "log", axisLabel: { formatter: (value: number) => `×${value}` } },
    yAxis: {
      type: "category",
      data: compared.map(({ what }) => what),
      axisLabel: {
        formatter: (what: string) => {
          const row = compared.find((candidate) => candidate.what === what);
          return row ? `${what} (${figure(row.ours, row.unit)})` : what;
        },
      },
      splitLine: { show: true },
    },
    series: [
      ...series,
      {
        type: "line",
        data: [],
        markLine: {
          symbol: "none",
          silent: true,
          lineStyle: { color: looks["twilio-bindings"].color, type: "solid", width: 2 },
          label: { show: false },
          data: [{ xAxis: 1 }],
        },
      },
    ],
  });
}

function timesLabel({ value }: { value: unknown }): string {
  const [times = 0] = value as number[];
  return `×${times >= 10 ? times.toFixed(0) : times.toFixed(1)}`;
}

/** What a binding costs, and the memory, by the number of bindings streamed so far. */
export function drawGrowth(growth: readonly Curve[]): string {
  const panels = [
    { name: "CPU for each binding, µs", read: "cpu" },
    { name: "growth of resident memory, MB", read: "memory" },
  ] as const;
  return draw(340, {
    ...card,
    title: { text: "Streaming, by the number of bindings", left: 16 },
    legend: { top: 12, right: 16, itemWidth: 14 },
    grid: panels.map((_, index) => ({ left: index === 0 ? 60 : 490, width: 325, top: 80, bottom: 40 })),
    xAxis: panels.map((_, gridIndex) => ({
      type: "log" as const,
      gridIndex,
      min: "dataMin" as const,
      axisLabel: { formatter: (value: number) => value.toLocaleString("en") },
    })),
    yAxis: panels.map(({ name }, gridIndex) => ({
      type: "value" as const,
      gridIndex,
      name,
      min: 0,
      nameTextStyle: { align: "left" as const },
    })),
    series: panels.flatMap(({ read }, index) =>
      growth.map(({ contender, points }) => ({
        name: contender,
        type: "line" as const,
        xAxisIndex: index,
        yAxisIndex: index,
        symbol: looks[contender].symbol,
        symbolSize: 7,
        lineStyle: { color: looks[contender].color },
        itemStyle: { color: looks[contender].color },
        data: points.map((point) => [point.bindings, point[read]]),
      })),
    ),
  });
}

/** Draws without a browser. */
function draw(height: number, option: EChartsOption): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  try {
    chart.setOption(option);
    return `${chart.renderToSVGString()}\n`;
  } finally {
    chart.dispose();
  }
}
