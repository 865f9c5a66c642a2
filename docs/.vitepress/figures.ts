import { readFileSync } from "node:fs";
import type { MarkdownRenderer } from "vitepress";
import { figure } from "../../bench/format.ts";
import type { Report } from "../../bench/report.ts";
import type { Row } from "../../bench/result.ts";
import { median } from "../../bench/statistics.ts";

const wanted = [
  { id: "bundle", what: "bundled, minified, gzipped" },
  { id: "load", what: "to load and create a client" },
  { id: "latency", what: "to list 20,000 bindings at 25 ms a request" },
] as const;

/** Puts figures of the benchmark in the place of `<!-- figures -->`: this package's, and the official library's. */
export function showFigures(md: MarkdownRenderer): void {
  md.core.ruler.push("figures", ({ tokens }) => {
    for (const token of tokens)
      if (token.type === "html_block" && token.content.trim() === "<!-- figures -->")
        token.content = figures();
  });
}

function figures(): string {
  const file = new URL("../benchmark.json", import.meta.url);
  const { runs } = JSON.parse(readFileSync(file, "utf8")) as Report;
  const items = wanted.map(({ id, what }) => {
    const row = runs[0]?.rows.find((each) => each.id === id);
    if (!row) throw new Error(`docs/benchmark.json has no row ${id}`);
    const [ours, theirs] = [figureOf(row, "twilio-bindings"), figureOf(row, "twilio")];
    return `<dt>${what}</dt>\n<dd><strong>${ours}</strong> <span>the official library: ${theirs}</span></dd>`;
  });
  return `<dl class="figures">\n${items.join("\n")}\n</dl>\n`;
}

function figureOf({ values, unit }: Row, name: "twilio" | "twilio-bindings"): string {
  return figure(median(values[name] ?? []), unit);
}
