import type { BrowserContext, Page } from "playwright-core";

/** What went wrong in a tab. */
export interface Trouble {
  /** Requests to anything but the site. They are blocked. */
  readonly outside: string[];
  /** Errors on the console, scripts that failed, files that are not there. */
  readonly errors: string[];
}

/** A tab that writes down what goes wrong in it. */
export async function openTab(context: BrowserContext, base: string): Promise<{ page: Page; trouble: Trouble }> {
  const page = await context.newPage();
  const trouble: Trouble = { outside: [], errors: [] };
  await page.route(
    (url) => !url.href.startsWith(base) && !["data:", "blob:", "about:"].includes(url.protocol),
    async (route) => {
      trouble.outside.push(route.request().url());
      await route.abort();
    },
  );
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") trouble.errors.push(message.text());
  });
  page.on("pageerror", (error) => trouble.errors.push(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400) trouble.errors.push(`${response.status()} ${response.url()}`);
  });
  page.on("requestfailed", (request) => trouble.errors.push(`failed: ${request.url()}`));
  return { page, trouble };
}

/** Opens a page, and waits until Redoc has drawn, where there is something for it to draw. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: "load" });
  if ((await page.locator("#redoc-document").count()) === 0) return;
  await page.locator("#redoc").getByText("Responses", { exact: true }).first().waitFor();
  await becomesStill(page);
}

/** Redoc draws in several goes. */
async function becomesStill(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let timer = setTimeout(resolve, 300);
        new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(resolve, 300);
        }).observe(document.body, { childList: true, subtree: true });
      }),
  );
}
