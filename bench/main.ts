// npm run bench [-- --only load,list] [-- --quick]: compares this package with the alternatives.
import { mkdir, writeFile } from "node:fs/promises";
import { format } from "prettier";
import { readArguments } from "./arguments.ts";
import { drawFigures, drawGrowth } from "./chart.ts";
import { type Server, startServer } from "./child.ts";
import { createFolders } from "./folders.ts";
import { writePage } from "./page.ts";
import { type Report, createReport } from "./report.ts";
import type { Context, Curve, Row } from "./result.ts";
import { figureTable, growthTable, targetTable } from "./tables.ts";
import { draw } from "./terminal.ts";

const { chosen, isQuick, isWhole } = readArguments(process.argv.slice(2));
const report = await measure();
console.log(draw(targetTable(report.rows)));
console.log(draw(figureTable(report.rows)));
if (report.growth.length > 0) console.log(draw(growthTable(report.growth)));
await write(report);

async function measure(): Promise<Report> {
  const folders = await createFolders();
  let server: Promise<Server> | undefined;
  const context: Context = {
    folders,
    server: () => (server ??= startServer(folders)),
    rounds: (usual) => (isQuick ? Math.ceil(usual / 4) : usual),
    isQuick,
  };
  const rows: Row[] = [];
  const growth: Curve[] = [];
  try {
    for (const [name, scenario] of chosen) {
      const start = performance.now();
      process.stderr.write(`${name} …`);
      const outcome = await scenario(context);
      rows.push(...outcome.rows);
      growth.push(...(outcome.growth ?? []));
      process.stderr.write(` ${((performance.now() - start) / 1000).toFixed(0)} s\n`);
    }
  } finally {
    (await server)?.close();
  }
  const command = ["npm run bench", ...(process.argv.length > 2 ? ["--", ...process.argv.slice(2)] : [])];
  return createReport({ command: command.join(" "), versions: folders.versions, rows, growth });
}

/** Only a whole run goes into the documentation. */
async function write(report: Report): Promise<void> {
  const folder = new URL(isWhole ? "../docs/" : "../.cache/bench/", import.meta.url);
  await mkdir(folder, { recursive: true });
  const json = await format(JSON.stringify(report, null, 2), { parser: "json", printWidth: 110 });
  await writeFile(new URL("benchmark.json", folder), json);
  await writeFile(new URL("benchmark.md", folder), await writePage(report));
  await writeFile(new URL("benchmark.svg", folder), drawFigures(report.rows));
  await writeFile(new URL("benchmark-growth.svg", folder), drawGrowth(report.growth));
  console.log(
    `Written: benchmark.{json,md,svg} and benchmark-growth.svg in ${isWhole ? "docs/" : ".cache/bench/"}`,
  );
}
