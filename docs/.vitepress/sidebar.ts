import { readFileSync } from "node:fs";
import type { DefaultTheme } from "vitepress";

type Items = DefaultTheme.SidebarItem[];

const page = (text: string, link: string) => ({ text, link });

const guides: Items = [
  {
    text: "Start",
    items: [
      page("Getting started", "/guides/getting-started"),
      page("From the official library", "/guides/from-the-official-library"),
      page("From Chat to Conversations", "/guides/from-chat-to-conversations"),
    ],
  },
  {
    text: "Do",
    items: [
      page("Paging", "/guides/paging"),
      page("Remove a user's bindings", "/guides/sign-out"),
      page("Clear stale GCM bindings", "/guides/stale-gcm"),
      page("Show users their devices", "/guides/my-devices"),
      page("Sweep many services", "/guides/sweeping"),
      page("From the command line", "/guides/command-line"),
    ],
  },
  {
    text: "Run",
    items: [
      page("Errors and retries", "/guides/errors-and-retries"),
      page("Logging and hooks", "/guides/logging"),
      page("Testing with the emulator", "/guides/testing"),
      page("Regions, OAuth, proxies", "/guides/network"),
      page("Runtimes and bundlers", "/guides/runtimes"),
    ],
  },
  {
    text: "Know",
    items: [
      page("The emulator", "/emulator"),
      page("Faults compared", "/faults"),
      page("Benchmark", "/benchmark"),
      page("OpenAPI documents", "/openapi"),
    ],
  },
];

const maintainers: Items = [
  {
    text: "For maintainers",
    items: [page("The drift check", "/drift-check"), page("Decisions", "/decisions")],
  },
];

/** Reads a sidebar that a script has written along with its pages. */
function written(folder: string): Items {
  return JSON.parse(readFileSync(new URL(`../${folder}/sidebar.json`, import.meta.url), "utf8")) as Items;
}

export const sidebar: DefaultTheme.Sidebar = {
  "/api/": [page("Overview", "/api/"), ...written("api")],
  "/sdk/": [page("Overview", "/sdk/"), ...written("sdk")],
  "/drift-check": maintainers,
  "/decisions": maintainers,
  "/": guides,
};

export const nav: DefaultTheme.NavItem[] = [
  {
    ...page("Guides", "/guides/getting-started"),
    activeMatch: "^/(guides|emulator|faults|benchmark|openapi)",
  },
  { ...page("API", "/api/"), activeMatch: "^/api/" },
  { ...page("SDK", "/sdk/"), activeMatch: "^/sdk/" },
  { ...page("Maintainers", "/drift-check"), activeMatch: "^/(drift-check|decisions)" },
];
