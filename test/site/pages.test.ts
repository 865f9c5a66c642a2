import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { onDisk, serveSite, sitePages } from "./support/site.ts";
import { openTab, visit } from "./support/visit.ts";

const widths = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;
const looks = (["wide", "phone"] as const).flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({
    name: `${width}-${colorScheme}`,
    viewport: widths[width],
    colorScheme,
  })),
);
/** Pictures of the pages, for people to look at. */
const shots = "coverage/site";

let browser: Browser;
let server: Awaited<ReturnType<typeof serveSite>>;
const pages = await sitePages();

beforeAll(async () => {
  browser = await launchChromium();
  server = await serveSite();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

// A page is loaded in one look and then changes into the others, as when a phone is turned or the evening comes.
it.concurrent.each([
  { from: "a server", order: looks },
  { from: "disk", order: looks.toReversed() },
])("every page from $from is well, at both widths, in both colour schemes", async ({ from, order }) => {
  const base = from === "disk" ? onDisk : server.url;
  const { page, trouble } = await openTab(await browser.newContext(), base);
  const faults: unknown[] = [];
  for (const path of pages) {
    for (const [index, { name, viewport, colorScheme }] of order.entries()) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      if (index === 0) await visit(page, base + encodeURI(path));
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
        faults.push(`${path} is wider than the window`);
      // A page looks the same from disk, so that axe and the camera see it once.
      if (from === "a server") faults.push(...(await look(page, path, name)));
    }
    faults.push(...trouble.errors.splice(0).map((error) => `${path}: ${error}`));
  }
  expect(trouble.outside).toEqual([]);
  expect(faults).toEqual([]);
});

/**
 * Takes a picture, and gives what axe finds. Both take seconds a page: axe sees every page in one look and one of each
 * kind in all four; the camera leaves out the pages that are like another.
 */
async function look(page: Page, path: string, name: string): Promise<string[]> {
  const isKind = isOneOfEachKind(path);
  if (isKind || (!isLikeAnother(path) && (name === "wide-light" || name === "phone-dark")))
    await page.screenshot({ path: `${shots}/${name}/${path.replaceAll("/", ".")}.png`, fullPage: true });
  return isKind || name === "wide-light" ? seriousFaults(page, path) : [];
}

/** Most pages of the SDK reference are alike, and those of IP Messaging are those of Chat. */
function isLikeAnother(path: string): boolean {
  return /^(classes|functions|interfaces|types|variables)\/|IP_Messaging/.test(path) && !isOneOfEachKind(path);
}

function isOneOfEachKind(path: string): boolean {
  return /^index|\.(Faults,_side_by_side|List_the_bindings_of_a_user|Client|redact|BindingType)\.html$/.test(path);
}

async function seriousFaults(page: Page, path: string): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
  // There are no frames, for which axe would open a page of its own.
  axe.setLegacyMode(true);
  // The navigation is the same on each page, and long: it is looked at on the first.
  if (path !== "index.html") axe.exclude(".tsd-navigation");
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes: [first, ...others] }) => {
      const where = `${first?.target.join(" ") ?? ""} ${first?.html.slice(0, 200) ?? ""}`;
      return `${path}: ${id} at ${where}, and at ${others.length} more`;
    });
}
