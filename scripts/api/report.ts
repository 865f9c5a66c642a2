import { join } from "node:path";
import { readManifest } from "../build/entries.ts";
import { invokeExtractor } from "../build/extractor.ts";

/** Where the reports are, in the project. */
export const REPORTS = "etc";

/** Entry points with types, by the name of their report. */
export async function entryPoints(
  root: string,
): Promise<readonly (readonly [name: string, types: string])[]> {
  const { exports } = await readManifest(root);
  return Object.entries(exports).flatMap(([path, target]) => {
    if (typeof target === "string") return [];
    const name = path === "." ? "index" : path.slice(2).replaceAll("/", "-");
    return [[name, "types" in target ? target.types : target.import.types] as const];
  });
}

/**
 * Compares an entry point's public types with their report. Whether they differ; where `write` is set, the report is
 * brought up to date.
 */
export function compareWithReport(
  root: string,
  [name, types]: readonly [string, string],
  write: boolean,
): boolean {
  const apiReport = {
    enabled: true,
    // Types that are reached by way of the exported ones can break users as well.
    includeForgottenExports: true,
    reportFolder: join(root, REPORTS),
    reportFileName: `${name}.api.md`,
    reportTempFolder: join(root, ".cache", "api"),
  };
  const { apiReportChanged, errorCount } = invokeExtractor(
    root,
    join(root, types),
    { apiReport, dtsRollup: { enabled: false } },
    { localBuild: write },
  );
  if (errorCount > 0) throw new Error(`The types of the entry point ${name} cannot be read`);
  return apiReportChanged;
}
