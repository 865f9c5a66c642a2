import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { fileOf } from "../../scripts/docs/samples/table.ts";
import { launchChromium } from "../support/chromium.ts";
import { type Panel, edit, panelOf } from "./support/panel.ts";
import { type SiteServer, serveSite } from "./support/site.ts";
import { visit } from "./support/visit.ts";

let browser: Browser;
let site: SiteServer;
let outside: Server;
let target: string;
let page: Page;
let panel: Panel;
const arrived: string[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  site = await serveSite();
  outside = createServer((request, response) => {
    arrived.push(request.url ?? "");
    response
      .writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript" })
      .end("0");
  }).on("upgrade", (request, socket) => {
    arrived.push(request.url ?? "");
    socket.destroy();
  });
  await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
  target = `127.0.0.1:${(outside.address() as AddressInfo).port}`;
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  outside.closeAllConnections();
  outside.close();
});
beforeEach(async () => {
  arrived.length = 0;
  await visit(page, `${site.url}guides/getting-started.html`);
  panel = panelOf(page, fileOf("guides/getting-started.ts#list"));
});

/** Ways out, each of which says on the console how it went. */
const probes: Readonly<Record<string, (url: string) => string>> = {
  "the original fetch": (url) =>
    `await Object.getPrototypeOf(globalThis).fetch.call(globalThis, "http://${url}");`,
  "WorkerGlobalScope's fetch": (url) =>
    `await WorkerGlobalScope.prototype.fetch.call(self, "http://${url}");`,
  "fetch without CORS": (url) =>
    `delete globalThis.fetch; await globalThis.fetch("http://${url}", { mode: "no-cors", keepalive: true });`,
  "import()": (url) => `await import("http://${url}");`,
  "import() in a function from text": (url) => `await new Function("return import('http://${url}')")();`,
  "import() in a script of its own": (url) =>
    `importScripts(URL.createObjectURL(new Blob(["self.p = import('http://${url}')"]))); await self.p;`,
  importScripts: (url) => `importScripts("http://${url}");`,
  XMLHttpRequest: (url) =>
    `const request = new XMLHttpRequest(); request.open("GET", "http://${url}", false); request.send();`,
  WebSocket: (url) =>
    `await new Promise((resolve, reject) => Object.assign(new WebSocket("ws://${url}"), { onopen: resolve, onerror: () => reject(new Error("no socket")) }));`,
  EventSource: (url) =>
    `await new Promise((resolve, reject) => Object.assign(new EventSource("http://${url}"), { onopen: resolve, onerror: () => reject(new Error("no events")) }));`,
  "a worker within the worker": (url) =>
    `const text = "fetch('http://${url}', { mode: 'no-cors' }).then(() => postMessage('out'), () => postMessage('kept'))";
const inner = new Worker(URL.createObjectURL(new Blob([text])));
const said = await new Promise((resolve) => { inner.onmessage = ({ data }) => resolve(data); });
if (said !== "out") throw new Error(said);`,
  sendBeacon: (url) => `if (!navigator.sendBeacon("http://${url}", "x")) throw new Error("no beacon");`,
};

it.each(Object.keys(probes))("nothing gets out by %s", async (name) => {
  const code = probes[name]?.(`${target}/${name.replaceAll(/\W/g, "-")}`) ?? "";
  await edit(panel, `try {\n${code}\nconsole.log("out");\n} catch (error) { console.log("kept"); }`);
  await panel.run();
  expect((await panel.transcript()).console).toEqual(["kept"]);
  await page.waitForTimeout(100);
  expect(arrived).toEqual([]);
});

it("the server that counts can be reached from the browser", async () => {
  const other = await browser.newPage();
  await other.goto(`http://${target}/control`);
  expect(arrived).toContain("/control");
  await other.close();
});

it("a sample reaches neither the page nor what the browser stores", async () => {
  await edit(
    panel,
    'console.log(typeof document, typeof parent, typeof localStorage, origin);\nawait indexedDB.open("x");',
  );
  await panel.run();
  const { console } = await panel.transcript();
  expect(console[0]).toBe("undefined undefined undefined null");
  expect(console[1]).toContain("SecurityError");
});

it("the policy of the pages allows no inline script, and the frame has no origin", async () => {
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
  const frame = await (await fetch(`${site.url}run/frame.html`)).text();
  expect(frame).toMatch(/content="default-src 'none'; script-src 'sha256-[^']+' blob:; worker-src blob:"/);
});
