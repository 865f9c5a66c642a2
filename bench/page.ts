import { format } from "prettier";
import type { Report, Run } from "./report.ts";
import { type Table, figureTable, growthTable } from "./tables.ts";

/** The benchmark as a page of Markdown. */
export function writePage({ runs }: Report): Promise<string> {
  const [first] = runs;
  if (!first) throw new Error("No run to show");
  const page = `<!-- Written by \`npm run bench\`. Do not edit. -->

# Benchmark

This package beside what a user would pick instead. One command measures all of it in one run, with the Node that runs
it, and replaces that version's figures here:

\`\`\`sh
npm ci && ${first.command}
\`\`\`

\`-- --only list,fetch\` chooses rows, \`-- --quick\` takes fewer rounds of less. Absolute figures differ from machine to
machine; the ratios hold better. The drawings show Node ${first.node}.

![Each figure as a multiple of this package's](benchmark.svg)

${runs.map(figuresOf).join("\n\n")}

## Growth

What a binding costs, and how far resident memory has risen, while a stream goes on. The first thousand pay for the
first use of everything; from then on both should stay flat.

![CPU for each binding and memory, by number of bindings](benchmark-growth.svg)

${markdown(growthTable(first.growth))}

${explanation}`;
  return format(page, { parser: "markdown", printWidth: 110 });
}

function figuresOf({ date, machine, node, versions, rows }: Run): string {
  const named = Object.entries(versions).map(([name, version]) => `\`${name}\` ${version}`);
  return `## Node ${parseInt(node)}

Measured on ${date} with Node ${node} on ${machine}; ${named.join(", ")}.

${markdown(figureTable(rows))}`;
}

const explanation = `## How it is measured

The package is packed with \`npm pack\` and installed from that file into an empty folder, as are the others from the
registry. The contenders take turns, in each round beginning with another one. A figure is the median of the rounds,
its deviation the median distance from it;
a ratio is that of the medians. The server is a process of its own (\`bench/server/\`) that copies
prepared bytes, so that what is measured is the client; it honours \`PageSize\` as Twilio does.

- **load and construct**: whole Node processes that import and construct, then end; less an empty ES module.
- **bundled**: the same program through esbuild, for Node, minified, then \`gzip -9\`.
- **installed**: the sizes of all files in \`node_modules\` added up.
- **type-check**: \`tsc --strict --skipLibCheck --extendedDiagnostics\` of the same program, less an empty one;
  \`@types/node\` counts for both.
- **list**: \`await list()\` in a fresh process, CPU time of that process from the first request to the last binding.
  "Pages of 100" is what this package asks for by itself; "defaults" leaves \`twilio\` at the server's 50.
- **list at 25 ms**: each answer is held back for 25 ms; wall time.
- **stream**: \`for await\` here, \`each()\` of \`twilio\`, a loop over pages with \`fetch\` and with \`node:http\`. Memory is
  resident memory, looked at every thousand bindings, less what there was before the first request. "Rise after a
  tenth" is the mean of the last tenth less that of the second one. Node's \`fetch\` registers what it makes for a
  request to be told of its end; V8 lets go of such things only in a full collection, and so they grow the heap.
- **removeAll**: each request takes 30 ms. One server answers 429 when more than 12 are in flight, the other when more
  than 200 a second come (a burst of 20, \`Retry-After: 1\`); neither limit is told to the client. "Of the limit" compares
  with the shortest time in which the limit allows to list and remove them.
- **fetch one**: CPU time of a call on a warm connection, in a process for each contender, after a warm-up.
`;

function markdown({ head, rows }: Table): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
