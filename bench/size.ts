// npm run ci -- size: fails where the package, as it is packed, gets heavier than bench/budget.json says.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { diagnose, read } from "./compiler.ts";
import { createFolders, install, versionOf } from "./folders.ts";
import { countModules } from "./modules.ts";
import { bundledSize } from "./scenarios/bundle.ts";
import { installedSize } from "./scenarios/installed.ts";
import { starts } from "./scenarios/starts.ts";

/** What bench/budget.json holds. */
interface Budget {
  /** The most, of all exports of the main entry. */
  readonly bundledKilobytes: number;
  /** The most. */
  readonly installedKilobytes: number;
  /** The most. */
  readonly modulesLoaded: number;
  /** What there were when it was last written down; they may not double. */
  readonly typeInstantiations: number;
}

/** A user's program of three lines that goes through the types of lists, bindings and filters. */
const program = `import twilio from "twilio-bindings";
const { bindings } = twilio().conversations.v1.services("IS0123456789abcdef0123456789abcdef");
for await (const { sid } of bindings.list({ bindingType: "gcm", limit: 20 })) await bindings(sid).remove();
`;

const budget = JSON.parse(await readFile(new URL("budget.json", import.meta.url), "utf8")) as Budget;
const folders = await createFolders();
const folder = await folders.of("twilio-bindings");
const everything = 'export * from "twilio-bindings"; export { default } from "twilio-bindings";';
check("bundled, minified, gzipped, kB", await bundledSize(everything, folder), budget.bundledKilobytes);
const { kilobytes } = await installedSize(folder);
check("installed with dependencies, kB", kilobytes, budget.installedKilobytes);
check("modules loaded", await modulesLoaded(folder), budget.modulesLoaded);
check(
  "type instantiations, which may not double",
  await instantiations(folder),
  2 * budget.typeInstantiations - 1,
);

function check(what: string, measured: number, most: number): void {
  const isWithin = measured <= most;
  console.log(`${isWithin ? "✓" : "✗"} ${what}: ${Number(measured.toPrecision(4))}, at most ${most}`);
  if (!isWithin) process.exitCode = 1;
}

async function modulesLoaded(folder: string): Promise<number> {
  const file = join(folder, "start.js");
  await writeFile(file, starts["twilio-bindings"]);
  return countModules(file);
}

async function instantiations(folder: string): Promise<number> {
  await install(folders.base, `@types/node@${versionOf("@types/node")}`);
  const file = join(folder, "program.ts");
  await writeFile(file, program);
  return read(await diagnose(file), "Instantiations");
}
