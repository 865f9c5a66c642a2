import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { loadDocument } from "../openapi/load.ts";
import { emulationModule } from "./emulation.ts";
import { filtersModule } from "./filters.ts";
import { type LoadedDocument, operationsModule } from "./operations.ts";
import { regionsModule } from "./regions.ts";
import { loadSids } from "./sids.ts";
import { typesModule } from "./types.ts";

const HEADER =
  "// Made by scripts/generate.ts from openapi/. Do not edit: change the YAML and run `npm run generate`.\n\n";

/** Every file of generated/, by name, as it should be. */
export async function generate(folder: string): Promise<Map<string, string>> {
  const documents = await loadDocuments(folder);
  const sids = await loadSids(folder);
  const outputs = new Map<string, string>();
  for (const { name } of documents) {
    outputs.set(`${name}.ts`, await finish(await typesModule(join(folder, `${name}.yaml`))));
  }
  outputs.set("operations.ts", await finish(operationsModule(documents, sids)));
  outputs.set("filters.ts", await finish(filtersModule(documents)));
  outputs.set("regions.ts", await finish(await regionsModule(folder)));
  outputs.set("emulation.ts", await finish(emulationModule(documents)));
  return outputs;
}

/** The documents are the YAML files named for a product and its version; all else there goes with them. */
async function loadDocuments(folder: string): Promise<LoadedDocument[]> {
  const files = (await readdir(folder)).filter((file) => /_v\d+\.yaml$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace(/\.yaml$/, ""),
      document: await loadDocument(join(folder, file)),
    })),
  );
}

async function finish(module: string): Promise<string> {
  // The project's own style, wherever the output goes.
  const config = await resolveConfig(new URL("outputs.ts", import.meta.url));
  return format(HEADER + module, { ...config, parser: "typescript" });
}
