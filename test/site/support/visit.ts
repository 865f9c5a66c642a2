import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContext, Page } from "playwright-core";

/** What went wrong in a tab. */
export interface Trouble {
  /** Requests to anything but the site. They are blocked. */
  readonly outside: string[];
  /** Errors on the console, scripts that failed, files that are not there. */
  readonly errors: string[];
}

/** A tab that writes down what goes wrong in it. */
export async function openTab(
  context: BrowserContext,
  base: string,
): Promise<{ page: Page; trouble: Trouble }> {
  const page = await context.newPage();
  const trouble: Trouble = { outside: [], errors: [] };
  // Chromium resolves no other host (test/support/chromium.ts). Intercepting requests would keep it from caching files.
  page.on("request", (request) => {
    const { href, protocol } = new URL(request.url());
    if (!href.startsWith(base) && !["data:", "blob:", "about:"].includes(protocol))
      trouble.outside.push(href);
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") trouble.errors.push(message.text());
  });
  page.on("pageerror", (error) => trouble.errors.push(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400) trouble.errors.push(`${response.status()} ${response.url()}`);
  });
  // The browser itself gives up prefetches when the page is left.
  page.on("requestfailed", (request) => {
    if (request.failure()?.errorText !== "net::ERR_ABORTED") trouble.errors.push(`failed: ${request.url()}`);
  });
  return { page, trouble };
}

/** Opens a page, and waits until its scripts have started. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: "load" });
  await page.evaluate(async () => {
    const isReady = () => "__vue_app__" in (document.querySelector("#app") ?? {});
    while (!isReady()) await new Promise((resolve) => setTimeout(resolve, 10));
  });
}

/** Parts of a page and rules that axe leaves out. */
export interface Without {
  readonly exclude: readonly string[];
  readonly rules: readonly string[];
}

/** What axe finds that is serious. */
export async function seriousFaults(page: Page, where: string, without?: Without): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
  // It would open a page of its own for each frame.
  axe.setLegacyMode(true);
  for (const part of without?.exclude ?? []) axe.exclude(part);
  if (without) axe.disableRules([...without.rules]);
  return describe(await axe.analyze(), where);
}

type Results = Awaited<ReturnType<AxeBuilder["analyze"]>>;
type Context = Readonly<Partial<Record<"include" | "exclude", readonly string[]>>>;

/**
 * What axe finds that is serious, in a page where `seriousFaults` has put it. To put it there takes longer than most
 * rules.
 */
export async function seriousFaultsAgain(
  page: Page,
  where: string,
  context: Context,
  options: object,
): Promise<string[]> {
  const results = await page.evaluate(
    ([parts, settings]) => {
      const { axe } = globalThis as unknown as { axe: { run(...args: unknown[]): Promise<Results> } };
      return axe.run(parts, { ...settings, resultTypes: ["violations"] });
    },
    [context, options] as const,
  );
  return describe(results, where);
}

function describe({ violations }: Results, where: string): string[] {
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes: [first, ...others] }) => {
      const place = `${first?.target.join(" ") ?? ""} ${first?.html.slice(0, 200) ?? ""}`;
      return `${where}: ${id} at ${place}, and at ${others.length} more`;
    });
}
