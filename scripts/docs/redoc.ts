import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { transform } from "esbuild";

const require = createRequire(import.meta.url);

/** A picture of one empty pixel. */
const NOTHING = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

/**
 * Redoc as a plain script that makes `Redoc` global. It is the bundle that `redocly build-docs` uses, changed in two
 * ways: it is no module, because a browser loads none from disk, and it asks no other host for Redocly's logo.
 */
export async function redocScript(): Promise<string> {
  const cli = dirname(require.resolve("@redocly/cli/package.json"));
  const text = await readFile(join(cli, "lib/chunks/redoc.standalone.js"), "utf8");
  const local = text.replaceAll(/https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g, NOTHING);
  if (local === text) throw new Error("Redoc's script is not as expected: its logo is missing.");
  // Of the module, `import.meta` is left in branches for workers, which are never reached here.
  const define = { "import.meta.url": '""', "import.meta.dirname": '""' };
  const { code } = await transform(local, {
    format: "iife",
    globalName: "Redoc",
    minify: true,
    legalComments: "eof",
    define,
  });
  return code;
}

/** A document for Redoc to draw, and where; scripts/docs/site.js does. */
export function redocElement(document: object, scriptUrl: string): string {
  const json = JSON.stringify(document).replaceAll("<", "\\u003c");
  return [
    `<script type="application/json" id="redoc-document">${json}</script>`,
    '<div id="redoc"></div>',
    `<script defer src="${scriptUrl}"></script>`,
  ].join("\n");
}
