/**
 * VitePress gives its search box the role of a button, and puts links into options, which screen readers cannot tell
 * apart. Here the box is a dialog, and the links are the options.
 */
export function fixSearchDialog(): void {
  new MutationObserver(() => {
    const box = document.querySelector(".VPLocalSearchBox");
    if (!box) return;
    if (box.getAttribute("role") !== "dialog") {
      box.setAttribute("role", "dialog");
      box.setAttribute("aria-modal", "true");
      for (const name of ["aria-expanded", "aria-haspopup", "aria-owns"]) box.removeAttribute(name);
    }
    for (const key of box.querySelectorAll("kbd[aria-label]")) key.setAttribute("role", "img");
    const list = box.querySelector<HTMLElement>(".results");
    if (list) list.tabIndex = 0;
    for (const item of box.querySelectorAll("li[aria-selected]")) fixOption(item);
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ["aria-selected", "id"] });
}

/** Moves what makes an item an option to the link in it. */
function fixOption(item: Element): void {
  const link = item.querySelector("a");
  if (!link) return;
  item.setAttribute("role", "presentation");
  link.setAttribute("role", "option");
  link.tabIndex = -1;
  for (const name of ["id", "aria-selected"]) {
    const value = item.getAttribute(name);
    if (value === null) continue;
    link.setAttribute(name, value);
    item.removeAttribute(name);
  }
}
