import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Application, type TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { groupOrder } from "./groups.ts";
import { prepareReference } from "./plugin.ts";

/** Types that stand behind a public one, whose own page says what there is to say. */
const notExported = [
  ...["CamelCase", "GivenProperties", "Given", "Lookup", "Named", "OneOrMore", "Only", "Selector"],
  ...["components", "faultTraits", "operations", "paths", "sids"],
];

const NAVIGATION = "navigation.json";

/**
 * Writes the SDK reference, docs/sdk/ with its sidebar, from the docstrings. Whatever TypeDoc objects to, an
 * undocumented public name above all, is an error.
 */
export async function writeSdkReference(root: string): Promise<void> {
  const out = join(root, "docs/sdk");
  const app = await Application.bootstrapWithPlugins({
    ...options(out),
    plugin: ["typedoc-plugin-markdown", prepareReference],
  });
  const project = await app.convert();
  if (project) {
    app.validate(project);
    await app.generateOutputs(project);
  }
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("TypeDoc objects, see above.");
  await writeSidebar(join(out, NAVIGATION), join(out, "sidebar.json"));
}

/** Modules, their groups, and the names in these, as the plugin writes them. */
type Navigation = readonly Entry[];
interface Entry {
  readonly title: string;
  /** Below docs/sdk/. */
  readonly path?: string;
  readonly children?: Navigation;
}

/** The navigation has the groups in each module; readers look for a purpose first. */
async function writeSidebar(from: string, to: string): Promise<void> {
  const modules = JSON.parse(await readFile(from, "utf8")) as Navigation;
  const groups = modules.flatMap(({ children = [] }) => children);
  const sidebar = groupOrder.map((text) => ({
    text,
    collapsed: true,
    items: groups
      .filter((group) => group.title === text)
      .flatMap(({ children = [] }) => children)
      .map(({ title, path = "" }) => ({ text: title, link: `/sdk/${path.replace(/\.md$/, "")}` })),
  }));
  await writeFile(to, JSON.stringify(sidebar));
}

const options = (out: string): Partial<TypeDocOptions & PluginOptions> => ({
  logLevel: "Warn",
  entryPoints: ["src/index.ts", "src/emulator/index.ts", "src/openapi-fetch/index.ts"],
  tsconfig: "scripts/build/tsconfig.json",
  readme: "none",
  out,
  entryFileName: "index.md",
  hidePageHeader: true,
  navigationJson: join(out, NAVIGATION),
  router: "structure",
  groupOrder: [...groupOrder],
  sort: ["source-order"],
  sortEntryPoints: false,
  disableSources: true,
  excludeInternal: true,
  excludeExternals: true,
  navigation: { includeGroups: true },
  blockTags: [
    ...([
      "@default",
      "@deprecated",
      "@module",
      "@param",
      "@returns",
      "@see",
      "@throws",
      "@description",
    ] as const),
    ...(["@template", "@example", "@remarks", "@group", "@category"] as const),
  ],
  intentionallyNotExported: notExported,
  validation: {
    notExported: true,
    invalidLink: true,
    invalidPath: true,
    rewrittenLink: true,
    notDocumented: true,
  },
  pageTitleTemplates: { index: "SDK reference", module: "{name}", member: "{name}" },
  tableColumnSettings: { hideInherited: true, hideOverrides: true, hideDefaults: true, hideModifiers: true },
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  typeAliasPropertiesFormat: "table",
  propertyMembersFormat: "table",
  useCodeBlocks: true,
  expandObjects: true,
  hideBreadcrumbs: true,
  useCustomAnchors: true,
});
