// Runs on every page of the site, in the browser.

declare global {
  /** Made by Redoc's script, on the pages that have it. */
  var Redoc: { init(definition: unknown, options: object, element: HTMLElement | null): void } | undefined;
}

// When this event comes, Redoc's script has run as well.
addEventListener("DOMContentLoaded", () => {
  const definition = document.getElementById("redoc-document");
  if (!definition) return;
  followTheme();
  const options = { layout: "stacked", hideDownloadButtons: true, disableTelemetry: true };
  const element = document.getElementById("redoc");
  globalThis.Redoc?.init(JSON.parse(definition.textContent), options, element);
});

/** Gives Redoc the colours that the site is in, whatever it has been told before. */
function followTheme(): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const { classList, dataset } = document.documentElement;
  const apply = () => {
    const { theme = "os" } = dataset;
    const dark = theme === "dark" || (theme === "os" && system.matches);
    classList.toggle("dark", dark);
    classList.toggle("light", !dark);
    localStorage.setItem("redoc.colorMode", dark ? "dark" : "light");
  };
  apply();
  system.addEventListener("change", apply);
  new MutationObserver(apply).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

export {};
