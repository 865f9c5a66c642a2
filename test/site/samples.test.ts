import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runnable } from "../../scripts/docs/samples/source.ts";
import { fileOf } from "../../scripts/docs/samples/table.ts";
import { operationSamples } from "../../scripts/docs/sandbox/write.ts";
import { launchChromium } from "../support/chromium.ts";
import { expectedOutput } from "../support/expected-output.ts";
import { edit, panelOf } from "./support/panel.ts";
import { type SiteServer, serveSite, sitePages } from "./support/site.ts";
import { openTab, seriousFaults, visit } from "./support/visit.ts";

let browser: Browser;
let server: SiteServer;

beforeAll(async () => {
  browser = await launchChromium();
  server = await serveSite();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const open = async (path: string) => {
  const { page, trouble } = await openTab(await browser.newContext(), server.url);
  await visit(page, server.url + path);
  return { page, trouble };
};

/** The files of the programs on each page. */
async function samplesByPage(): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const path of await sitePages()) {
    const html = await readFile(new URL(`../../site/${path}`, import.meta.url), "utf8");
    const files = [...html.matchAll(/data-sample="([^"]+)"/g)].map(([, file = ""]) => file);
    if (files.length > 0) found.set(path, files);
  }
  return found;
}
const samples = await samplesByPage();
const ids = new Map(runnable(operationSamples()).map((id) => [fileOf(id), id]));

it("every sample that runs is on a page", () => {
  expect([...samples.values()].flat().sort()).toEqual([...ids.keys()].sort());
});

it.each([...samples])("%s: Run prints and requests what the tests expect", async (path, files) => {
  const { page, trouble } = await open(path);
  for (const file of files) {
    const panel = panelOf(page, file);
    await panel.run();
    expect(await panel.transcript()).toEqual(expectedOutput(ids.get(file) ?? file));
    for (const time of await panel.root.locator(".run-requests td.time").allTextContents())
      expect(time).toMatch(/^\d+ ms$/);
    expect(await panel.status()).toMatch(/^Finished in \d+ ms, \d+ requests?\.$/);
  }
  expect(trouble).toEqual({ outside: [], errors: [] });
  await page.close();
});

describe("a sample", () => {
  const path = "guides/getting-started.html";
  const file = fileOf("guides/getting-started.ts#list");

  it.each([
    ["429, Retry-After: 1", ["429 rate-limited", "200"]],
    ["Connection reset", ["no response reset-before", "200"]],
    ["503", ["503 server-error", "200"]],
    ["Slow: 1 s per request", ["200"]],
  ])("shows what the SDK does about a fault: %s", async (label, outcomes) => {
    const { page } = await open(path);
    const panel = panelOf(page, file);
    await panel.root.getByRole("combobox").selectOption({ label });
    await panel.run();
    const request = "GET /v1/Services/IS…/Bindings?PageSize=20";
    const { console } = expectedOutput("guides/getting-started.ts#list");
    expect(await panel.transcript()).toEqual({
      console,
      requests: outcomes.map((outcome) => `${request} ${outcome}`),
    });
    const times = await panel.root.locator(".run-requests td.time").allTextContents();
    expect(times).toHaveLength(outcomes.length);
    if (label.startsWith("429")) expect(parseInt(times[1] ?? "", 10)).toBeGreaterThanOrEqual(1000);
    if (label.includes("1"))
      expect(Number(/\d+/.exec(await panel.status())?.[0])).toBeGreaterThanOrEqual(1000);
    await page.close();
  });

  it("is edited, run and restored by keyboard, and is accessible meanwhile", async () => {
    const { page } = await open(path);
    const panel = panelOf(page, file);
    await panel.button("Edit").focus();
    await page.keyboard.press("Enter");
    const editor = panel.root.getByRole("textbox", { name: "Code of the sample" });
    await page.waitForTimeout(300);
    const original = await editor.inputValue();
    expect(await editor.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Control+a");
    await page.keyboard.type(
      "const typed: number = 6 * 7;\nconsole.log(typed);\nthrow new Error('on line 3');",
    );
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await panel.root.locator(".run-status", { hasText: "Finished" }).waitFor();
    expect(await panel.transcript()).toEqual({ console: ["42", "Line 3: Error: on line 3"], requests: [] });
    expect(await seriousFaults(page, path)).toEqual([]);
    await panel.button("Undo edits").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => editor.inputValue()).toBe(original);
    await page.close();
  });

  it("says on which line an edited sample is no TypeScript", async () => {
    const { page } = await open(path);
    const panel = panelOf(page, file);
    await edit(panel, "const a = 1;\nconst = 2;");
    await panel.button("Run").click();
    await expect.poll(async () => (await panel.transcript()).console.join()).toContain("(2:");
    await page.close();
  });

  it("that does not end is stopped within 10 s, and the page stays responsive", async () => {
    const { page } = await open(path);
    const panel = panelOf(page, file);
    await edit(panel, "console.log('before');\nfor (;;) {}");
    const start = performance.now();
    const run = panel.run();
    await page.getByRole("button", { name: "Edit" }).first().click({ timeout: 2_000 });
    await run;
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(await panel.status()).toBe("Stopped after 6 seconds.");
    expect((await panel.transcript()).console).toEqual(["before"]);
    await page.close();
  });

  it("is stopped by Stop, and can run again", async () => {
    const { page } = await open(path);
    const panel = panelOf(page, file);
    await edit(panel, "await new Promise(() => {});");
    await panel.button("Run").click();
    await panel.button("Stop").click();
    await expect.poll(() => panel.status(), { timeout: 5_000 }).toBe("Stopped.");
    await panel.button("Edit").click(); // closes the editor
    await panel.run();
    expect(await panel.transcript()).toEqual(expectedOutput("guides/getting-started.ts#list"));
    await page.close();
  });

  it("that floods its console is cut, and one that floods the page is stopped", async () => {
    const { page } = await open(path);
    const panel = panelOf(page, file);
    await edit(panel, "for (let i = 0; i < 100_000; i++) console.log(i);");
    await panel.run();
    expect((await panel.transcript()).console).toHaveLength(501);
    await panel.root
      .locator("textarea")
      .fill("for (;;) postMessage({ kind: 'console', level: 'log', text: 'x' });");
    await panel.button("Run").click();
    await expect.poll(() => panel.status(), { timeout: 10_000 }).toMatch(/^Stopped/);
    await page.close();
  });
});

it("pages can be read without JavaScript", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.url}guides/getting-started.html`);
  expect(await page.locator("main").innerText()).toContain("bindings.list({ limit: 20 })");
  expect(await page.getByRole("button", { name: "Run" }).count()).toBe(0);
  await page.goto(`${server.url}api/conversations_v1/ListServiceBinding.html`);
  await page.getByText("curl", { exact: true }).first().click();
  expect(await page.locator("main").innerText()).toContain("curl -u");
  await context.close();
});
