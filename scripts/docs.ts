/** `npm run docs`: the docs site, into site/. */
import { join } from "node:path";
import { writeReferencePages } from "./docs/pages.ts";
import { bundleReferences } from "./docs/reference.ts";
import { buildSite } from "./docs/site.ts";

const WORK = ".cache/docs";

const references = await bundleReferences(join(WORK, "openapi"));
const { overview, documents } = await writeReferencePages(references, join(WORK, "reference"));
await buildSite("site", WORK, { references, overview, documents });
console.log("Written: site/. Open site/index.html.");
