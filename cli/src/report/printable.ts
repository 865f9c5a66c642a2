/**
 * What a text must not bring into a terminal or a page: control characters, direction marks and others that are not
 * seen, line separators, halves of characters. Joiners stay, which emoji and some scripts need.
 */
const invisible = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/** Writes what cannot be seen as its code point, so that texts that differ look different. */
export function printable(text: string): string {
  return text.replace(invisible, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`);
}
