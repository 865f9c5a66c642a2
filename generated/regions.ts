// Made by scripts/generate.ts from openapi/. Do not edit: change the YAML and run `npm run generate`.

/** The region of an edge that is given alone. */
export const defaultRegion = "us1";

/** The edge of each region that can be given alone. */
export const regionEdges: Readonly<Record<string, string>> = { us1: "ashburn", ie1: "dublin", au1: "sydney" };
