/** What stands in the place of a secret or of personal data. */
export const MASK = "***";

/** A secret of fewer characters may be an ordinary word; as a whole header value it is longer than that. */
const SHORTEST_SECRET = 8;

/** An identity of fewer letters than this may be an ordinary word, and is redacted in its own case only. */
const LONG_WORD = 8;

/** Where an identity starts: after anything that is no letter or digit, or after an encoded character. */
const BEFORE_WORD = "(?<=^|[^\\p{L}\\p{N}]|%[0-9A-Fa-f]{2}|\\\\[nrtbf]|\\\\u[0-9A-Fa-f]{4})";
const AFTER_WORD = "(?![\\p{L}\\p{N}])";

/** Redacts the texts of a call. */
export interface Redactor {
  /** Redacts secrets: for what this package writes itself. */
  readonly secrets: (text: string) => string;
  /** Redacts secrets, and identities as whole words: for what comes from outside. */
  readonly all: (text: string) => string;
}

export function createRedactor(secrets: readonly string[], identities: readonly string[]): Redactor {
  const isWord = (text: string) => text.length < LONG_WORD && /^\p{L}+$/u.test(text);
  const redactSecrets = replaceAny(
    secrets.filter(({ length }) => length >= SHORTEST_SECRET),
    "giu",
  );
  const replaceWords = (texts: readonly string[], flags: string) =>
    replaceAny(texts, flags, BEFORE_WORD, AFTER_WORD);
  const redactLong = replaceWords(
    identities.filter((text) => !isWord(text)),
    "giu",
  );
  const redactWords = replaceWords(identities.filter(isWord), "gu");
  return { secrets: redactSecrets, all: (text) => redactWords(redactLong(redactSecrets(text))) };
}

/** Replaces any of the texts by one pass, the longest that matches. */
function replaceAny(texts: readonly string[], flags: string, before = "", after = "") {
  const longestFirst = texts.filter(Boolean).sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return (text: string) => text;
  const pattern = new RegExp(`${before}(?:${longestFirst.map(anySpelling).join("|")})${after}`, flags);
  return (text: string) => text.replace(pattern, MASK);
}

/** The pattern of a text: each character as it is, as JSON escapes it, or percent-encoded, once or more often. */
function anySpelling(text: string): string {
  const hex = (value: number, digits: number) =>
    value
      .toString(16)
      .padStart(digits, "0")
      .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  const spellings = Array.from(text.trim() || text, (character) => {
    const bytes = Array.from(new TextEncoder().encode(character), (byte) => `%(?:25)*${hex(byte, 2)}`);
    const units = character.split("").map((unit) => `\\\\u${hex(unit.charCodeAt(0), 4)}`);
    const json = JSON.stringify(character).slice(1, -1);
    // Each once: two equal alternatives would double the time with each character.
    const plain = new Set([character, json, ...(character === " " ? ["+"] : [])]);
    const escaped = [...plain].map((one) => one.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
    return [...escaped, bytes.join(""), units.join("")].join("|");
  });
  return `(?:${spellings.join(")(?:")})`;
}
