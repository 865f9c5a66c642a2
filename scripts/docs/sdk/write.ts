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

/**
 * Writes the SDK reference, docs/sdk/ with its sidebar, from the docstrings. Whatever TypeDoc objects to, an
 * undocumented public name above all, is an error.
 */
export async function writeSdkReference(root: string): Promise<void> {
  const out = join(root, "docs/sdk");
  const app = await Application.bootstrapWithPlugins({
    ...options(out),
    plugin: ["typedoc-plugin-markdown", "typedoc-vitepress-theme", prepareReference],
  });
  const project = await app.convert();
  if (project) {
    app.validate(project);
    await app.generateOutputs(project);
  }
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("TypeDoc objects, see above.");
  await groupSidebar(join(out, "typedoc-sidebar.json"), join(out, "sidebar.json"));
}

type Items = readonly Item[];
interface Item {
  readonly text: string;
  readonly link?: string;
  readonly items?: Items;
}

/** TypeDoc's sidebar has the groups in each module; readers look for a purpose first. */
async function groupSidebar(from: string, to: string): Promise<void> {
  const modules = JSON.parse(await readFile(from, "utf8")) as Items;
  const groups = modules.flatMap(({ items = [] }) => items);
  const sidebar = groupOrder.map((text) => ({
    text,
    collapsed: true,
    items: groups
      .filter((group) => group.text === text)
      .flatMap(({ items = [] }) => items)
      .map(({ text: name, link = "" }) => ({ text: name, link: link.replace(/\.md$/, "") })),
  }));
  await writeFile(to, JSON.stringify(sidebar));
}

const options = (out: string): Partial<TypeDocOptions & PluginOptions & { docsRoot: string }> => ({
  logLevel: "Warn",
  entryPoints: ["src/index.ts", "src/emulator/index.ts", "src/openapi-fetch/index.ts"],
  tsconfig: "scripts/build/tsconfig.json",
  readme: "none",
  out,
  docsRoot: "docs",
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
