// npm run bench [-- --only load,list] [-- --quick]: compares this package with the alternatives.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { format } from "prettier";
import { readArguments } from "./arguments.ts";
import { drawFigures, drawGrowth } from "./chart.ts";
import { type Server, startServer } from "./child.ts";
import { createFolders } from "./folders.ts";
import { writePage } from "./page.ts";
import { type Report, type Run, addRun, createRun } from "./report.ts";
import type { Context, Curve, Row } from "./result.ts";
import { figureTable, growthTable } from "./tables.ts";
import { readTargets, targetTable } from "./targets.ts";
import { draw } from "./terminal.ts";

const { chosen, isQuick, isWhole } = readArguments(process.argv.slice(2));
const found = await measure();
console.log(draw(targetTable(found.rows, readTargets())));
console.log(draw(figureTable(found.rows)));
if (found.growth.length > 0) console.log(draw(growthTable(found.growth)));
await write(found);

async function measure(): Promise<Run> {
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
  return createRun({ command: command.join(" "), versions: folders.versions, rows, growth });
}

/** Only a whole run goes into the documentation. The drawings show the oldest Node. */
async function write(run: Run): Promise<void> {
  const folder = new URL(isWhole ? "../docs/" : "../.cache/bench/", import.meta.url);
  await mkdir(folder, { recursive: true });
  const report = isWhole ? addRun(await readReport(folder), run) : { runs: [run] };
  const [{ rows, growth } = run] = report.runs;
  const json = await format(JSON.stringify(report, null, 2), { parser: "json", printWidth: 110 });
  await writeFile(new URL("benchmark.json", folder), json);
  await writeFile(new URL("benchmark.md", folder), await writePage(report));
  await writeFile(new URL("benchmark.svg", folder), drawFigures(rows));
  await writeFile(new URL("benchmark-growth.svg", folder), drawGrowth(growth));
  console.log(
    `Written: benchmark.{json,md,svg} and benchmark-growth.svg in ${isWhole ? "docs/" : ".cache/bench/"}`,
  );
}

async function readReport(folder: URL): Promise<Report> {
  return JSON.parse(await readFile(new URL("benchmark.json", folder), "utf8")) as Report;
}
