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
  drawAll();
  const options = { layout: "stacked", hideDownloadButtons: true, disableTelemetry: true };
  const element = document.getElementById("redoc");
  globalThis.Redoc?.init(JSON.parse(definition.textContent), options, element);
});

/**
 * TypeDoc's navigation has links inside of what opens and closes a list, which a screen reader cannot tell apart. They
 * go beside it; site.css puts them where they were.
 */
function separateLinks(navigation: Element): void {
  for (const summary of navigation.querySelectorAll("details > summary")) {
    const link = summary.querySelector("a");
    const item = summary.parentElement?.parentElement;
    if (!link || item?.tagName !== "LI") continue;
    summary.setAttribute("aria-label", `Pages under ${link.textContent.trim()}`);
    item.classList.add("with-pages");
    item.append(link);
  }
}

addEventListener("DOMContentLoaded", () => {
  for (const anchor of document.querySelectorAll(
    ".tsd-accordion-summary > :is(h2, h3) a, summary > a.tsd-anchor-icon",
  ))
    anchor.remove();
  const navigation = document.querySelector("#tsd-nav-container");
  if (!navigation) return;
  separateLinks(navigation);
  new MutationObserver(() => separateLinks(navigation)).observe(navigation, {
    childList: true,
    subtree: true,
  });
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

/** Redoc draws what comes into sight. Here it draws all at once, so that a reader can search the page, and print it. */
function drawAll(): void {
  type Report = (entries: { readonly isIntersecting: true; readonly target: Element }[]) => void;
  const inSight = (report: Report) => ({
    observe: (target: Element) => {
      queueMicrotask(() => {
        report([{ isIntersecting: true, target }]);
      });
    },
    unobserve: () => undefined,
    disconnect: () => undefined,
  });
  Object.defineProperty(globalThis, "IntersectionObserver", {
    // An arrow function could not be called with `new`.
    value: function (report: Report) {
      return inSight(report);
    },
  });
}

export {};
