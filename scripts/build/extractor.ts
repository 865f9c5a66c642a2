import { join } from "node:path";
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorResult,
  type IConfigFile,
  type IExtractorInvokeOptions,
} from "@microsoft/api-extractor";

const compilerOptions = {
  target: "ES2023",
  lib: ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
  module: "NodeNext",
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  // `npm run check` checks the sources, test/package what is shipped.
  skipLibCheck: true,
};

/** Runs API Extractor on a declaration file, as a user's project would read it: our tsconfig is about sources. */
export function invokeExtractor(
  root: string,
  declarations: string,
  outputs: Pick<IConfigFile, "apiReport" | "dtsRollup">,
  options: IExtractorInvokeOptions = {},
): ExtractorResult {
  const none = { logLevel: ExtractorLogLevel.None };
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      newlineKind: "lf",
      mainEntryPointFilePath: declarations,
      compiler: { overrideTsconfig: { compilerOptions } },
      docModel: { enabled: false },
      tsdocMetadata: { enabled: false },
      ...outputs,
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
  return Extractor.invoke(config, {
    messageCallback: (message) => {
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
    ...options,
  });
}
