import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that `npm run docs` writes. */
const site = fileURLToPath(new URL("../../../site/", import.meta.url));

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Paths of the site's pages, relative to its folder, without the frame of the samples. */
export async function sitePages(): Promise<string[]> {
  const names = await readdir(site, { recursive: true }).catch(() => []);
  const pages = names.filter((name) => name.endsWith(".html") && !name.startsWith("run/")).sort();
  if (pages.length === 0) throw new Error("There is no site. Build it first: npm run docs");
  return pages;
}

/** A server on this machine. */
export interface SiteServer {
  readonly url: string;
  /** What was requested, in order. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** Serves the site under a path, as GitHub Pages does: with its type, to be kept for ten minutes. */
export async function serveSite(under = "/"): Promise<SiteServer> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site");
    requests.push(pathname);
    const respond = async () => {
      if (!pathname.startsWith(under)) throw new Error(`${pathname} is not below ${under}`);
      const path = join(site, decodeURIComponent(pathname.slice(under.length)));
      const file = (await stat(path)).isDirectory() ? join(path, "index.html") : path;
      await stat(file);
      const type = types[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": type, "Cache-Control": "max-age=600" });
      createReadStream(file).pipe(response);
    };
    // As static hosts do: the page for what is not there, whatever its address.
    respond().catch(() => {
      response.writeHead(404, { "Content-Type": "text/html" });
      createReadStream(join(site, "404.html")).pipe(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}${under}`, requests, close };
}
