import { readFile, readdir } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { onDisk, serveSite, sitePages } from "./support/site.ts";
import { openTab } from "./support/visit.ts";

let browser: Browser;
let server: Awaited<ReturnType<typeof serveSite>>;

beforeAll(async () => {
  browser = await launchChromium();
  server = await serveSite();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** A tab, at the site on disk or on the server. */
async function tab(base: string): Promise<Page> {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  return (await openTab(context, base)).page;
}

/** The files in examples/operations/. */
async function samples(): Promise<string[]> {
  const folder = new URL("../../examples/operations/", import.meta.url);
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(ts|sh)$/.test(name));
  return Promise.all(names.map(async (name) => (await readFile(new URL(name, folder), "utf8")).trim()));
}

it("no link and no anchor is broken", async () => {
  const page = await tab(server.url);
  const ids = new Map<string, Set<string>>();
  const links: { from: string; to: string }[] = [];
  for (const path of await sitePages()) {
    const url = server.url + encodeURI(path);
    await page.goto(url, { waitUntil: "load" });
    const found = await page.evaluate(() => ({
      ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
      hrefs: [...document.querySelectorAll<HTMLAnchorElement>("a[href]:not(#redoc a)")].map(({ href }) => href),
    }));
    ids.set(url, new Set(found.ids));
    links.push(...found.hrefs.map((to) => ({ from: path, to })));
  }
  const broken = links.filter(({ to }) => {
    const { origin, pathname, hash } = new URL(to);
    if (!server.url.startsWith(origin)) return false;
    const target = ids.get(origin + pathname);
    return !target || (hash !== "" && !target.has(decodeURIComponent(hash.slice(1))));
  });
  expect(broken).toEqual([]);
  expect(links.length).toBeGreaterThan(1000);
});

describe.each(["a server", "disk"] as const)("from %s", (from) => {
  const base = () => (from === "disk" ? onDisk : server.url);

  it.each([
    ["an operation", "ListServiceBinding", "List the bindings of a service"],
    ["a guide", "stale GCM", "Finding and clearing stale GCM bindings"],
    ["a name of the SDK", "createClient", "createClient"],
  ])("search finds %s", async (_, words, title) => {
    const page = await tab(base());
    await page.goto(`${base()}index.html`);
    await page.locator("#tsd-search-trigger").click();
    await page.locator("#tsd-search-input").fill(words);
    const result = page.locator("#tsd-search-results li a").filter({ hasText: title }).first();
    await result.waitFor();
    await page.goto(await result.evaluate((link: HTMLAnchorElement) => link.href));
    expect(await page.locator("h1").first().textContent()).toContain(title);
  });

  it("every code sample can be copied", async () => {
    const page = await tab(base());
    const copied: string[] = [];
    for (const path of (await sitePages()).filter((name) => /API_reference\.\w+\..+\.html$/.test(name))) {
      await page.goto(base() + encodeURI(path));
      for (const block of await page.locator("pre:has(> button)").all()) {
        await block.hover();
        await block.locator("> button").click();
        copied.push(await page.evaluate(() => navigator.clipboard.readText()));
      }
    }
    expect(copied.map((text) => text.trim()).sort()).toEqual((await samples()).sort());
  });

  it("the keyboard reaches a page through the navigation", async () => {
    const page = await tab(base());
    await page.goto(`${base()}index.html`);
    const guides = page.locator(".tsd-navigation a", { hasText: "Guides" });
    await guides.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/Guides\.html$/);
  });
});
