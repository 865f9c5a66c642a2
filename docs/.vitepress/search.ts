import type { DefaultTheme } from "vitepress";

/**
 * Splits text into words: at whatever is neither letter nor digit, and inside of names such as `RateLimitError`,
 * which are kept whole, too. It becomes part of the site as its source text, so it may not use anything outside.
 */
function tokenize(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const parts = words.flatMap((word) => word.split(/(?<=[a-z0-9])(?=[A-Z])/));
  return [...new Set([...words, ...parts])];
}

export const search: DefaultTheme.LocalSearchOptions = {
  // It would show whole pages in the results, with the same ids once more.
  detailedView: false,
  miniSearch: {
    options: { tokenize },
    searchOptions: {
      fuzzy: 0.15,
      prefix: true,
      combineWith: "AND",
      boost: { title: 4, titles: 2, text: 1 },
    },
  },
};
