/** What stands in the place of a secret or of personal data. */
export const MASK = "***";

/** A secret of fewer characters may be an ordinary word; in a header it is redacted all the same. */
const SHORTEST_SECRET = 8;

/** An identity of fewer letters than this may be an ordinary word, and is redacted in its own case only. */
const LONG_WORD = 8;

/** Redacts the texts of a call. */
export interface Redactor {
  /** Redacts secrets: for what this package writes itself. */
  readonly secrets: (text: string) => string;
  /** Redacts secrets and identities: for what comes from outside. */
  readonly all: (text: string) => string;
}

/** What a redactor looks for. */
export interface Sensitive {
  /** Redacted wherever they stand. */
  readonly headerValues: readonly string[];
  /** Redacted if they are long enough not to be a word. */
  readonly secrets: readonly string[];
  /** Redacted as whole words. */
  readonly identities: readonly string[];
}

/** Creates the redactor of a call. */
export function createRedactor({ headerValues, secrets, identities }: Sensitive): Redactor {
  const anywhere = [...headerValues, ...secrets.filter((secret) => secret.length >= SHORTEST_SECRET)];
  const words = identities.flatMap(spellings);
  const redactSecrets = replaceAny(anywhere.flatMap(spellings), "giu");
  const inAnyCase = replaceAny(
    words.filter((word) => !isWord(word)),
    "giu",
    BEFORE_WORD,
    AFTER_WORD,
  );
  const inOwnCase = replaceAny(words.filter(isWord), "gu", BEFORE_WORD, AFTER_WORD);
  return { secrets: redactSecrets, all: (text) => inOwnCase(inAnyCase(redactSecrets(text))) };
}

/** Replaces any of the texts by one pass, the longest that matches. */
function replaceAny(
  texts: readonly string[],
  flags: string,
  before = "",
  after = "",
): (text: string) => string {
  if (texts.length === 0) return (text) => text;
  const longestFirst = [...texts].sort((a, b) => b.length - a.length).map(escape);
  const pattern = new RegExp(`${before}(?:${longestFirst.join("|")})${after}`, flags);
  return (text) => text.replace(pattern, MASK);
}

/** Where a word starts: after anything that is no letter or digit, or after an encoded character. */
const BEFORE_WORD = "(?<=^|[^\\p{L}\\p{N}]|%[0-9A-Fa-f]{2}|\\\\[nrtbf]|\\\\u[0-9A-Fa-f]{4})";
const AFTER_WORD = "(?![\\p{L}\\p{N}])";

/** A text as it is, as JSON writes it, and as URLs do. */
function spellings(text: string): string[] {
  // A lone surrogate cannot be encoded.
  const wellFormed = text.replace(/\p{Surrogate}/gu, "\ufffd");
  const encoded = encodeURIComponent(wellFormed);
  const inUrls = encoded.replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  const all = [
    text,
    text.trim(),
    encoded,
    inUrls,
    inUrls.replaceAll("%20", "+"),
    encoded.replaceAll("'", "%27"),
    encoded.replaceAll("%20", "+"),
    // Servers may leave what a path may hold as it is, or encode twice.
    encodeURI(wellFormed),
    encodeURIComponent(encoded),
    JSON.stringify(text).slice(1, -1),
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  ];
  return [...new Set(all)].filter((spelling) => spelling !== "");
}

function isWord(text: string): boolean {
  return text.length < LONG_WORD && /^\p{L}+$/u.test(text);
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
