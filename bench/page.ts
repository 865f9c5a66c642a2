import { format } from "prettier";
import type { Report, Run } from "./report.ts";
import { type Table, figureTable, growthTable } from "./tables.ts";

/** The benchmark as a page of Markdown. */
export function writePage({ runs }: Report): Promise<string> {
  const [first] = runs;
  if (!first) throw new Error("No run to show");
  const page = `<!-- Written by \`npm run bench\`. Do not edit. -->

# Benchmark

This page compares the package with the alternatives. One command measures everything in one run, with the Node that
runs it, and replaces the figures of that version:

\`\`\`sh
npm ci && ${first.command}
\`\`\`

\`-- --only list,fetch\` selects rows, and \`-- --quick\` runs fewer and smaller rounds. Absolute figures depend on the
machine, ratios less so. The charts show Node ${parseInt(first.node)}.

![Each figure as a multiple of this package's](benchmark.svg)

${runs.map(figuresOf).join("\n\n")}

## Growth

CPU time per binding, and growth of resident memory, while bindings are streamed. The first thousand include the first use
of everything.

![CPU time per binding and memory, by number of bindings](benchmark-growth.svg)

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

The package is packed with \`npm pack\` and installed from that file into an empty folder; the others are installed from the
registry. The clients take turns, and each round starts with another one. A figure is the median of the rounds, ± the median
absolute deviation. A ratio is the ratio of medians. The server is a separate process (\`bench/server/\`) that sends prepared
bytes, so the client is what is measured. It honors \`PageSize\` as Twilio does.

- **load and construct**: the time of a Node process that imports the package and creates a client, minus that of an empty
  ES module.
- **bundled**: the same program bundled by esbuild for Node, minified, then \`gzip -9\`.
- **installed**: the total size of all files in \`node_modules\`.
- **type-check**: \`tsc --strict --skipLibCheck --extendedDiagnostics\` of the same program, minus an empty one; both include
  \`@types/node\`.
- **list**: \`await list()\` in a new process; CPU time of that process from the first request to the last binding. "Pages of
  100" is this package's default; "defaults" leaves \`twilio\` at the server's 50.
- **list at 25 ms**: the server delays each response by 25 ms; wall time.
- **stream**: \`for await\` here, \`each()\` of \`twilio\`, a loop over pages with \`fetch\` and with \`node:http\`. Memory is
  resident memory, sampled every thousand bindings, minus that before the first request. "Rise after a tenth" is the mean of
  the last tenth minus that of the second tenth. Node's \`fetch\` registers finalizers for each request, which V8 runs only
  in a full collection, so the heap grows.
- **removeAll**: each request takes 30 ms. One server responds with 429 to more than 12 concurrent requests, the other to
  more than 200 requests per second (burst of 20, \`Retry-After: 1\`). The client is not told the limit. "Of limit" is the
  shortest time in which the limit permits listing and removing, divided by the time taken.
- **fetch one**: CPU time of a call on a warm connection, in one process per client, after a warm-up.
`;

function markdown({ head, rows }: Table): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
