import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";

const exec = promisify(execFile);
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const flags =
  "--noEmit --strict --skipLibCheck --allowImportingTsExtensions --module nodenext --target es2023 --types node";

/** What `tsc --extendedDiagnostics` prints, by label. */
export type Diagnostics = ReadonlyMap<string, number>;

/** Checks one file as a user's project would. Rejects where it has type errors. */
export async function diagnose(file: string): Promise<Diagnostics> {
  const { stdout } = await exec(process.execPath, [
    compiler,
    ...flags.split(" "),
    "--extendedDiagnostics",
    file,
  ]);
  return new Map(
    [...stdout.matchAll(/^(\S.*?):\s+([\d.]+)[sK]?$/gm)].map(([, label = "", value]) => [
      label,
      Number(value),
    ]),
  );
}

/** A figure, by the label that tsc gives it. */
export function read(diagnostics: Diagnostics, label: string): number {
  const value = diagnostics.get(label);
  if (value === undefined) throw new Error(`tsc does not say "${label}"`);
  return value;
}
