import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { type SiteServer, serveSite } from "./support/site.ts";
import { openTab, seriousFaults, visit } from "./support/visit.ts";

let browser: Browser;
let server: SiteServer;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  server = await serveSite();
  ({ page } = await openTab(await browser.newContext(), server.url));
  await visit(page, `${server.url}index.html`);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function firstHit(words: string): Promise<string> {
  await page.keyboard.press("Control+k");
  const box = page.locator("#localsearch-input");
  await box.fill("");
  await box.fill(words);
  const first = page.locator(".VPLocalSearchBox .results .result").first();
  await first.waitFor();
  await page.waitForTimeout(300); // the search waits until typing has stopped
  const href = await first.evaluate((link: HTMLAnchorElement) => link.href);
  await page.keyboard.press("Escape");
  return href.slice(server.url.length);
}

describe("search", () => {
  it.each([
    ["ListServiceBinding", "api/conversations_v1/ListServiceBinding.html"],
    ["list the bindings of a user chat", "api/chat_v2/ListUserBinding.html"],
    ["stale GCM", "guides/stale-gcm.html"],
    ["createClient", "sdk/twilio-bindings/createClient.html"],
    ["rate limit error", "sdk/twilio-bindings/RateLimitError.html"],
    ["RemovalReport", "sdk/twilio-bindings/RemovalReport.html"],
    ["proxy", "guides/network.html#through-a-proxy"],
    ["aws lambda", "guides/runtimes.html#aws-lambda"],
    ["paging", "guides/paging.html"],
    ["sign-out", "guides/sign-out.html"],
    ["createEmulator", "sdk/twilio-bindings/emulator/createEmulator.html"],
    ["drift check", "drift-check.html"],
  ])("finds %s first at %s", async (words, path) => {
    const hit = await firstHit(words);
    expect(path.includes("#") ? hit : hit.replace(/#.*/, "")).toBe(path);
  });

  it("has no serious accessibility fault while it is open", async () => {
    await page.keyboard.press("Control+k");
    await page.locator("#localsearch-input").fill("paging");
    await page.locator(".VPLocalSearchBox .results .result").first().waitFor();
    expect(await seriousFaults(page, "search")).toEqual([]);
  });
});
