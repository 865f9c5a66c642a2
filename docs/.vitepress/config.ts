import { defineConfig } from "vitepress";
import { addPolicy } from "./content-security-policy.ts";
import { showFigures } from "./figures.ts";
import { notFoundPage } from "./not-found.ts";
import { bindSamples } from "./sample-blocks.ts";
import { search } from "./search.ts";
import { nav, sidebar } from "./sidebar.ts";
import { slugify } from "./slugify.ts";

export default defineConfig({
  title: "twilio-bindings",
  description: "List, inspect and remove Twilio push-notification bindings from TypeScript",
  lang: "en-US",
  // Relative, so that the same files work under any path.
  base: "./",
  outDir: "../site",
  cacheDir: "../.cache/vitepress",
  themeConfig: {
    logo: "/mark.svg",
    nav,
    sidebar,
    search: { provider: "local", options: search },
    outline: { level: [2, 3], label: "On this page" },
    externalLinkIcon: true,
    footer: { message: "MIT license. Not affiliated with Twilio." },
  },
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark" },
    anchor: { slugify },
    config(md) {
      showFigures(md);
      bindSamples(md);
    },
  },
  // For the styles of the SDK reference, whose pages TypeDoc writes.
  transformPageData: ({ relativePath, frontmatter }) => {
    if (relativePath.startsWith("sdk/")) frontmatter["pageClass"] = "sdk";
  },
  transformHead: ({ page }) => [
    // The one link that is not made relative by itself.
    [
      "link",
      { rel: "icon", type: "image/svg+xml", href: `${"../".repeat(page.split("/").length - 1)}mark.svg` },
    ],
  ],
  transformHtml: (html, file) => addPolicy(file.endsWith("/404.html") ? notFoundPage() : html),
});
