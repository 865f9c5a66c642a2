import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createEmulator } from "../../src/emulator/index.ts";
import { launchChromium } from "../support/chromium.ts";
import { output } from "../support/processes.ts";
import { serviceSid as first } from "../support/sids.ts";
import { type Trouble, openTab, seriousFaults } from "./support/visit.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const second = `IS${"b".repeat(32)}`;
/** Pictures of the page, for people to look at. */
const shots = "coverage/report";

/** Identities that would change the page if one of them was taken for HTML, for CSS, or for the text around it. */
const hostile = [
  `<script>document.title = "taken"</script>`,
  `</script></style></table><img src="https://example.com/x.png" onerror="document.title = 'taken'">`,
  `" onmouseover="document.title = 'taken'" x='&amp;`,
  "\\u202E\\u2067reversed \\u05E9\\u05DC\\u05D5\\u05DD",
  "x".repeat(256),
  "a".repeat(40) + " " + "\\u5C71".repeat(80),
].map((text) => text.replaceAll(/\\u([\dA-F]{4})/g, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16))));

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await launchChromium();
  folder = await mkdtemp(join(tmpdir(), "report-"));
  await Promise.all([writePage("masked.html"), writePage("open.html", "--no-redact")]);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** Writes a page by the command line, as a person would. */
async function writePage(file: string, ...flags: readonly string[]): Promise<void> {
  const emulator = createEmulator({ randomSeed: 11 });
  const dates = ["2031-01-01", "2026-06-01", "2025-03-01", "2019-01-01"].map((day) => `${day}T00:00:00Z`);
  emulator.seed([
    { serviceSid: first, count: 300 },
    { serviceSid: second, count: 40, bindingType: "apn", credentialSid: null, messageTypes: null },
    ...dates.map((date) => ({ serviceSid: second, count: 9, dateCreated: date, dateUpdated: date })),
    ...hostile.map((identity, index) => ({ serviceSid: first, count: 20 - index, identity })),
  ]);
  const server = await emulator.listen();
  const args = ["cli/dist/main.js", "report", "--service", first, "--service", second];
  await output(process.execPath, [...args, "--html", join(folder, file), ...flags], {
    cwd: root,
    env: {
      TWILIO_ACCOUNT_SID: emulator.accountSid,
      TWILIO_AUTH_TOKEN: "any",
      TWILIO_BINDINGS_BASE_URL: server.url,
    },
  });
  await server.close();
}

async function openPage(
  file: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; trouble: Trouble }> {
  const url = pathToFileURL(join(folder, file)).href;
  const tab = await openTab(await browser.newContext(options), url);
  await tab.page.goto(url);
  return tab;
}

const widths = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;
const looks = (["masked", "open"] as const).flatMap((name) =>
  (["wide", "phone"] as const).flatMap((width) =>
    (["light", "dark"] as const).map((colorScheme) => ({ name, width, colorScheme })),
  ),
);
const section = (page: Page, title: string) => page.locator("section").filter({ has: page.getByRole("heading", { name: title }) });
const firstColumn = (page: Page, title: string) => section(page, title).locator(".sortable tbody th").allInnerTexts();

describe("the page of a report", () => {
  it.each(looks)("fits, is accessible and asks for nothing: $name, $width, $colorScheme", async (look) => {
    const { name, width, colorScheme } = look;
    const { page, trouble } = await openPage(`${name}.html`, { viewport: widths[width], colorScheme });
    await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await seriousFaults(page, name)).toEqual([]);
    expect(trouble).toEqual({ outside: [], errors: [] });
  });

  it("shows identities as texts, whatever they are", async () => {
    const { page } = await openPage("open.html");
    const seen = hostile.map((text) => text.replace("\u202E", "\\u202e").replace("\u2067", "\\u2067"));
    expect(await firstColumn(page, "Users with most devices")).toEqual(expect.arrayContaining(seen));
    await page.locator("body").hover();
    expect(await page.title()).toBe("Push bindings");
    expect(await page.locator("main img, main script, main style").count()).toBe(0);
  });

  it("names no user where it is masked, and keeps users apart", async () => {
    const { page } = await openPage("masked.html");
    const users = await firstColumn(page, "Users with most devices");
    expect(users.slice(0, 6)).toEqual(["user 1", "user 2", "user 3", "user 4", "user 5", "user 6"]);
    const text = await page.content();
    for (const identity of ["reversed", "taken", "x".repeat(20)]) expect(text).not.toContain(identity);
  });

  it("draws bars as long as their shares", async () => {
    const { page } = await openPage("masked.html");
    const bars = section(page, "By service").locator(".charts-css td");
    const [long = 0, short = 0] = await bars.evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().width));
    expect(long).toBeGreaterThan(100);
    expect(short / long).toBeCloseTo(76 / 405, 1);
  });

  it("sorts by the keyboard, and says by which column", async () => {
    const { page } = await openPage("masked.html");
    const services = () => firstColumn(page, "By service");
    const header = (name: string) => section(page, "By service").getByRole("columnheader", { name });
    expect(await services()).toEqual([first, second]);
    expect(await header("Bindings").getAttribute("aria-sort")).toBe("descending");

    await header("Bindings").getByRole("button").focus();
    await page.keyboard.press("Enter");
    await expect.poll(services).toEqual([second, first]);
    expect(await header("Bindings").getAttribute("aria-sort")).toBe("ascending");

    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Space");
    await expect.poll(services).toEqual([first, second]);
    expect(await header("Service").getAttribute("aria-sort")).toBe("ascending");
    expect(await header("Bindings").getAttribute("aria-sort")).toBeNull();
  });

  it("sorts ages by age, and numbers by number", async () => {
    const { page } = await openPage("masked.html");
    const ages = section(page, "By last update");
    const newestFirst = await firstColumn(page, "By last update");
    await ages.getByRole("button", { name: "Last update" }).click();
    await expect.poll(() => firstColumn(page, "By last update")).toEqual(newestFirst.toReversed());

    await ages.getByRole("button", { name: "Bindings" }).click();
    const counts = () => ages.locator(".sortable tbody td:nth-child(2)").allInnerTexts();
    await expect
      .poll(async () => (await counts()).map((text) => Number(text.replace(",", ""))))
      .toEqual((await counts()).map(Number).toSorted((a, b) => b - a));
  });

  it("can be read without scripts, and has no buttons that do nothing", async () => {
    const { page, trouble } = await openPage("masked.html", { javaScriptEnabled: false });
    expect(await page.locator("button").count()).toBe(0);
    for (const title of ["By service", "By type", "By last update", "By credential", "Without credential", "By message type", "Users with most devices"])
      expect(await section(page, title).locator(".sortable tbody tr").first().isVisible()).toBe(true);
    expect(trouble).toEqual({ outside: [], errors: [] });
  });

  it("blocks whatever would leave it or run in it", async () => {
    const { page } = await openPage("masked.html");
    const blocked = await page.evaluate(async () => {
      const directives = new Set<string>();
      document.addEventListener("securitypolicyviolation", (event) => directives.add(event.effectiveDirective));
      const add = (tag: string, attributes: Readonly<Record<string, string>>, text = "") => {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        element.textContent = text;
        document.body.append(element);
      };
      add("img", { src: "https://example.com/x.png" });
      add("iframe", { src: "https://example.com/" });
      add("script", {}, "document.title = 'taken'");
      add("style", {}, "body { display: none }");
      add("p", { style: "color: red" });
      await fetch("https://example.com/").catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return [...directives].sort();
    });
    expect(blocked).toEqual(["connect-src", "frame-src", "img-src", "script-src-elem", "style-src-attr", "style-src-elem"]);
    expect(await page.title()).toBe("Push bindings");
  });

  it("fits on paper", async () => {
    const { page } = await openPage("open.html", { viewport: { width: 700, height: 900 } });
    await page.emulateMedia({ media: "print" });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect((await page.pdf({ path: join(folder, "report.pdf") })).length).toBeGreaterThan(10_000);
  });
});
