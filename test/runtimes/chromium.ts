import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { launchChromium } from "../support/chromium.ts";
import type { Outcome, Result } from "./runners.ts";
import { bundle } from "./site.ts";

/** Runs the cases in a page of headless Chromium. */
export async function runChromium(directory: string, name: string): Promise<Outcome> {
  const file = join(directory, `${name}.js`);
  await bundle(directory, file, { entryPoints: ["entries/page.ts"] });
  const { url, close } = await servePage(await readFile(file));
  const browser = await launchChromium().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  try {
    const page = await browser.newPage();
    const problems: Result[] = [];
    page.on("pageerror", (error) => problems.push({ name: "page error", error: String(error) }));
    await page.goto(url);
    const results = await page.evaluate<Result[]>("runAll()");
    return { version: browser.version(), results: [...results, ...problems] };
  } finally {
    await browser.close();
    await close();
  }
}

/** A page of an origin of its own, as a site's would be. */
async function servePage(script: Buffer) {
  const server = createServer(({ url }, response) => {
    if (url === "/cases.js") response.setHeader("Content-Type", "text/javascript").end(script);
    else
      response.setHeader("Content-Type", "text/html").end('<script type="module" src="/cases.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close };
}
