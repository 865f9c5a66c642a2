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
  const words = identities.flatMap(spellings);
  const redactSecrets = replaceAny(
    secrets.filter(({ length }) => length >= SHORTEST_SECRET).flatMap(spellings),
    "giu",
  );
  const isWord = (text: string) => text.length < LONG_WORD && /^\p{L}+$/u.test(text);
  const redactLong = replaceAny(
    words.filter((word) => !isWord(word)),
    "giu",
    BEFORE_WORD,
    AFTER_WORD,
  );
  const redactWords = replaceAny(words.filter(isWord), "gu", BEFORE_WORD, AFTER_WORD);
  return { secrets: redactSecrets, all: (text) => redactWords(redactLong(redactSecrets(text))) };
}

/** Replaces any of the texts by one pass, the longest that matches. */
function replaceAny(texts: readonly string[], flags: string, before = "", after = "") {
  if (texts.length === 0) return (text: string) => text;
  const longestFirst = [...texts].sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const pattern = new RegExp(`${before}(?:${escaped.join("|")})${after}`, flags);
  return (text: string) => text.replace(pattern, MASK);
}

/** A text as it is, as JSON writes it, and as URLs do. */
function spellings(text: string): string[] {
  // A lone surrogate cannot be encoded.
  const wellFormed = text.replace(/\p{Surrogate}/gu, "\ufffd");
  const encoded = encodeURIComponent(wellFormed);
  const inUrls = encoded.replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  const inJson = JSON.stringify(text).slice(1, -1);
  const unicodeEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const all = [
    text,
    text.trim(),
    encoded,
    encoded.replaceAll("'", "%27"),
    encoded.replaceAll("%20", "+"),
    inUrls,
    inUrls.replaceAll("%20", "+"),
    // Servers may leave what a path may hold as it is, or encode twice.
    encodeURI(wellFormed),
    encodeURIComponent(encoded),
    inJson,
    inJson.replace(/[^ -~]/g, unicodeEscape),
  ];
  return [...new Set(all)].filter((spelling) => spelling !== "");
}
