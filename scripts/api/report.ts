import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

/** Where the reports are, in the project. */
export const REPORTS = "etc";

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
}

/** Entry points with types, by the name of their report. */
export async function entryPoints(
  root: string,
): Promise<readonly (readonly [name: string, types: string])[]> {
  const { exports } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Manifest;
  return Object.entries(exports).flatMap(([path, entry]) =>
    typeof entry === "string" ? [] : [[path === "." ? "index" : path.slice(2), entry.types] as const],
  );
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
  const none = { logLevel: ExtractorLogLevel.None };
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      newlineKind: "lf",
      mainEntryPointFilePath: join(root, types),
      // As a user's project would have it: our own tsconfig is about sources.
      compiler: { overrideTsconfig: { compilerOptions } },
      apiReport: {
        enabled: true,
        // Types that are reached by way of the exported ones can break users as well: the generated ones above all.
        includeForgottenExports: true,
        reportFolder: join(root, REPORTS),
        reportFileName: `${name}.api.md`,
        reportTempFolder: join(root, ".cache", "api"),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        // Release tags, missing comments and their syntax are matters of style, and not of this check.
        extractorMessageReporting: { default: none },
        tsdocMessageReporting: { default: none },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, "package.json"),
  });
  const { apiReportChanged, errorCount } = Extractor.invoke(config, {
    localBuild: write,
    messageCallback: (message) => {
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
  if (errorCount > 0) throw new Error(`The types of the entry point ${name} cannot be read`);
  return apiReportChanged;
}

const compilerOptions = {
  target: "ES2023",
  lib: ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
  module: "NodeNext",
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
};
