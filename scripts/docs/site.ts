import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { Application, type TypeDocOptions } from "typedoc";
import { iconsOnThePage, redocPages, titleFromHeading, wordsFromOpenApi } from "./plugin.ts";
import { redocScript } from "./redoc.ts";
import type { Reference } from "./reference.ts";

const REDOC = "assets/redoc.js";

/** What the site is made of besides sources and Markdown. */
export interface Material {
  readonly references: ReadonlyMap<string, Reference>;
  /** File of the API reference's first page. */
  readonly overview: string;
  /** What Redoc draws, by the key in the front matter of the page. */
  readonly documents: ReadonlyMap<string, object>;
}

/** Types that stand behind a public one, whose own page says what there is to say. */
const notExported = [
  ...["CamelCase", "Check", "GivenProperties", "OneOrMore"],
  ...["components", "faultTraits", "operations", "sids"],
];

/** Builds the site with TypeDoc. Whatever TypeDoc objects to, an undocumented public name above all, is an error. */
export async function buildSite(out: string, work: string, material: Material): Promise<void> {
  const customJs = join(work, "browser.js");
  await build({ entryPoints: ["scripts/docs/browser.ts"], outfile: customJs, bundle: true, minify: true });
  const { references, overview, documents } = material;
  const app = await Application.bootstrapWithPlugins({
    ...options,
    plugin: [titleFromHeading, wordsFromOpenApi(references), iconsOnThePage, redocPages(documents, REDOC)],
    projectDocuments: ["docs/guides.md", overview],
    customJs,
    out,
  });
  const project = await app.convert();
  if (project) {
    app.validate(project);
    await app.generateOutputs(project);
    await writeFile(join(out, REDOC), await redocScript());
  }
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("TypeDoc objects, see above.");
}

const options: Partial<TypeDocOptions> = {
  name: "twilio-bindings",
  logLevel: "Warn",
  includeVersion: true,
  entryPoints: ["src/index.ts", "src/emulator/index.ts"],
  tsconfig: "scripts/build/tsconfig.json",
  readme: "docs/front-page.md",
  customCss: "scripts/docs/site.css",
  customFooterHtml: "<p>Made with TypeDoc and Redoc. Not affiliated with Twilio.</p>",
  customFooterHtmlDisableWrapper: true,
  hideGenerator: true,
  cleanOutputDir: true,
  headings: { readme: false, document: false },
  searchInDocuments: true,
  searchInComments: true,
  sort: ["documents-first", "source-order"],
  sortEntryPoints: false,
  disableSources: true,
  excludeInternal: true,
  highlightLanguages: [
    ...["bash", "console", "css", "html", "javascript", "json", "jsonc", "json5", "yaml"],
    ...["tsx", "typescript", "python"],
  ],
  blockTags: [
    ...new Set([
      "@default",
      "@deprecated",
      "@module",
      "@param",
      "@returns",
      "@see",
      "@throws",
      "@description",
      "@template",
      "@example",
      "@remarks",
      "@group",
      "@category",
    ] as const),
  ],
  intentionallyNotExported: notExported,
  validation: {
    notExported: true,
    invalidLink: true,
    invalidPath: true,
    rewrittenLink: true,
    notDocumented: true,
  },
};
