import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DefaultTheme } from "vitepress";
import { isDeprecated, placesOf, productTitle, readDocuments } from "./document.ts";
import { operationPage, overviewPage, productPage } from "./page.ts";
import { readSamples } from "./samples.ts";

/** Writes the API reference: docs/api/ with its sidebar, and the documents to download. */
export async function writeApiReference(root: string): Promise<void> {
  const documents = await readDocuments(root);
  const folder = join(root, "docs/api");
  const downloads = join(root, "docs/public/openapi");
  for (const each of [folder, downloads]) await rm(each, { recursive: true, force: true });
  await mkdir(downloads, { recursive: true });
  const sidebar: DefaultTheme.SidebarItem[] = [];
  for (const [name, document] of documents) {
    const places = placesOf(name, document);
    await mkdir(join(folder, name), { recursive: true });
    await copyFile(join(root, "generated/openapi", `${name}.json`), join(downloads, `${name}.json`));
    await writeFile(join(folder, name, "index.md"), productPage(name, document));
    for (const place of places) {
      const { operationId } = place.operation;
      const samples = await readSamples(root, name, operationId);
      await writeFile(join(folder, name, `${operationId}.md`), operationPage(place, samples));
    }
    sidebar.push({
      text: productTitle(name, document) + (isDeprecated(places) ? " (deprecated)" : ""),
      link: `/api/${name}/`,
      items: places.map(({ operation }) => ({
        text: operation.summary,
        link: `/api/${name}/${operation.operationId}`,
      })),
    });
  }
  await writeFile(join(folder, "index.md"), overviewPage(documents));
  await writeFile(join(folder, "sidebar.json"), JSON.stringify(sidebar));
}
