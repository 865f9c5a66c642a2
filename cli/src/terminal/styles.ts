import { styleText } from "node:util";

/** How a text may look. */
export type Style = Parameters<typeof styleText>[0];

/** Styles texts for one stream: plain text unless it is a terminal that shows colors. */
export type Styler = (style: Style, text: string) => string;

/** Obeys NO_COLOR, FORCE_COLOR and NODE_DISABLE_COLORS, as Node does. */
export function createStyler(stream: NodeJS.WriteStream): Styler {
  return (style, text) => styleText(style, text, { stream, validateStream: true });
}

/**
 * Text for people: characters that are not seen are shown by number. Those of control could move a terminal's cursor or
 * change its colors, those of direction turn the rest of a line around, those without width make two texts look alike.
 */
export function printable(text: string): string {
  return text.replace(
    /\p{Cc}|\p{Cs}|[\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu,
    (character) => {
      const code = character.codePointAt(0) ?? 0;
      return `\\u${code.toString(16).padStart(4, "0")}`;
    },
  );
}

/** A count with separators of thousands. */
export const counted = (count: number): string => count.toLocaleString("en-US");

/** A count with its noun. */
export const countOf = (count: number, noun: string): string =>
  `${counted(count)} ${noun}${count === 1 ? "" : "s"}`;
