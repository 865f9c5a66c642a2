import { join } from "node:path";
import { readSource } from "../openapi/source.ts";

/** The module with the regions and their edges, from openapi/components/regions.yaml. */
export async function regionsModule(folder: string): Promise<string> {
  const { value } = await Promise.resolve(readSource(join(folder, "components", "regions.yaml")));
  const { default: region, edges } = value;
  if (typeof region !== "string" || typeof edges !== "object" || edges === null || !(region in edges)) {
    throw new Error("regions.yaml: expected edges by region, and a default that is one of them");
  }
  return [
    "/** The region of an edge that is given alone. */",
    `export const defaultRegion = ${JSON.stringify(region)};`,
    "",
    "/** The edge of each region that can be given alone. */",
    `export const regionEdges: Readonly<Record<string, string>> = ${JSON.stringify(edges)};`,
  ].join("\n");
}
