// npm run bench [-- --only load,list] [-- --quick]: this package beside what a user would pick instead.
import { readArguments } from "./arguments.ts";
import { type Server, startServer } from "./child.ts";
import { createFolders } from "./folders.ts";
import type { Context, Curve, Row } from "./result.ts";
import { figureTable, targetTable } from "./tables.ts";
import { draw } from "./terminal.ts";

const { chosen, isQuick } = readArguments(process.argv.slice(2));
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
  await folders.remove();
}
console.log(draw(targetTable(rows)));
console.log(draw(figureTable(rows)));
