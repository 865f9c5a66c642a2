import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { onDisk, serveSite, sitePages } from "./support/site.ts";
import { openTab, visit } from "./support/visit.ts";

const widths = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const schemes = ["light", "dark"] as const;
/** Pictures of every page, for people to look at. */
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

const looks = Object.entries(widths).flatMap(([name, viewport]) =>
  schemes.map((colorScheme) => ({ name: `${name}-${colorScheme}`, viewport, colorScheme })),
);

describe.concurrent.each(["a server", "disk"] as const)("from %s", (from) => {
  it.each(looks)("every page is well, $name", async ({ name, viewport, colorScheme }) => {
    const base = from === "disk" ? onDisk : server.url;
    const context = await browser.newContext({ viewport, colorScheme });
    const { page, trouble } = await openTab(context, base);
    const faults: unknown[] = [];
    for (const path of pages) {
      await visit(page, base + encodeURI(path));
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
        faults.push(`${path} is wider than the window`);
      faults.push(...trouble.errors.splice(0).map((error) => `${path}: ${error}`));
      // A page looks the same from disk, so that axe and the camera see it once.
      if (from === "disk") continue;
      if (isOfItsOwnKind(path) || name === "wide-light") faults.push(...(await seriousFaults(path, page)));
      if (isOfItsOwnKind(path)) {
        const picture = `${shots}/${name}/${path.replaceAll("/", ".")}.png`;
        await page.screenshot({ path: picture, fullPage: true });
      }
    }
    expect(trouble.outside).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});

/** Most pages of the SDK reference are alike: one look at each is enough, and a picture of some. */
function isOfItsOwnKind(path: string): boolean {
  return !/^(classes|functions|interfaces|types|variables)\//.test(path) || /\.(Client|ApiError)\.html$/.test(path);
}

async function seriousFaults(path: string, page: Parameters<typeof visit>[0]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  // The navigation is the same on each page, and long: it is looked at on the first.
  if (path !== "index.html") axe.exclude(".tsd-navigation");
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${path}: ${id}, ${nodes.length} times: ${nodes[0]?.html.slice(0, 200) ?? ""} ${nodes[0]?.target.join(" ") ?? ""}`);
}
