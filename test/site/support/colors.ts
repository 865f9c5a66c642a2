import type { Page } from "playwright-core";

/** Marks the elements that `markNewColors` has found. */
export const NEW_COLORS = "[data-new-colors]";

/**
 * Marks one visible element for each combination of text color, backgrounds, size and weight that is not among those
 * seen, and adds the combinations to them. Pages share most: to look at each combination once takes a fraction of the
 * time that all texts of all pages take.
 */
export async function markNewColors(page: Page, seen: Set<string>): Promise<boolean> {
  const found = await page.evaluate(
    (known) => {
      const combinations = new Set(known);
      const backgroundsOf = (element: Element | null): string => {
        if (element === null) return "";
        const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
        return [backgroundColor, backgroundImage, opacity, backgroundsOf(element.parentElement)].join(" ");
      };
      for (const element of document.querySelectorAll("body *")) {
        element.removeAttribute("data-new-colors");
        const hasText = [...element.childNodes].some(
          ({ nodeType, nodeValue }) => nodeType === Node.TEXT_NODE && nodeValue?.trim(),
        );
        if (!hasText || !element.checkVisibility()) continue;
        const { color, fontSize, fontWeight } = getComputedStyle(element);
        const combination = [color, fontSize, fontWeight, backgroundsOf(element)].join(" ");
        if (combinations.has(combination)) continue;
        combinations.add(combination);
        element.setAttribute("data-new-colors", "");
      }
      return [...combinations].slice(known.length);
    },
    [...seen],
  );
  for (const combination of found) seen.add(combination);
  return found.length > 0;
}
