import { readdirSync } from "node:fs";

/**
 * The page for addresses that do not exist, 404.html. A server sends it for any address, at any depth, so it loads
 * nothing: a relative address would lead elsewhere, and an absolute one would tie the site to a path.
 */
export function notFoundPage(): string {
  const docs = new URL("../", import.meta.url);
  const folders = readdirSync(docs, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map(({ name }) => name).filter((name) => /^[a-z]+$/.test(name) && name !== "public");
  // The site begins above its own folders. On GitHub, that is the first segment of a project's pages.
  const findRoot = `const known = /\\/(${names.join("|")})\\//.exec(location.pathname);
const project = /\\.github\\.io$/.test(location.hostname) && /^\\/[^/]+\\//.exec(location.pathname);
const root = known ? location.pathname.slice(0, known.index + 1) : project ? project[0] : new URL(".", location).pathname;
for (const link of document.querySelectorAll("a")) link.href = root + link.getAttribute("href");
`;
  return `<!doctype html>
<html lang="en-US">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Page not found | twilio-bindings</title>
    <link rel="icon" href="data:,">
    <style>
      body { font: 1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto 0; padding: 0 1.5rem; }
      h1 { font-size: 1.6rem; }
      a { color: light-dark(#b3243f, #ff8fa3); }
    </style>
  </head>
  <body>
    <main>
      <h1>Page not found</h1>
      <p>There is no page at this address. It may have moved.</p>
      <p><a href="index.html">Start page</a>, <a href="guides.html">guides</a>, <a href="api/index.html">API reference</a>, <a href="sdk/index.html">SDK reference</a></p>
    </main>
    <script>${findRoot}</script>
  </body>
</html>
`;
}
