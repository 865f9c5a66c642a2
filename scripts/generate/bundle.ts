import { bundle as bundleFiles, createConfig } from "@redocly/openapi-core";

/** A document as one JSON value: all that its `$ref`s name in other files stands in its own components. */
export async function bundle(file: string): Promise<Record<string, unknown>> {
  const config = await createConfig({});
  const { bundle: bundled, problems } = await bundleFiles({ ref: file, config });
  const [problem] = problems;
  if (problem) throw new Error(`${file}: ${problem.message}`);
  // YAML aliases and repeated `$ref`s may share objects; JSON has none.
  return JSON.parse(JSON.stringify(bundled.parsed)) as Record<string, unknown>;
}
