import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { type SiteServer, serveSite, sitePages } from "./support/site.ts";
import { NEW_COLORS, markNewColors } from "./support/colors.ts";
import { openTab, seriousFaults, seriousFaultsAgain, visit } from "./support/visit.ts";

const widths = { wide: { width: 1400, height: 900 }, phone: { width: 400, height: 844 } } as const;
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
let server: SiteServer;
const pages = (await sitePages()).filter((path) => path !== "404.html");

beforeAll(async () => {
  browser = await launchChromium();
  // Below a path, as GitHub serves a project's pages.
  server = await serveSite("/below/a/path/");
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

it.each(["guides/none.html", "sdk/twilio-bindings/none/none.html", "none.html"])(
  "the page for an address that does not exist works at %s",
  async (path) => {
    const { page, trouble } = await openTab(await browser.newContext(), server.url);
    const before = server.requests.length;
    await page.goto(server.url + path);
    expect(await page.getByRole("heading").innerText()).toBe("Page not found");
    expect(await seriousFaults(page, path)).toEqual([]);
    // The browser reports the page itself, and nothing else: it loads nothing.
    expect(server.requests.slice(before)).toEqual([`/below/a/path/${path}`]);
    expect(trouble.outside).toEqual([]);
    expect(trouble.errors.filter((error) => !error.includes("404"))).toEqual([]);
    await page.getByRole("link", { name: "Start page" }).click();
    expect(page.url()).toBe(`${server.url}index.html`);
    await page.close();
  },
);

interface Found {
  readonly faults: string[];
  readonly ids: Map<string, Set<string>>;
  readonly links: { readonly from: string; readonly to: string }[];
}

// A page is loaded in one look and then changes into the others, as when a phone is turned or the evening comes. Two
// tabs share the pages.
it("every page works below a path, at both widths, in both color schemes, and no link is broken", async () => {
  const found: Found = { faults: [], ids: new Map(), links: [] };
  const rest = [...pages];
  await Promise.all([walk(rest, found), walk(rest, found)]);
  expect(found.faults).toEqual([]);
  expect(brokenLinks(found)).toEqual([]);
  expect(found.links.length).toBeGreaterThan(1000);
});

async function walk(rest: string[], found: Found): Promise<void> {
  const { page, trouble } = await openTab(await browser.newContext(), server.url);
  for (let path = rest.shift(); path !== undefined; path = rest.shift()) {
    for (const [index, { name, viewport, colorScheme }] of looks.entries()) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      if (index === 0) await visit(page, server.url + encodeURI(path));
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
        found.faults.push(`${path} is wider than the window, ${name}`);
      found.faults.push(...(await look(page, path, name)));
    }
    await collectLinks(page, path, found);
    found.faults.push(...trouble.errors.splice(0).map((error) => `${path}: ${error}`));
    found.faults.push(...trouble.outside.splice(0).map((url) => `${path} requests ${url}`));
  }
}

/** Combinations of colors that axe has seen, by look. */
const colors = new Map(looks.map(({ name }) => [name, new Set<string>()]));
/** The same on all pages: it is looked at with the pictures. */
const navigation = [".VPSidebar", ".VPNav", ".VPLocalNav"];

/**
 * Takes pictures of one page of each kind, and returns what axe finds: on those all of it, in each look. On the others
 * contrast where colors are new, in each look, and everything else at each width: a color scheme changes only colors.
 */
async function look(page: Page, path: string, name: string): Promise<string[]> {
  const where = `${path}, ${name}`;
  if (isOneOfEachKind(path)) {
    await page.screenshot({ path: `${shots}/${name}/${path.replaceAll("/", ".")}.png`, fullPage: true });
    return seriousFaults(page, where);
  }
  const faults: string[] = [];
  if (name === "wide-light")
    faults.push(...(await seriousFaults(page, where, { exclude: navigation, rules: ["color-contrast"] })));
  if (name === "phone-light") {
    const options = { rules: { "color-contrast": { enabled: false } } };
    faults.push(...(await seriousFaultsAgain(page, where, { exclude: navigation }, options)));
  }
  if (await markNewColors(page, colors.get(name) ?? new Set())) {
    const options = { runOnly: ["color-contrast"] };
    faults.push(...(await seriousFaultsAgain(page, where, { include: [NEW_COLORS] }, options)));
  }
  return faults;
}

function isOneOfEachKind(path: string): boolean {
  return /^(index|faults|benchmark|guides\/paging|api\/chat_v2\/ListUserBinding|sdk\/twilio-bindings\/(Client|redact))\.html$/.test(
    path,
  );
}

async function collectLinks(page: Page, path: string, { ids, links }: Found): Promise<void> {
  const on = await page.evaluate(() => ({
    ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
    hrefs: [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].map(({ href }) => href),
  }));
  ids.set(server.url + encodeURI(path), new Set(on.ids));
  links.push(...on.hrefs.map((to) => ({ from: path, to })));
}

function brokenLinks({ ids, links }: Found): unknown[] {
  const files = new Set(
    ["conversations_v1", "chat_v2", "ip_messaging_v2"].map((name) => `openapi/${name}.json`),
  );
  return links.filter(({ to }) => {
    if (!to.startsWith(new URL(server.url).origin)) return false;
    const { origin, pathname, hash } = new URL(to);
    if (files.has((origin + pathname).slice(server.url.length))) return false;
    const target = ids.get(origin + pathname.replace(/\/$/, "/index.html"));
    return !target || (hash !== "" && !target.has(decodeURIComponent(hash.slice(1))));
  });
}
